import { DataWorksError, type ErrorCode, type ErrorDetails } from "./error";
import { inWholeSeconds, moreTime, type RunProgress, seconds } from "./time";
import { wordsOf } from "./words";

type Action = "ListDIJobs" | "ListProjects";

/** A call that stays without a page, as its error tells it. */
export interface FailedCall extends ErrorDetails {
  /** The question, such as `cn-shanghai/1967`. */
  readonly where: string;
  /** The operation of the API. */
  readonly action: Action;
  readonly regionId: string;
  readonly apiVersion: string;
  /** What to do where the edition does not have the version. */
  readonly editionRepair: string;
  /** Host that was asked. */
  readonly endpoint: string;
  /** Where the credentials were found. */
  readonly credentialSource: string;
  /** Host of the proxy that leads there. */
  readonly proxy?: string | undefined;
  /** What came instead of a page. */
  readonly said: string;
  /** The pace of the account. */
  readonly callsPerSecond: number;
  /** How long the server wants everyone to wait. */
  readonly waitMs?: number | undefined;
  /** How much of its time the question has used. */
  readonly usedMs?: number | undefined;
  /** The time of the whole run, where that is over first. */
  readonly run?: RunProgress | undefined;
  /** Whether it was not sent again because too many calls of the account fail. */
  readonly othersFail?: boolean;
}

const failed = (code: ErrorCode, call: FailedCall, what: string, ...repairs: readonly string[]) =>
  new DataWorksError(code, { what, facts: answered(call), repairs }, call);

/** What was answered, how often, and the id that the vendor's support asks for. */
function answered({ said, requestId, attempts = 1, othersFail }: FailedCall): string[] {
  const text = wordsOf(said);
  if (text === "") return [];
  const id = requestId === undefined ? "" : ` (RequestId ${requestId})`;
  return [
    `${attempts > 1 ? `after ${attempts} attempts: ` : ""}${text}${id}`,
    othersFail ? "not sent again: too many calls of this account fail, and all share their retries" : "",
  ];
}

const way = ({ endpoint, proxy }: FailedCall) =>
  proxy === undefined ? endpoint : `${endpoint} through the proxy ${proxy}`;

const whatOf = ({ action, where }: FailedCall) => (action === "ListDIJobs" ? `the jobs of ${where}` : where);

/** The way around a refused ListProjects. */
const byId = ({ action }: FailedCall) =>
  action === "ListProjects" ? ["or pass projectId instead of projectName: it needs no ListProjects"] : [];

export const accessDenied = (call: FailedCall) =>
  failed(
    "AccessDenied",
    call,
    `DataWorks refuses to list ${whatOf(call)}`,
    call.action === "ListDIJobs"
      ? `give the identity (${call.credentialSource}) the permission dataworks:*, and make it a member of the workspace`
      : `give the identity (${call.credentialSource}) the permission dataworks:ListProjects`,
    ...byId(call),
  );

export const keyRefused = (call: FailedCall) =>
  failed(
    "AccessDenied",
    call,
    `DataWorks does not accept the access key (${call.credentialSource})`,
    "check its id and its secret, and that it is enabled",
  );

export const tokenRefused = (call: FailedCall) =>
  failed(
    "AccessDenied",
    call,
    `DataWorks does not accept the security token (${call.credentialSource})`,
    "it may have expired: get new temporary credentials",
  );

export const clockSkewed = (call: FailedCall) =>
  failed(
    "AccessDenied",
    call,
    `DataWorks refuses the call for ${call.where} because of its time`,
    "set the clock of this machine: a call may be 15 minutes old at most",
  );

export const editionForbidden = (call: FailedCall) =>
  failed(
    "AccessDenied",
    call,
    `the edition of DataWorks does not allow to list ${whatOf(call)} with API version ${call.apiVersion}`,
    call.editionRepair,
    ...byId(call),
  );

export const throttled = (call: FailedCall) =>
  failed(
    "Throttled",
    call,
    `DataWorks throttles the calls for ${call.where}, at most ${call.callsPerSecond} a second, and the next one would come too late, in ${seconds(call.waitMs ?? 0)}`,
    `lower DIJOBS_CALLS_PER_SECOND, or see who else uses the account's quota`,
    call.run === undefined
      ? `or give it more time: DIJOBS_TIMEOUT_MS=${inWholeSeconds((call.usedMs ?? 0) + (call.waitMs ?? 0) + 1_000)}`
      : `or ${moreTime(call.run)}`,
  );

export const quotaExhausted = (call: FailedCall) =>
  failed(
    "QuotaExhausted",
    call,
    `the account's quota of DataWorks calls is used up, so ${call.where} cannot be listed`,
    "wait until it is renewed, or have a larger edition",
  );

export const unsupportedRegion = (call: FailedCall) =>
  failed(
    "UnsupportedRegion",
    call,
    `DataWorks does not offer this API in '${call.regionId}'`,
    "check regionId against the workspace's region in the console",
  );

export const requestRejected = (call: FailedCall) =>
  failed(
    "RequestRejected",
    call,
    `DataWorks rejects the question for ${call.where}`,
    call.action === "ListDIJobs" ? "check projectId, regionId and the filters" : "check regionId",
    ...byId(call),
  );

export const serviceUnavailable = (call: FailedCall) =>
  failed(
    "ServiceUnavailable",
    call,
    `DataWorks fails to list ${whatOf(call)}`,
    call.said.startsWith("InternalError.UserId.Missing")
      ? "try again later; if it stays, the account may not have DataWorks activated in this region"
      : "try again later",
  );

export const unreachable = (call: FailedCall) =>
  failed(
    "ServiceUnavailable",
    call,
    `cannot reach ${way(call)}`,
    "check the network, HTTPS_PROXY, and the endpoint (regionId, network, DIJOBS_ENDPOINT)",
  );

export const untrusted = (call: FailedCall) => {
  const [what, repair] = certificateAdvice(call);
  return failed("ServiceUnavailable", call, what, repair);
};

/** What is wrong with a certificate, and what to do about it, by the word that OpenSSL has for it. */
function certificateAdvice(call: FailedCall): [what: string, repair: string] {
  if (call.said.includes("HAS_EXPIRED"))
    return [
      `the certificate of ${way(call)} has expired`,
      "set the clock of this machine if it is ahead; otherwise whoever runs the server must renew its certificate",
    ];
  if (call.said.includes("NOT_YET_VALID"))
    return [`the certificate of ${way(call)} is not valid yet`, "set the clock of this machine: it may be behind"];
  if (/ALTNAME_INVALID|HOSTNAME_MISMATCH/.test(call.said))
    return [
      `${way(call)} shows the certificate of another host`,
      "check the endpoint (regionId, network, DIJOBS_ENDPOINT), and whether a proxy or a login page answers instead",
    ];
  return [
    `the certificate of ${way(call)} is not trusted`,
    "if your network inspects TLS, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem",
  ];
}

export const proxyRefused = (call: FailedCall) =>
  failed(
    "ServiceUnavailable",
    call,
    call.said.endsWith("407")
      ? `the proxy ${call.proxy} wants a name and a password`
      : `the proxy ${call.proxy} refuses the way to ${call.endpoint}`,
    call.said.endsWith("407")
      ? "write them into HTTPS_PROXY, before its host: name:password@host"
      : `have the proxy allow ${call.endpoint}, or name it in NO_PROXY`,
  );

export const unexpectedResponse = (call: FailedCall) =>
  failed(
    "UnexpectedResponse",
    call,
    `${way(call)} does not answer as DataWorks does`,
    "check the endpoint (regionId, DIJOBS_ENDPOINT), and whether a proxy or a login page answers instead",
  );

export const notAsked = (where: string) =>
  new DataWorksError("ServiceUnavailable", {
    what: `${where} was not asked, because the questions before it, of the same account and region, failed`,
    repairs: ["see what is said of them, and try again later"],
  });
