import { oneLine, visible } from "../text/visible";
import { counted, quoted, shownJob } from "../text/words";
import type { BaselineEntry } from "./baseline";
import { kindOf } from "./finding";
import type { RuleResult } from "./result";
import { resultArgument } from "./result-argument";
import type { UncheckedArgs } from "./verdict";

/**
 * Says a result in one sentence: what, and for a finding the repair.
 *
 * It names neither the rule nor, where there is a job, the workspace.
 *
 * @throws DataWorksError `InvalidArgument` for what is no result.
 *
 * @example
 * describeResult(result); // "'orders_to_holo' (16626) is Failed, not Running: look at it in DataWorks, …"
 */
export function describeResult(result: RuleResult): string {
  resultArgument(result, "result");
  const subject = result.job === undefined ? result.workspace : shownJob(result.job);
  switch (result.outcome) {
    case "fail":
      return kindOf(result).sentence(result.args, subject);
    case "acknowledged": {
      const { reason, by, until } = result.acknowledgement;
      const finding = kindOf(result).sentence(result.args, subject);
      return `${finding} (acknowledged by ${visible(by)} until ${until}: ${visible(reason)})`;
    }
    case "unchecked":
      return `${subject} could not be checked: ${reasonWords(result.args)}`;
    case "pass": {
      const { jobs, value } = result.args;
      if (result.job === undefined)
        return jobs === 0 ? `${subject} has no job to check` : `${subject} passes with ${counted(jobs, "job")}`;
      return `${subject} passes${value === undefined ? "" : ` with ${quoted(value)}`}`;
    }
  }
}

/** Says in one sentence that a finding, which was known, is found no longer. */
export function describeRepaired({ kind, workspace, diJobId, jobName }: BaselineEntry): string {
  const named = jobName === undefined ? `the job ${diJobId}` : `${quoted(jobName)} (${diJobId})`;
  const unnamed = jobName === undefined ? workspace : quoted(jobName);
  const subject = diJobId === undefined ? unnamed : named;
  return `${subject} was a finding of ${kind}, and is none any more`;
}

/** Says in one sentence that a workspace, which was discovered before, is seen no longer. */
export function describeVanished(name: string): string {
  return `the workspace ${quoted(name)} is seen no longer, so nothing of it was checked: is it deleted, or is the identity no member of it any more? write the baseline anew with --update-baseline`;
}

function reasonWords(args: UncheckedArgs): string {
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
      return visible(args.message);
  }
}
