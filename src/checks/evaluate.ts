import { inOneLine } from "../errors/error";
import { durationMs } from "../model/duration";
import { type JobSelection, matcher, sameText } from "../model/filter";
import type { DiJob } from "../model/job";
import type { Listing } from "../model/listing";
import { coversWorkspace, describeQuery, queryKey } from "../model/query";
import { workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";
import { applyAcknowledgements } from "./apply-acknowledgements";
import { type Evaluation, sawAll, severityOf } from "./evaluation";
import type { RuleResult } from "./result";
import type { Rule, Verdict } from "./rule";
import { crashed, statusTooOld, unchecked } from "./verdict";

/**
 * Judges listings by rules: a result per rule and job, or per rule and workspace, always in the same order.
 *
 * @throws DataWorksError `InvalidArgument` for an acknowledgement or a time zone that cannot be.
 */
export function evaluate(evaluation: Evaluation): RuleResult[] {
  const { rules, unanswered = [], now } = evaluation;
  const listings = [...evaluation.listings].sort(compareListingsByQuestion);
  const results: RuleResult[] = [];
  const said = new Set<string>();
  const add = (rule: Rule, workspace: string, verdicts: readonly Verdict[]) => {
    for (const verdict of verdicts) {
      const result = resultOf(rule, workspace, evaluation, verdict);
      // A job may be in several answers about its workspace.
      const key = JSON.stringify([result.ruleId, workspace, result.job, result.outcome, result.kind, result.args]);
      if (result.job === undefined || !said.has(key)) results.push(result);
      said.add(key);
    }
  };
  for (const listing of listings) {
    const name = workspaceName(listing.query);
    for (const rule of rules) if (isMeant(rule, name)) add(rule, name, judgeListing(rule, listing, now));
  }
  for (const rule of rules) {
    const meant = listings.filter(({ query }) => isMeant(rule, workspaceName(query)));
    const [name = "*", ...more] = new Set(meant.map(({ query }) => workspaceName(query)));
    add(rule, more.length > 0 ? "*" : name, judgeMissing(rule, meant, evaluation));
  }
  const failures = unanswered.map(
    ({ workspace, problems }) => [workspaceName(workspace), inOneLine(problems)] as const,
  );
  for (const [name, message] of failures.sort(([a], [b]) => compareText(a, b))) {
    for (const rule of rules) if (isMeant(rule, name)) add(rule, name, [unchecked({ reason: "notListed", message })]);
  }
  return applyAcknowledgements(results, evaluation);
}

function isMeant(rule: Rule, workspace: string): boolean {
  return rule.workspaces?.includes(workspace) ?? true;
}

function resultOf(rule: Rule, workspace: string, evaluation: Evaluation, { job, ...verdict }: Verdict): RuleResult {
  return {
    ruleId: rule.id,
    workspace,
    alias: evaluation.aliases?.get(workspace),
    job: job && { diJobId: job.diJobId, jobName: job.jobName },
    severity: severityOf(rule, evaluation),
    help: rule.help,
    ...(verdict.outcome === "fail" ? verdict : { kind: rule.kind, ...verdict }),
  };
}

function judgeListing(rule: Rule, listing: Listing, now: Date): readonly Verdict[] {
  const { query, observedAt } = listing;
  const { jobs: filter = {}, statusMaxAge } = rule;
  const statusIsCurrent = listing.source === "live" || isYoung(observedAt, statusMaxAge, now);
  // Which jobs are meant is itself unknown then.
  if (filter.jobStatus !== undefined && !statusIsCurrent && listing.jobs.length > 0)
    return [statusTooOld(listing, statusMaxAge)];
  const partOfWorkspace = rule.about === "workspace" && !coversWorkspace(query);
  try {
    const jobs = listing.jobs.filter(matcher(filter));
    const verdicts = rule.check({ ...listing, jobs }, { now, statusIsCurrent, partOfWorkspace });
    return verdicts.length > 0 ? verdicts : [{ outcome: "pass", args: { jobs: 0 } }];
  } catch (error) {
    return [crashed(error)];
  }
}

/** A rule that names a job which none of its workspaces has would judge nothing, and look passed. */
function judgeMissing(rule: Rule, listings: readonly Listing[], evaluation: Evaluation): readonly Verdict[] {
  const [first] = listings;
  const missing = missingJobs(rule.jobs ?? {}, listings);
  if (first === undefined || missing.length === 0) return [];
  if (sawAll(evaluation, rule.workspaces, rule.about === "workspace")) {
    const asked = listings.map(({ query }) => describeQuery(query));
    return missing.map((job) => ({ outcome: "fail", kind: "jobMissing", args: { job, asked } }));
  }
  const part = rule.about === "workspace" && listings.find(({ query }) => !coversWorkspace(query));
  return part ? [unchecked({ reason: "partOfWorkspace", asked: describeQuery(part.query) })] : [];
}

/** The whole names and ids of a filter that no job has. */
function missingJobs({ jobName = [], diJobId = [] }: JobSelection, listings: readonly Listing[]): string[] {
  const names = [jobName].flat().filter((name) => typeof name === "string");
  const ids = [diJobId].flat().map(String);
  const lacks = (has: (job: DiJob) => boolean) => !listings.some(({ jobs }) => jobs.some(has));
  return [
    ...names.filter((name) => lacks((job) => sameText(job.jobName, name))),
    ...ids.filter((id) => lacks((job) => job.diJobId === id)),
  ];
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
