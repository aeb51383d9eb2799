import { redact } from "../text/redact";
import { visible } from "../text/visible";
import { counted, either, quoted, several, shownJob } from "../text/words";
import type { Finding, RuleResult, UncheckedArgs } from "./result";

/**
 * Says a result in one sentence: what, and for a finding the repair.
 *
 * It names neither the rule nor, where there is a job, the workspace.
 *
 * @example
 * describeResult(result); // "'orders_to_holo' (16626) is Failed, not Running: look at it in DataWorks, …"
 */
export function describeResult(result: RuleResult): string {
  const subject = result.job === undefined ? result.workspace : shownJob(result.job);
  switch (result.outcome) {
    case "fail":
      return finding(result, subject);
    case "acknowledged": {
      const { reason, by, until } = result.acknowledgement;
      return `${finding(result, subject)} (acknowledged by ${visible(by)} until ${until}: ${visible(reason)})`;
    }
    case "unchecked":
      return `${subject} could not be checked: ${unchecked(result.args)}`;
    case "pass": {
      const { jobs, value } = result.args;
      if (result.job === undefined)
        return jobs === 0 ? `${subject} has no job to check` : `${subject} passes with ${counted(jobs, "job")}`;
      return `${subject} passes${value === undefined ? "" : ` with ${quoted(value)}`}`;
    }
  }
}

function finding(result: Finding, subject: string): string {
  switch (result.kind) {
    case "jobExists": {
      const { jobName, asked, nearest } = result.args;
      const near = nearest.length > 0 ? ` (it has ${several(nearest.map(quoted))})` : "";
      return `${asked} has no job named ${quoted(jobName)}${near}: create it, or correct the name in the rule`;
    }
    case "jobStatus": {
      const { jobStatus, allowed } = result.args;
      return `${subject} is ${visible(jobStatus)}, not ${either(allowed)}: look at it in DataWorks, or allow the status`;
    }
    case "jobName":
      return `${subject} does not match ${visible(result.args.pattern)}: rename the job, or acknowledge it by its id`;
    case "migrationType": {
      const { migrationType, allowed } = result.args;
      return `${subject} is ${visible(migrationType)}, not ${either(allowed)}: replace the job, or allow the type`;
    }
    case "dataSourceTypes": {
      const { side, dataSourceType, allowed } = result.args;
      const repair = `change its ${side}, or allow the type`;
      return `${subject} has the ${side} ${visible(dataSourceType)}, not ${either(allowed)}: ${repair}`;
    }
    case "jobCount": {
      const { count, asked, min, max } = result.args;
      const wanted = count < (min ?? 0) ? `at least ${min}` : `at most ${max}`;
      return `${asked} has ${counted(count, "job")}, not ${wanted}: find out which are ${count < (min ?? 0) ? "missing" : "new"}, or change the rule`;
    }
    case "uniqueNames": {
      const { jobName, diJobIds } = result.args;
      const ids = several(diJobIds, 5);
      return `${counted(diJobIds.length, "job")} are named ${quoted(jobName)} (${ids}): rename all but one, or find them by id`;
    }
    case "knownValues": {
      const { field, value } = result.args;
      return `${subject} has the ${field} ${quoted(value)}, which is not documented: look for a newer release of this library`;
    }
    case "custom":
      return `${subject}: ${oneLine(result.args.message)}`;
    case "jobMissing": {
      const { job, asked } = result.args;
      return `${several(asked)} ${asked.length === 1 ? "has" : "have"} no job ${quoted(job)}, which the rule selects: correct the rule`;
    }
    case "acknowledgementExpired": {
      const { until, by } = result.args.acknowledgement;
      const repair = result.args.used
        ? "repair the finding, or acknowledge it anew"
        : "delete it, nothing is found any more";
      return `the acknowledgement by ${visible(by)} ended on ${until}: ${repair}`;
    }
    case "acknowledgementExpiring": {
      const { acknowledgement, daysLeft } = result.args;
      const when = daysLeft === 0 ? "today" : `in ${counted(daysLeft, "day")}, on ${acknowledgement.until}`;
      return `the acknowledgement by ${visible(acknowledgement.by)} ends ${when}: repair the finding, or acknowledge it anew`;
    }
    case "acknowledgementUnused":
      return `the acknowledgement by ${visible(result.args.acknowledgement.by)} matches no finding: delete it, or correct its job and workspace`;
  }
}

function unchecked(args: UncheckedArgs): string {
  switch (args.reason) {
    case "statusTooOld": {
      const limit = args.statusMaxAge === undefined ? "no statusMaxAge allows that" : `older than ${args.statusMaxAge}`;
      return `its status is that of a snapshot, seen at ${args.observedAt}, and ${limit}: ask the live API, or refresh the snapshot`;
    }
    case "partOfWorkspace":
      return `the rule is about the whole workspace, and the query asks for a part of it (${args.asked})`;
    case "crashed":
      return `the rule failed itself: ${oneLine(args.message)}`;
    case "notListed":
      return oneLine(args.message);
  }
}

/** A message of somebody else's, which may have several lines and a secret. */
function oneLine(message: string): string {
  const parts = redact(message).split(/\s*\n\s*/);
  return visible(parts.filter((part) => part !== "").join("; "));
}
