import { inspect } from "node:util";
import { redact } from "../text/redact";
import { visible, visibleLines } from "../text/visible";

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
  "WorkspaceNotFound",
  "JobNotFound",
  "JobNameAmbiguous",
  "SnapshotMissing",
  "SnapshotInvalid",
  "SnapshotLacksQuery",
  "SnapshotNotWritten",
  "PolicyInvalid",
  "BaselineInvalid",
  "OutputNotWritten",
  "AppFailed",
  "WorkerFailed",
  "SdkMissing",
  "FrameworkMissing",
  "EmulatorFailed",
] as const;

/** What went wrong, for programs. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What went wrong, where, and what to do about it: a line each, without layout. */
export interface Problem {
  /** What went wrong. */
  readonly what: string;
  /** Path of the construct at which it happened, where there is one. */
  readonly where?: string | undefined;
  /** What else is known: what was answered, which names are near. */
  readonly facts?: readonly string[] | undefined;
  /** What to do about it: commands, settings, changes. */
  readonly repairs?: readonly string[] | undefined;
}

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
  /** The same as data; several where several things of one call failed. */
  readonly problems: readonly Problem[];
}

const BRAND = Symbol.for("cdktf-dataworks-di-jobs/DataWorksError");

/**
 * The one error of this library.
 *
 * The message says what, where and the repair, over a few lines, and never holds a secret. {@link DataWorksError.problems}
 * has the same as data.
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
  static from(data: Omit<ErrorData, "message">): DataWorksError {
    return new DataWorksError(data.code, data.problems, data);
  }

  // Declared only: a field of the class would be enumerable.
  /** What went wrong, for programs. */
  declare readonly code: ErrorCode;
  /** What the message says, as data, without secrets; several where several things of one call failed. */
  declare readonly problems: readonly [Problem, ...Problem[]];
  /** The API's id of the failed request, for the vendor's support. */
  declare readonly requestId?: string;
  /** HTTP status of the failed call. */
  declare readonly statusCode?: number;
  /** How many times the failed call was sent, the first included. */
  declare readonly attempts?: number;

  constructor(code: ErrorCode, problem: Problem | readonly Problem[], details: ErrorDetails = {}) {
    const problems = [problem].flat().map(harmless);
    super(render(problems), details.cause === undefined ? {} : { cause: harmlessCause(details.cause) });
    const { statusCode, attempts } = details;
    const requestId = details.requestId && line(details.requestId);
    // Hidden from `Object.keys`, so that Node.js prints an uncaught error without a block of fields.
    hide(this, { [BRAND]: true, name: `DataWorksError [${code}]`, code, problems, requestId, statusCode, attempts });
    const frames = this.stack?.slice(this.stack.indexOf(this.message) + this.message.length);
    this.stack = [`${this.name}: ${this.message}`, ...usersFrame(frames).map(visible)].join("\n");
  }

  /** The same error, saying at which construct it happened. */
  at(constructPath: string): DataWorksError {
    const problems = this.problems.map((problem) => ({ ...problem, where: problem.where ?? constructPath }));
    return new DataWorksError(this.code, problems, { ...this.toJSON(), cause: this.cause });
  }

  /** The error as plain data. */
  toJSON(): ErrorData {
    const { code, message, problems, requestId, statusCode, attempts } = this;
    return { code, message, problems, requestId, statusCode, attempts };
  }
}

/** Several failures of one call, in one error with the code of the first. */
export function together(failures: readonly DataWorksError[]): DataWorksError | undefined {
  const [first] = failures;
  if (first === undefined || failures.length === 1) return first;
  return new DataWorksError(
    first.code,
    failures.flatMap(({ problems }) => problems),
  );
}

/** What a function gives for each of several items, or all of its failures in one error. */
export function forAll<T, R>(items: Iterable<T>, give: (item: T) => R): R[] {
  const failures: DataWorksError[] = [];
  const given: R[] = [];
  for (const item of items) {
    try {
      given.push(give(item));
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      failures.push(error);
    }
  }
  const failure = together(failures);
  if (failure !== undefined) throw failure;
  return given;
}

/** What each of several functions gives, or all of their failures in one error. */
export function allOf<const Makes extends readonly (() => unknown)[]>(
  ...makes: Makes
): { readonly [At in keyof Makes]: ReturnType<Makes[At]> } {
  return forAll(makes, (make) => make()) as never;
}

/** Says problems over a few lines, as the message of an error does. */
export function renderProblems(problems: readonly Problem[]): string {
  return render(problems.map(harmless));
}

/** Says problems in one line, for tables and for formats whose messages have no lines. */
export function inOneLine(problems: readonly Problem[]): string {
  const parts = problems.flatMap(({ what, where, facts = [], repairs = [] }) => [
    what,
    ...(where === undefined ? [] : [`at ${where}`]),
    ...facts,
    ...repairs,
  ]);
  return parts.map((part) => part.replace(/,$/, "")).join("; ");
}

type WholeProblem = Problem & { readonly facts: readonly string[]; readonly repairs: readonly string[] };

/** Every line is made harmless here, whoever wrote the texts in it: one line stays one line, and tells no secret. */
function harmless({ what, where, facts = [], repairs = [] }: Problem): WholeProblem {
  const lines = (texts: readonly string[]) => texts.filter((text) => text !== "").map(line);
  return { what: line(what), ...(where && { where: line(where) }), facts: lines(facts), repairs: lines(repairs) };
}

/** What was caught, as it was; if it quotes what a terminal or a runner would obey, an error that says the same. */
function harmlessCause(cause: unknown): unknown {
  if (DataWorksError.is(cause)) return cause;
  const said = inspect(cause);
  if (said === visibleLines(said)) return cause;
  if (!(cause instanceof Error)) return visibleLines(typeof cause === "string" ? cause : said);
  const inner = cause.cause === undefined ? {} : { cause: harmlessCause(cause.cause) };
  const harmless = new Error(visibleLines(cause.message), inner);
  hide(harmless, { name: visible(cause.name), stack: visibleLines(cause.stack ?? "") });
  return Object.assign(harmless, "code" in cause && { code: visible(String(cause.code)) });
}

function line(text: string): string {
  return visible(redact(text));
}

/** What happened on a line of its own; where, what is known and the repairs below it, indented. */
function render(problems: readonly WholeProblem[]): string {
  return problems
    .flatMap(({ what, where, facts, repairs }, index) => {
      // What failed in one place says once where that is.
      const place = where === undefined || where === problems[index - 1]?.where ? [] : [`at ${where}`];
      return [what, ...[...place, ...facts, ...repairs].map((text) => `  ${text}`)];
    })
    .join("\n");
}

function hide(error: Error, fields: Record<PropertyKey, unknown>): void {
  // Writable, because whoever passes an error on may mark it: a web framework with a status, a runner with a name.
  for (const key of Reflect.ownKeys(fields))
    Object.defineProperty(error, key, { value: fields[key as string], configurable: true, writable: true });
}

const PACKAGE = __dirname.replace(/errors$/, "");

/** The first line of the stack outside this package: the line of the user's code that asked. */
function usersFrame(frames = ""): string[] {
  const users = frames
    .split("\n")
    .find((frame) => frame !== "" && !frame.includes(PACKAGE) && !frame.includes("node:"));
  return users === undefined ? [] : [users];
}
