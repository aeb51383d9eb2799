import { durationMs } from "../duration";
import { type JobFilter, matcher, sameText } from "../filter";
import { compareText, type DiJob } from "../job";
import type { Listing } from "../listing";
import { describeQuery, queryKey } from "../query";
import { type Workspace, workspaceName } from "../workspace";
import { asksForPart, type Evaluation, severityOf } from "./evaluation";
import type { RuleResult, UncheckedArgs } from "./result";
import type { Rule, Verdict } from "./rule";
import { crashMessage } from "./rules/custom";
import { settle } from "./settle";

/**
 * Judges listings by rules: a result per rule and job, or per rule and workspace, always in the same order.
 *
 * @throws DataWorksError `InvalidArgument` for an acknowledgement or a time zone that cannot be.
 */
export function evaluate(evaluation: Evaluation): RuleResult[] {
  const { rules, listings, unlisted = [] } = evaluation;
  const results = [...listings].sort(compareListingsByQuestion).flatMap((listing) =>
    rules.flatMap((rule) => {
      const verdicts = () => judgeListing(rule, listing, evaluation.now);
      return resultsOf(rule, listing.query, evaluation, verdicts);
    }),
  );
  for (const { workspace, message } of unlisted)
    for (const rule of rules)
      results.push(...resultsOf(rule, workspace, evaluation, () => [unchecked({ reason: "notListed", message })]));
  return settle(results, evaluation);
}

function resultsOf(
  rule: Rule,
  workspace: Workspace,
  evaluation: Evaluation,
  verdicts: () => readonly Verdict[],
): RuleResult[] {
  const name = workspaceName(workspace);
  if (rule.workspaces !== undefined && !rule.workspaces.includes(name)) return [];
  const base = {
    ruleId: rule.id,
    workspace: name,
    alias: evaluation.aliases?.get(name),
    severity: severityOf(rule, evaluation),
    help: rule.help,
  };
  return verdicts().map(({ job, ...verdict }) => ({
    ...base,
    job: job && { diJobId: job.diJobId, jobName: job.jobName },
    ...(verdict.outcome === "fail" ? verdict : { kind: rule.kind, ...verdict }),
  }));
}

function judgeListing(rule: Rule, listing: Listing, now: Date): readonly Verdict[] {
  const { query, observedAt } = listing;
  const { jobs: filter = {}, statusMaxAge } = rule;
  const statusIsCurrent = listing.source === "live" || isYoung(observedAt, statusMaxAge, now);
  const partOfWorkspace = rule.about === "workspace" && asksForPart(query);
  // Which jobs are meant is itself unknown then.
  if (filter.jobStatus !== undefined && !statusIsCurrent && listing.jobs.length > 0)
    return [unchecked({ reason: "statusTooOld", observedAt, statusMaxAge })];
  const asked = describeQuery(query);
  const missing = missingJobs(filter, listing.jobs).map((job): Verdict => {
    if (partOfWorkspace) return unchecked({ reason: "partOfWorkspace", asked });
    return { outcome: "fail", kind: "jobMissing", args: { job, asked } };
  });
  try {
    const jobs = listing.jobs.filter(matcher(filter));
    const verdicts = rule.check({ ...listing, jobs }, { now, statusIsCurrent, partOfWorkspace });
    const all = [...missing, ...verdicts];
    return all.length > 0 ? all : [{ outcome: "pass", args: { jobs: 0 } }];
  } catch (error) {
    return [...missing, unchecked({ reason: "crashed", message: crashMessage(error) })];
  }
}

/** The whole names and ids of a filter that no job has. */
function missingJobs({ jobName = [], diJobId = [] }: JobFilter, jobs: readonly DiJob[]): string[] {
  const names = [jobName].flat().filter((name) => typeof name === "string");
  const ids = [diJobId].flat().map(String);
  return [
    ...names.filter((name) => !jobs.some((job) => sameText(job.jobName, name))),
    ...ids.filter((id) => !jobs.some((job) => job.diJobId === id)),
  ];
}

function unchecked(args: UncheckedArgs): Verdict {
  return { outcome: "unchecked", args };
}

/** A time that lies ahead by more than the limit is as doubtful as one that lies behind by as much. */
function isYoung(observedAt: string, maxAge: string | undefined, now: Date): boolean {
  if (maxAge === undefined) return false;
  return Math.abs(now.getTime() - Date.parse(observedAt)) <= durationMs("statusMaxAge", maxAge);
}

function compareListingsByQuestion(a: Listing, b: Listing): number {
  return (
    compareText(workspaceName(a.query), workspaceName(b.query)) || compareText(queryKey(a.query), queryKey(b.query))
  );
}
