/** A refusal of the API: status, code and words, as they go over the wire. */
export interface ApiError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const AGAIN = "Try again later.";

/** The refusals that the emulator knows; BEHAVIOR.md says which of them are documented. */
const CATALOGUE: Readonly<Record<string, readonly [status: number, message: string]>> = {
  "Forbidden.Access": [
    403,
    "Access is forbidden. Please first activate DataWorks Enterprise Edition or Flagship Edition.",
  ],
  "Throttling.Api": [429, "The request for this resource has exceeded your available limit."],
  "Throttling.System": [429, `The DataWorks system is busy. ${AGAIN}`],
  "Throttling.User": [429, `Your request is too frequent. ${AGAIN}`],
  "InternalError.System": [500, `An internal system error occurred. ${AGAIN}`],
  "InternalError.UserId.Missing": [500, `An internal system error occurred. ${AGAIN}`],
  "ResourceNotAuthorized.Api": [403, "You are not authorized to perform this operation."],
  "Throttling.Api.Risk": [429, "The number of calls of this day has exceeded the limit."],
  "Throttling.Resource": [429, "The resource quota has been exceeded. Upgrade the edition."],
  "Forbidden.Not.Server": [500, "The API is not available in this region."],
  "InvalidAction.NotFound": [404, "Specified api is not found, please check your url and method."],
  InvalidVersion: [400, "Specified parameter Version is not valid."],
  MissingProjectId: [400, "ProjectId is mandatory for this action."],
  InvalidParameter: [400, "The specified parameter is not valid."],
  "InvalidAccessKeyId.NotFound": [404, "Specified access key is not found."],
  "InvalidSecurityToken.Expired": [400, "Specified SecurityToken is expired."],
  "InvalidSecurityToken.MismatchWithAccessKey": [400, "Specified SecurityToken mismatch with the AccessKey."],
  MissingSecurityToken: [400, "SecurityToken is mandatory for this action."],
  "InvalidTimeStamp.Expired": [400, "Specified time stamp or date value is expired."],
  SignatureNonceUsed: [400, "Specified signature nonce was used already."],
  SignatureDoesNotMatch: [400, "Specified signature is not matched with our calculation."],
  IncompleteSignature: [400, "The request signature does not conform to Aliyun standards."],
};

/** The refusal of a code; a code outside the catalogue is an error of the server, status 500. */
export function apiError(code: string, overrides: { status?: number; message?: string } = {}): ApiError {
  const [status, message] = CATALOGUE[code] ?? [500, "The request processing has failed."];
  return { status: overrides.status ?? status, code, message: overrides.message ?? message };
}
