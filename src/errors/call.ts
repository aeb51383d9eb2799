import { DataWorksError, type ErrorCode, type ErrorDetails } from "./error";
import { FROM_SNAPSHOT, wordsOf } from "./words";

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

const seconds = (durationMs: number) => `${Math.ceil(durationMs / 100) / 10} s`;

const inWholeSeconds = (durationMs: number) => 1_000 * Math.ceil(durationMs / 1_000);

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

/** How far a question has come in its time. */
export interface Progress {
  /** Its time, in milliseconds. */
  readonly timeoutMs: number;
  /** What of it is left. */
  readonly leftMs: number;
  /** Calls sent. */
  readonly calls: number;
  /** Calls that it needs in all, once that is known. */
  readonly expectedCalls?: number | undefined;
  /** The pace of its account. */
  readonly callsPerSecond: number;
  /** Least time that the rest needs in this pace. */
  readonly neededMs: number;
  /** The time of the whole run, where that is over first. */
  readonly run?: RunProgress | undefined;
}

/** The time of a whole run, and the least that all its questions still need. */
export interface RunProgress {
  readonly timeoutMs: number;
  readonly neededMs: number;
}

/** Together with what the answers take, which no pace tells. */
const moreTime = ({ timeoutMs, neededMs }: RunProgress) =>
  `give the run more time: --timeout ${Math.ceil((timeoutMs + Math.max(neededMs * 1.05 + 1_000, neededMs < 1_000 ? timeoutMs : 0)) / 1_000)}s`;

const ofRun = (where: string, run: RunProgress, progress: Progress, what: string) =>
  new DataWorksError("LookupTimedOut", {
    what: `${where} ${what} within the ${seconds(run.timeoutMs)} of --timeout (${callsOf(progress)})`,
    facts: [`what is left of the run needs at least ${seconds(run.neededMs)} more in this pace`],
    repairs: [moreTime(run)],
  });

function callsOf({ calls, expectedCalls, callsPerSecond }: Progress): string {
  const all = expectedCalls === undefined || expectedCalls <= calls ? "" : ` of ${expectedCalls}`;
  return `${calls}${all} ${calls === 1 && all === "" ? "call" : "calls"} sent, at most ${callsPerSecond} a second`;
}

export const lookupTimedOut = (where: string, progress: Progress) => {
  const { timeoutMs, calls, neededMs, run } = progress;
  if (run !== undefined) return ofRun(where, run, progress, calls === 0 ? "was not asked" : "could not be listed");
  return new DataWorksError("LookupTimedOut", {
    what: `${where} could not be listed within ${seconds(timeoutMs)} (${callsOf(progress)})`,
    repairs: [
      `give it more time: DIJOBS_TIMEOUT_MS=${inWholeSeconds(timeoutMs + Math.max(timeoutMs, neededMs))}`,
      FROM_SNAPSHOT,
    ],
  });
};

export const notAsked = (where: string) =>
  new DataWorksError("ServiceUnavailable", {
    what: `${where} was not asked, because the questions before it, of the same account and region, failed`,
    repairs: ["see what is said of them, and try again later", FROM_SNAPSHOT],
  });

export const listingTooLong = (where: string, progress: Progress) => {
  const { timeoutMs, leftMs, expectedCalls, callsPerSecond, neededMs, run } = progress;
  if (run !== undefined) return ofRun(where, run, progress, "cannot be listed");
  // Three more answers have to come in turn, each as the first one did, and some of them later.
  const leastMs = inWholeSeconds(neededMs + 4 * (timeoutMs - leftMs) + 500);
  return new DataWorksError("LookupTimedOut", {
    what: `${where} needs ${expectedCalls} calls at ${callsPerSecond} a second: at least ${seconds(neededMs)} more, and ${seconds(leftMs)} are left`,
    repairs: [`give it more time: DIJOBS_TIMEOUT_MS=${leastMs}, or narrow the query`, FROM_SNAPSHOT],
  });
};

export const inconsistentListing = (
  { noun, where }: { readonly noun: string; readonly where: string },
  defects: readonly string[],
) =>
  new DataWorksError("InconsistentListing", {
    what: `the pages of ${where} do not add up, ${often(defects.length)}: ${[...new Set(defects)].join("; then ")}`,
    repairs: [
      `${noun}s come and go while they are listed: try again later${noun === "job" ? ", or narrow the query" : ""}`,
      FROM_SNAPSHOT,
    ],
  });

const often = (times: number) => ["once", "twice"][times - 1] ?? `${times} times`;
