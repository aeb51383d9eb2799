import { describeDuration, describeLimit } from "../../model/duration";
import { visible } from "../../text/visible";
import { counted } from "../../text/words";
import { githubOf } from "../report/formats/github";
import { junitOf } from "../report/formats/junit";
import type { ReportItem } from "../report/item";
import type { Formats } from "../report/output";
import { waitJson } from "./json";
import { stateOf, type WaitReport, wantedWords, workspaceOf } from "./report";
import type { WaitEnding, WaitedJob } from "./waiting";

/** Name of a format of `wait`. */
export type WaitFormat = "text" | "json" | "junit" | "github";

/** The formats of `wait`. */
export const WAIT_FORMATS: Formats<WaitFormat> = {
  names: ["text", "json", "junit", "github"],
  usual: "text",
  appendable: ["text", "github"],
};

/** Renders a wait in a format; `root` is that of the sources. */
export function renderWait(format: WaitFormat, report: WaitReport, root: string): string {
  switch (format) {
    case "text":
      return text(report);
    case "json":
      return waitJson(report);
    case "junit":
      return junitOf({ command: "wait", startedAt: report.startedAt, evidence: [] }, report.jobs.map(itemIn(report)));
    case "github":
      return githubOf(report.jobs.map(itemIn(report)), `dijobs wait: ${summary(report)}`, root);
  }
}

function text(report: WaitReport): string {
  const { jobs, workspaces, wanted, outcome } = report;
  const more = outcome === "reached" ? "" : ` (wanted: ${wantedWords({ ...wanted, forMs: 0 })})`;
  const lines = jobs.map((job) => `${job.outcome}: ${stateOf(job, workspaces)}${restartsOf(job)}${more}`);
  return `${[...lines, summary(report)].map(visible).join("\n")}\n`;
}

function summary(report: WaitReport): string {
  const { outcome, workspaces, samples, calls, wanted } = report;
  const [first] = workspaces;
  const where = workspaces.length === 1 && first !== undefined ? first.workspace : `${workspaces.length} workspaces`;
  const counts = `${counted(samples, "sample")}, one every ${describeLimit(wanted.everyMs)}, ${counted(calls, "call")}`;
  return `${where}: ${outcome} ${whenOf(report)}; ${counts}; what happened between two samples was not seen`;
}

/** The last look begins early enough to be answered in time, so that less has passed than was given. */
function whenOf({ outcome, elapsedMs, wanted }: WaitReport): string {
  return outcome === "timedOut" ? `within ${describeLimit(wanted.timeoutMs)}` : `after ${describeDuration(elapsedMs)}`;
}

function restartsOf({ restarts }: WaitedJob): string {
  return restarts === 0 ? "" : `, begun again ${counted(restarts, "time")} because it was not seen`;
}

const OUTCOMES: Readonly<Record<WaitEnding, ReportItem["outcome"]>> = {
  reached: "pass",
  timedOut: "fail",
  failed: "fail",
  notSeen: "unchecked",
  interrupted: "unchecked",
};

/** Makes the function that says a waited job as reports say what they found. */
function itemIn(report: WaitReport) {
  const { workspaces, wanted } = report;
  return (waited: WaitedJob): ReportItem => {
    const { outcome, job, target, error } = waited;
    const where = workspaceOf(waited, workspaces) ?? { workspace: "*" };
    const why = error === undefined ? "" : `: ${error.problems.map(({ what }) => what).join("; ")}`;
    return {
      ...where,
      outcome: OUTCOMES[outcome],
      fails: outcome !== "reached",
      severity: "error",
      id: "jobName" in target ? `wait ${target.jobName}` : `wait ${target.diJobId}`,
      kind: outcome,
      about: "a job that is waited for",
      job: job && { diJobId: job.diJobId, jobName: job.jobName },
      message: `${stateOf(waited, [])}${restartsOf(waited)}, wanted: ${wantedWords(wanted)} (${outcome} ${whenOf(report)})${why}`,
    };
  };
}
