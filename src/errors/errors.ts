import { redact } from "../text/redact";

/** What went wrong, for programs; `docs/troubleshooting.md` has a heading for each. */
export const ERROR_CODES = [
  "InvalidArgument",
  "UnresolvedToken",
  "NotInStack",
  "NoCredentials",
  "AccessDenied",
  "Throttled",
  "QuotaExhausted",
  "RequestRejected",
  "UnsupportedRegion",
  "ServiceUnavailable",
  "LookupTimedOut",
  "UnexpectedResponse",
  "InconsistentListing",
  "JobNotFound",
  "JobNameAmbiguous",
  "SnapshotMissing",
  "SnapshotInvalid",
  "SnapshotLacksQuery",
  "SnapshotNotWritten",
  "PolicyInvalid",
  "OutputNotWritten",
  "AppFailed",
  "WorkerFailed",
  "FrameworkMissing",
  "EmulatorFailed",
] as const;

/** What went wrong, for programs. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Facts about a failed call, where there was one. */
export interface ErrorDetails {
  /** The API's id of the failed request, for the vendor's support. */
  readonly requestId?: string | undefined;
  /** HTTP status of the failed call. */
  readonly statusCode?: number | undefined;
  /** How many times the failed call was sent, the first included. */
  readonly attempts?: number | undefined;
  /** What was caught. */
  readonly cause?: unknown;
}

/** A {@link DataWorksError} as plain data, to pass between threads. */
export interface ErrorData extends Omit<ErrorDetails, "cause"> {
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** What, where and the repair, for people. */
  readonly message: string;
}

const BRAND = Symbol.for("cdktf-dataworks-di-jobs/DataWorksError");

/**
 * The one error of this library.
 *
 * The message says what, where and the repair, over a few lines, and never holds a secret.
 *
 * @example
 * try {
 *   jobs.findJob("orders");
 * } catch (error) {
 *   if (!DataWorksError.is(error) || error.code !== "JobNotFound") throw error;
 * }
 */
export class DataWorksError extends Error {
  /** `true` for an error of this library, also across two installed copies of it. */
  static is(value: unknown): value is DataWorksError {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  /** Makes the error again that {@link DataWorksError.toJSON} turned into data. */
  static from(data: ErrorData): DataWorksError {
    return new DataWorksError(data.code, data.message, data);
  }

  // Declared only: a field of the class would be enumerable.
  /** What went wrong, for programs. */
  declare readonly code: ErrorCode;
  /** The API's id of the failed request, for the vendor's support. */
  declare readonly requestId?: string;
  /** HTTP status of the failed call. */
  declare readonly statusCode?: number;
  /** How many times the failed call was sent, the first included. */
  declare readonly attempts?: number;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(redact(message), details.cause === undefined ? {} : { cause: details.cause });
    const { requestId, statusCode, attempts } = details;
    // Hidden from `Object.keys`, so that Node.js prints an uncaught error without a block of fields.
    hide(this, { [BRAND]: true, name: `DataWorksError [${code}]`, code, requestId, statusCode, attempts });
    if (this.cause !== undefined) hide(this, { cause: this.cause });
    const frames = this.stack?.slice(this.stack.indexOf(this.message) + this.message.length);
    this.stack = [`${this.name}: ${this.message}`, ...usersFrame(frames)].join("\n");
  }

  /** The same error, saying at which construct it happened. */
  at(constructPath: string): DataWorksError {
    const [what, ...rest] = this.message.split("\n");
    return new DataWorksError(this.code, lines(`${what}`, `at ${constructPath}`, ...rest.map((line) => line.trim())), {
      ...this.toJSON(),
      cause: this.cause,
    });
  }

  /** The error as plain data. */
  toJSON(): ErrorData {
    const { code, message, requestId, statusCode, attempts } = this;
    return { code, message, requestId, statusCode, attempts };
  }
}

function hide(error: DataWorksError, fields: Record<PropertyKey, unknown>): void {
  for (const key of Reflect.ownKeys(fields))
    Object.defineProperty(error, key, { value: fields[key as string], configurable: true, writable: true });
}

/** The first line of the stack outside this package: the line of the user's code that asked. */
function usersFrame(frames = ""): string[] {
  const users = frames.split("\n").find((line) => line !== "" && !line.includes(__dirname) && !line.includes("node:"));
  return users === undefined ? [] : [users];
}

/** What happened on the first line, where and the repair below it, indented. */
function lines(what: string, ...rest: readonly (string | undefined)[]): string {
  return [what, ...rest.filter((line) => line !== undefined && line !== "").map((line) => `  ${line}`)].join("\n");
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "number" || value === null || typeof value === "boolean") return `'${value}'`;
  return typeof value;
}

/** What a caught value says. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The first few of many names, for a message. */
function some(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return names.slice(0, most).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

// Arguments

export const invalidArgument = (name: string, value: unknown, repair: string) =>
  new DataWorksError(
    "InvalidArgument",
    lines(value === undefined ? `${name} is missing` : `${name} cannot be ${shown(value)}`, repair),
  );

/** A key that nothing reads is mistyped. */
export const unknownKey = (where: string, key: string, repair: string) =>
  new DataWorksError("InvalidArgument", lines(`${where} has no '${key}'`, repair));

export const unresolvedToken = (name: string) =>
  new DataWorksError(
    "UnresolvedToken",
    lines(
      `${name} is a token: only Terraform will know its value, and the lookup happens before`,
      `pass a plain value: a constant, process.env, or node.tryGetContext("…")`,
    ),
  );

export const notInStack = (constructPath: string) =>
  new DataWorksError(
    "NotInStack",
    lines(
      `DiJobs '${constructPath}' stands outside of any TerraformStack, where nothing would be validated`,
      `create it inside a stack: new DiJobs(stack, "jobs", …)`,
    ),
  );

// Finding

export const jobNotFound = (
  jobName: string,
  where: string,
  known: { readonly nearest: readonly string[]; readonly names: readonly string[] },
  hints: readonly string[] = [],
) =>
  new DataWorksError(
    "JobNotFound",
    lines(
      `${where} has no job named '${jobName}'`,
      known.nearest.length > 0
        ? `nearest names: ${some(known.nearest)}`
        : known.names.length > 0
          ? `it has: ${some(known.names)}`
          : "it has no jobs at all",
      ...hints,
    ),
  );

export const jobIdNotFound = (diJobId: string, where: string) =>
  new DataWorksError(
    "JobNotFound",
    lines(`${where} has no job with the id '${diJobId}'`, "list its jobs with: npx --no-install dijobs list"),
  );

export const jobNameAmbiguous = (jobName: string, where: string, ids: readonly string[], repair?: string) =>
  new DataWorksError(
    "JobNameAmbiguous",
    lines(
      `${where} has ${ids.length} jobs named '${jobName}': ${some(ids, 20)}`,
      repair ?? `name one by its id: findJobById("${ids[0]}")`,
    ),
  );

/** Several failures of one call, in one error with the code of the first. */
export const together = (failures: readonly DataWorksError[]) => {
  const [first] = failures;
  if (first === undefined || failures.length === 1) return first;
  return new DataWorksError(first.code, failures.map((failure) => failure.message).join("\n"));
};

// Client

/** A call that stays without a page, as its error tells it. */
export interface FailedCall extends ErrorDetails {
  /** The question, such as `cn-shanghai/1967`. */
  readonly where: string;
  readonly regionId: string;
  readonly apiVersion: string;
  /** Host that was asked. */
  readonly endpoint: string;
  /** Where the credentials were found. */
  readonly credentialSource: string;
  /** Host of the proxy that leads there. */
  readonly proxy?: string | undefined;
  /** What came instead of a page. */
  readonly said: string;
  /** How long the server wants everyone to wait. */
  readonly waitMs?: number | undefined;
}

const failed = (code: ErrorCode, call: FailedCall, what: string, ...repair: readonly (string | undefined)[]) =>
  new DataWorksError(code, lines(what, answered(call), ...repair), call);

/** What was answered, how often, and the id that the vendor's support asks for. */
function answered({ said, requestId, attempts = 1 }: FailedCall): string | undefined {
  const text = quoted(said);
  if (text === "") return undefined;
  const id = requestId === undefined ? "" : ` (RequestId ${requestId})`;
  return `${attempts > 1 ? `after ${attempts} attempts: ` : ""}${text}${id}`;
}

/** Words of somebody else, short enough for a message. */
function quoted(text: string): string {
  // What follows is as long as it is secret. Redacted before it is cut: half a secret is not recognized.
  const [words = ""] = text.split(/[,:.]?\s*(?:server\s+)?string\s*to\s*sign\s+is/i);
  return redact(words).replace(/\s+/g, " ").trim().slice(0, 300);
}

const way = ({ endpoint, proxy }: FailedCall) =>
  proxy === undefined ? endpoint : `${endpoint} through the proxy ${proxy}`;

const seconds = (durationMs: number) => `${Math.ceil(durationMs / 100) / 10} s`;

const FROM_SNAPSHOT = "or synthesize from the snapshot: DIJOBS_MODE=locked";

export const accessDenied = (call: FailedCall) =>
  failed(
    "AccessDenied",
    call,
    `DataWorks refuses to list the jobs of ${call.where}`,
    `give the identity (${call.credentialSource}) the permission dataworks:*, and make it a member of the workspace`,
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
    `the edition of DataWorks does not allow to list the jobs of ${call.where} with API version ${call.apiVersion}`,
    call.apiVersion === "2020-05-18"
      ? 'try apiVersion: "2024-05-18" or DIJOBS_API_VERSION=2024-05-18, which every edition has'
      : 'try apiVersion: "2020-05-18" or DIJOBS_API_VERSION=2020-05-18, or activate DataWorks in this region',
  );

export const throttled = (call: FailedCall) =>
  failed(
    "Throttled",
    call,
    `DataWorks throttles the calls for ${call.where}, and the next one would come too late, in ${seconds(call.waitMs ?? 0)}`,
    "lower DIJOBS_CALLS_PER_SECOND, raise DIJOBS_TIMEOUT_MS, or see who else uses the account's quota",
  );

export const quotaExhausted = (call: FailedCall) =>
  failed(
    "QuotaExhausted",
    call,
    `the account's quota of DataWorks calls is used up, so ${call.where} cannot be listed`,
    "wait until it is renewed, or have a larger edition",
    FROM_SNAPSHOT,
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
    "check projectId, regionId and the filters",
  );

export const serviceUnavailable = (call: FailedCall) =>
  failed(
    "ServiceUnavailable",
    call,
    `DataWorks fails to list the jobs of ${call.where}`,
    call.said.startsWith("InternalError.UserId.Missing")
      ? "try again later; if it stays, the account may not have DataWorks activated in this region"
      : "try again later",
    FROM_SNAPSHOT,
  );

export const unreachable = (call: FailedCall) =>
  failed(
    "ServiceUnavailable",
    call,
    `cannot reach ${way(call)}`,
    "check the network, HTTPS_PROXY, and the endpoint (regionId, network, DIJOBS_ENDPOINT)",
    FROM_SNAPSHOT,
  );

export const untrusted = (call: FailedCall) =>
  failed(
    "ServiceUnavailable",
    call,
    `the certificate of ${way(call)} is not trusted`,
    "if your network inspects TLS, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem",
  );

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

export const lookupTimedOut = (where: string, timeoutMs: number, calls: number) =>
  new DataWorksError(
    "LookupTimedOut",
    lines(
      `${where} could not be listed within ${seconds(timeoutMs)} (${calls} ${calls === 1 ? "call" : "calls"} sent)`,
      `give it more time: DIJOBS_TIMEOUT_MS=${timeoutMs * 2}`,
      FROM_SNAPSHOT,
    ),
  );

export const listingTooLong = (
  where: string,
  listing: { calls: number; callsPerSecond: number; neededMs: number; leftMs: number; timeoutMs: number },
) =>
  new DataWorksError(
    "LookupTimedOut",
    lines(
      `${where} needs ${listing.calls} calls at ${listing.callsPerSecond} a second: at least ${seconds(listing.neededMs)} more, and ${seconds(listing.leftMs)} are left`,
      `give it more time: DIJOBS_TIMEOUT_MS=${Math.ceil((listing.timeoutMs + listing.neededMs) / 10_000) * 10_000}, or narrow the query`,
    ),
  );

export const inconsistentListing = (where: string, defects: readonly string[]) =>
  new DataWorksError(
    "InconsistentListing",
    lines(
      `the pages of ${where} do not add up, twice: ${[...new Set(defects)].join("; then ")}`,
      "jobs come and go while they are listed: try again later, or narrow the query",
    ),
  );

export const noCredentials = () =>
  new DataWorksError(
    "NoCredentials",
    lines(
      "no credentials of Alibaba Cloud are configured",
      "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (or ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY),",
      "or ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE,",
      "or run: aliyun configure (~/.aliyun/config.json), or write ~/.alibabacloud/credentials,",
      "or set ALIBABA_CLOUD_CREDENTIALS_URI, or give the instance a RAM role,",
      FROM_SNAPSHOT,
    ),
  );

export const halfCredential = (present: string, missing: string) =>
  new DataWorksError(
    "NoCredentials",
    lines(`${present} is set, and ${missing} is not`, `set ${missing} too, or neither`),
  );

export const profileNotFound = (profile: string) =>
  new DataWorksError(
    "NoCredentials",
    lines(
      `neither ~/.aliyun/config.json nor ~/.alibabacloud/credentials has a profile '${profile}'`,
      `make it: aliyun configure --profile ${profile}`,
    ),
  );

export const credentialFileInvalid = (file: string, why: string) =>
  new DataWorksError(
    "NoCredentials",
    lines(`${file} is of no use: ${why}`, "repair it, or write it anew: aliyun configure"),
  );

export const credentialsRefused = (source: string, why: string) =>
  new DataWorksError(
    "NoCredentials",
    lines(
      `${source} gives no credentials`,
      quoted(why),
      "check it, or name another source: npx --no-install dijobs doctor",
    ),
  );

export const credentialsUnreachable = (source: string, why: string) =>
  new DataWorksError(
    "ServiceUnavailable",
    lines(
      `the service that gives the credentials of ${source} cannot be reached`,
      quoted(why),
      "check the network and HTTPS_PROXY",
      FROM_SNAPSHOT,
    ),
  );

// Snapshot

const RECORD = "npx --no-install dijobs refresh";

export const snapshotMissing = (path: string) =>
  new DataWorksError(
    "SnapshotMissing",
    lines(`there is no snapshot '${path}'`, `record it with: ${RECORD}`, "or say where it is with DIJOBS_SNAPSHOT"),
  );

/** The place is a line or an entry; the first repair is the one for this flaw. */
export const snapshotInvalid = (path: string, place: string, flaw: string, repair?: string, cause?: unknown) =>
  new DataWorksError(
    "SnapshotInvalid",
    lines(
      `snapshot '${path}', ${place}: ${flaw}`,
      repair,
      `go back to the committed file with: git checkout -- ${path}`,
      `or delete it and record it again with: ${RECORD}`,
    ),
    { cause },
  );

/** A hint for {@link jobNotFound}. */
export const recordedJobRenamed = (diJobId: string, newName: string, observedAt: string) =>
  `renamed to '${newName}', same id '${diJobId}', since the snapshot of ${observedAt}: use the new name`;

/** A hint for {@link jobNotFound}. */
export const recordedJobGone = (diJobId: string, observedAt: string) =>
  `the snapshot of ${observedAt} has it, id '${diJobId}', no longer listed: to plan or destroy without it, set DIJOBS_MODE=locked`;

/** A hint for {@link jobNotFound}, where the snapshot answered. */
export const jobMayBeNewer = (observedAt: string) =>
  `the snapshot of ${observedAt} says so: if the job is newer, record it with: ${RECORD}`;

/** A warning: the plan will replace what holds the recorded id. */
export const jobRecreated = (jobName: string, where: string, recordedIds: readonly string[], ids: readonly string[]) =>
  lines(
    `'${jobName}' of ${where} was recreated: the snapshot has the id ${some(recordedIds)}, now it is ${some(ids)}`,
    "resources that hold the recorded id will be replaced",
    `once that is intended, record the new one with: ${RECORD}`,
  );

export const snapshotLacksQuery = (query: string, path: string) =>
  new DataWorksError(
    "SnapshotLacksQuery",
    lines(`snapshot '${path}' has no answer for ${query}`, `record it with: ${RECORD}`, `and commit ${path}`),
  );

/** Going back to the committed file is no way out here: git refuses it during a merge. */
export const snapshotConflict = (path: string, place: string, marker: string) =>
  new DataWorksError(
    "SnapshotInvalid",
    lines(
      `snapshot '${path}', ${place}: an unresolved merge conflict, '${marker}'`,
      "keep the lines of both sides, with a comma after each but the last of a list",
      `or take one side: git checkout --theirs -- ${path}`,
      `then record it again with: ${RECORD}`,
    ),
  );

export const snapshotNotWritten = (path: string, reason: string, repair: string, cause?: unknown) =>
  new DataWorksError("SnapshotNotWritten", lines(`snapshot '${path}' was not written: ${reason}`, repair), { cause });

// Lookup

export const workerFailed = (reason: string, cause?: unknown) =>
  new DataWorksError(
    "WorkerFailed",
    lines(
      `the thread that asks the API failed: ${reason}`,
      "is the package installed whole, and not bundled into one file? reinstall it, or set DIJOBS_MODE=locked",
    ),
    { cause },
  );

// Checks

export const fakeLacksWorkspace = (workspace: string, known: readonly string[]) =>
  new DataWorksError(
    "InvalidArgument",
    lines(
      `the fake has no workspace '${workspace}'; it has ${known.length === 0 ? "none" : some(known)}`,
      `list it, if only with no jobs: fakeDiJobs(app, { "${workspace}": [] })`,
    ),
  );

export const policyNotRead = (path: string, cause: unknown) =>
  new DataWorksError(
    "PolicyInvalid",
    lines(`the policy '${path}' cannot be read: ${reasonOf(cause)}`, "name a YAML or JSON file: --policy FILE"),
    { cause },
  );

export const policyInvalid = (place: string, what: string, ...repair: readonly string[]) =>
  new DataWorksError("PolicyInvalid", lines(`the rule set is wrong at ${place}: ${what}`, ...repair));

// Frameworks

export const frameworkMissing = (missing: string, install: string, otherwise: string, cause: unknown) =>
  new DataWorksError(
    "FrameworkMissing",
    lines(
      `'${missing}' is not installed, and this entry of cdktf-dataworks-di-jobs needs it`,
      `install it: ${install}`,
      otherwise,
    ),
    { cause },
  );

// Command line

export const projectInvalid = (path: string, flaw: string, repair: string, cause?: unknown) =>
  new DataWorksError("InvalidArgument", lines(`'${path}': ${flaw}`, repair), { cause });

export const projectMissing = (folder: string) =>
  new DataWorksError(
    "InvalidArgument",
    lines(
      `there is no cdktf.json in '${folder}' or above it, so there is no app to run`,
      "run it where the app is, or refresh without it: npx --no-install dijobs refresh --workspace cn-shanghai/1967",
    ),
  );

export const appFailed = (command: string, how: string) =>
  new DataWorksError(
    "AppFailed",
    lines(
      `the app failed, and nothing was recorded: ${command}`,
      `it ${how}; what it said stands above`,
      "repair it, or refresh without it: npx --no-install dijobs refresh --no-app",
    ),
  );

export const workspaceMissing = (snapshotPath: string) =>
  new DataWorksError(
    "InvalidArgument",
    lines(
      `no workspace is named, and there is no snapshot '${snapshotPath}' whose questions could be asked`,
      "name one: --workspace cn-shanghai/1967",
    ),
  );

export const aliasUnknown = (alias: string, policyPath: string | undefined, nearest: string | undefined) =>
  new DataWorksError(
    "InvalidArgument",
    lines(
      policyPath === undefined
        ? `'${alias}' is no workspace, and there is no policy file that could give it a meaning`
        : `'${policyPath}' has no workspace '${alias}'`,
      nearest === undefined
        ? "write it as <regionId>/<projectId>, for example cn-shanghai/1967, or name the file: --policy FILE"
        : `did you mean '${nearest}'?`,
    ),
  );

export const outputNotWritten = (path: string, cause: unknown) =>
  new DataWorksError(
    "OutputNotWritten",
    lines(`'${path}' was not written: ${reasonOf(cause)}`, "name another file after --format NAME="),
    { cause },
  );

// Testing

export const emulatorFailed = (why: string, cause?: unknown) =>
  new DataWorksError("EmulatorFailed", `the emulator of ListDIJobs failed: ${why}`, { cause });
