import { nearestNames } from "./nearest";
import { redact } from "./redact";

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
  readonly code: ErrorCode;
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
 *   if (DataWorksError.is(error) && error.code === "JobNotFound") { … }
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
  declare readonly code: ErrorCode;
  declare readonly requestId?: string;
  declare readonly statusCode?: number;
  declare readonly attempts?: number;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(redact(message), details.cause === undefined ? {} : { cause: details.cause });
    const { requestId, statusCode, attempts } = details;
    // Hidden from `Object.keys`, so that Node.js prints an uncaught error without a block of fields.
    hide(this, { [BRAND]: true, name: `DataWorksError [${code}]`, code, requestId, statusCode, attempts });
    if (this.cause !== undefined) hide(this, { cause: this.cause });
    this.stack = [`${this.name}: ${this.message}`, ...usersFrame(this.stack)].join("\n");
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
function usersFrame(stack = ""): string[] {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const users = frames.find((line) => !line.includes(__dirname) && !line.includes("node:"));
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
  new DataWorksError("InvalidArgument", lines(`${name} cannot be ${shown(value)}`, repair));

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
  names: readonly string[],
  hints: readonly string[] = [],
) => {
  const nearest = nearestNames(jobName, names, 5);
  return new DataWorksError(
    "JobNotFound",
    lines(
      `${where} has no job named '${jobName}'`,
      nearest.length > 0
        ? `nearest names: ${some(nearest)}`
        : names.length > 0
          ? `it has: ${some(names)}`
          : "it has no jobs at all",
      ...hints,
    ),
  );
};

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

export const snapshotLacksQuery = (query: string, path: string) =>
  new DataWorksError(
    "SnapshotLacksQuery",
    lines(`snapshot '${path}' has no answer for ${query}`, `record it with: ${RECORD}`, `and commit ${path}`),
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

// Command line

export const outputNotWritten = (path: string, cause: unknown) =>
  new DataWorksError(
    "OutputNotWritten",
    lines(`'${path}' was not written: ${reasonOf(cause)}`, "name another file after --format NAME="),
    { cause },
  );

// Testing

export const emulatorFailed = (why: string, cause?: unknown) =>
  new DataWorksError("EmulatorFailed", `the emulator of ListDIJobs failed: ${why}`, { cause });
