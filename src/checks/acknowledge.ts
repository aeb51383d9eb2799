import { invalidArgument } from "../errors/arguments";
import { anything, type Forms, form, optional, optionsOf, record, text } from "../model/arguments";
import { sameText } from "../model/filter";
import { isId, parseTypedWorkspace, workspaceName } from "../model/workspace";
import type { Acknowledgement } from "./acknowledgement";
import { kindOf } from "./finding";
import type { FailedResult, UncheckedResult } from "./result";
import type { ResultJob } from "./verdict";

/** Days before its last one in which an acknowledgement is announced. */
export const EXPIRING_DAYS = 14;

const SHORTEST_REASON = 10;
/** The form of every field. */
export const ACKNOWLEDGEMENT_FORMS: Forms<Acknowledgement> = {
  id: form((value) => typeof value === "string" && value !== "", "give the id of the rule"),
  workspace: optional((value, name) => workspaceName(parseTypedWorkspace(text(value, name)))),
  job: optional(job),
  reason: form(
    (value) => typeof value === "string" && value.trim().length >= SHORTEST_REASON,
    `say why in at least ${SHORTEST_REASON} characters`,
  ),
  by: form((value) => typeof value === "string" && value.trim() !== "", "say who answers for it"),
  until: form(isDay, "write the last day as YYYY-MM-DD, for example 2027-01-31"),
};

/**
 * Checks an acknowledgement that people wrote.
 *
 * @throws DataWorksError `InvalidArgument` for a field that is missing, unknown or has another shape.
 */
export const checkAcknowledgement = optionsOf("an acknowledgement", ACKNOWLEDGEMENT_FORMS);

/**
 * The day it is in a time zone, as `YYYY-MM-DD`.
 *
 * @throws DataWorksError `InvalidArgument` for a time zone that does not exist.
 */
export function dayIn(timeZone: string, now: Date): string {
  const parts = new Map(
    dayFormat(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return [parts.get("year"), parts.get("month"), parts.get("day")].join("-");
}

/** Days from one day to a later one; negative when it is an earlier one. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The day that comes so many days after one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Tells whether an acknowledgement is about a result, whatever the day. */
export function concerns(acknowledgement: Acknowledgement, result: FailedResult | UncheckedResult): boolean {
  const { id, workspace, job } = acknowledgement;
  if (id !== result.ruleId || (workspace !== undefined && workspace !== result.workspace)) return false;
  return job === undefined || (jobsOf(result)?.some((each) => isMeant(job, each)) ?? true);
}

/** The jobs that a result is about, also where it is about a name that no job has, or that several have. */
function jobsOf(result: FailedResult | UncheckedResult): readonly Partial<ResultJob>[] | undefined {
  if (result.job !== undefined) return [result.job];
  // What could not be told of all jobs may be about any of them.
  if (result.outcome === "unchecked") return undefined;
  return kindOf(result).jobs?.(result.args) ?? [];
}

function isMeant(job: NonNullable<Acknowledgement["job"]>, { diJobId, jobName }: Partial<ResultJob>): boolean {
  return "diJobId" in job ? job.diJobId === diJobId : jobName !== undefined && sameText(jobName, job.jobName);
}

/** A job as an acknowledgement names it: in one of two ways. */
function job(value: unknown, name: string): NonNullable<Acknowledgement["job"]> {
  const [[field, given] = ["", undefined], ...more] = Object.entries(record(anything)(value, name));
  const isOne = typeof given === "string" && (field === "jobName" || (field === "diJobId" && isId(given)));
  if (!isOne || more.length > 0)
    throw invalidArgument(name, given ?? value, 'name it as { diJobId: "16626" } or { jobName: "orders" }');
  return value as NonNullable<Acknowledgement["job"]>;
}

function isDay(text: unknown): boolean {
  if (typeof text !== "string") return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return text.length === 10 && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  } catch {
    throw invalidArgument("timeZone", timeZone, "use a name such as UTC or Asia/Shanghai");
  }
}
