import { compareIds } from "../model/job";
import type { Listing } from "../model/listing";
import { coversWorkspace } from "../model/query";
import { workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";
import { kindOf, type ResultKind } from "./finding";
import type { RuleResult } from "./result";
import type { Rule } from "./rule";

/** A finding that is known: what tells it from every other one, whatever its words and values are by now. */
export interface BaselineEntry {
  /** `<regionId>/<projectId>`, or `*` for what is about several. */
  readonly workspace: string;
  readonly ruleId: string;
  readonly kind: ResultKind;
  /** The job, by the id that survives a rename. */
  readonly diJobId?: string | undefined;
  /** The job's name when the entry was written; it counts where there is no id, as for a job that is missing. */
  readonly jobName?: string | undefined;
  /** Which of several things that a rule can find of one job, or of one workspace. */
  readonly aspect?: string | undefined;
}

/** What was found before. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  /** The workspaces that were discovered: `<regionId>/<projectId>` with its name. */
  readonly workspaces: ReadonlyMap<string, string>;
}

/** The findings that were known, compared with those of a run. */
export interface BaselineComparison {
  /** Findings of the run that are known. */
  readonly known: ReadonlySet<RuleResult>;
  /** Findings of the run that are not, and may be from now on. */
  readonly taken: ReadonlySet<RuleResult>;
  /** Known findings that the run would have found, and did not. */
  readonly repaired: readonly BaselineEntry[];
  /** The findings of the run, and known ones that it could not find: what is known from now on; sorted, each once. */
  readonly next: readonly BaselineEntry[];
}

/** What a run looked at. */
export interface BaselineScope {
  readonly rules: readonly Rule[];
  readonly listings: readonly Listing[];
  /** Whether the run was about some of the workspaces of the rules only. */
  readonly narrowed: boolean;
}

/**
 * Compares the results of a run with the findings that were known before.
 *
 * Nothing is known of what was not checked, and what is found about acknowledgements is never known: it is about the
 * rules themselves.
 */
export function compareWithBaseline(
  results: readonly RuleResult[],
  baseline: readonly BaselineEntry[],
  scope: BaselineScope,
): BaselineComparison {
  const findings = results.flatMap((result) => {
    const entry = entryOf(result);
    return entry === undefined ? [] : [{ result, entry, key: keyOf(entry) }];
  });
  const found = new Set(findings.map(({ key }) => key));
  const before = new Map(baseline.map((entry) => [keyOf(entry), entry]));
  const missing = [...before].flatMap(([key, entry]) => (found.has(key) ? [] : [entry]));
  const isSeen = sightOf(results, scope);
  const unseen = missing.filter((entry) => !isSeen(entry));
  const counting = findings.filter(({ result }) => result.outcome === "fail");
  return {
    known: new Set(counting.flatMap(({ result, key }) => (before.has(key) ? [result] : []))),
    taken: new Set(counting.flatMap(({ result, key }) => (before.has(key) ? [] : [result]))),
    repaired: missing.filter(isSeen),
    next: sortedOnce([...unseen, ...counting.map(({ entry }) => entry)]),
  };
}

/** What tells an entry from others: a job by its id, and by its name only where that is all that is known. */
function keyOf({ workspace, ruleId, kind, diJobId, jobName, aspect }: BaselineEntry): string {
  return JSON.stringify([workspace, ruleId, kind, diJobId ?? null, diJobId === undefined ? jobName : null, aspect]);
}

/** The entry of a finding, acknowledged or not; none for a finding about an acknowledgement. */
function entryOf(result: RuleResult): BaselineEntry | undefined {
  if ((result.outcome !== "fail" && result.outcome !== "acknowledged") || "acknowledgement" in result.args)
    return undefined;
  const { workspace, ruleId, kind, job } = result;
  const { jobs, aspect } = kindOf<ResultKind>(result);
  const jobName = job?.jobName ?? jobs?.(result.args)[0]?.jobName;
  return { workspace, ruleId, kind, diJobId: job?.diJobId, jobName, aspect: aspect?.(result.args) };
}

/** Makes the function that tells whether the run would have found an entry; there may be many, and many results. */
function sightOf(results: readonly RuleResult[], { rules, listings, narrowed }: BaselineScope) {
  const ids = new Set(rules.map(({ id }) => id));
  const unchecked = results.filter(({ outcome }) => outcome === "unchecked");
  const uncheckedRules = new Set(unchecked.map(({ ruleId }) => ruleId));
  const uncheckedPlaces = new Set(unchecked.map(({ ruleId, workspace }) => JSON.stringify([ruleId, workspace])));
  const asked = new Set(listings.map(({ query }) => workspaceName(query)));
  const whole = new Set(listings.flatMap(({ query }) => (coversWorkspace(query) ? [workspaceName(query)] : [])));
  return ({ workspace, ruleId }: BaselineEntry): boolean => {
    if (!ids.has(ruleId)) return true;
    const isUnchecked =
      workspace === "*"
        ? uncheckedRules.has(ruleId)
        : [workspace, "*"].some((place) => uncheckedPlaces.has(JSON.stringify([ruleId, place])));
    if (isUnchecked) return false;
    return asked.has(workspace) ? whole.has(workspace) : !narrowed;
  };
}

function sortedOnce(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const each = [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
  return each.sort(
    (a, b) =>
      compareText(a.workspace, b.workspace) ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.kind, b.kind) ||
      compareIds(a.diJobId ?? "", b.diJobId ?? "") ||
      compareText(a.jobName ?? "", b.jobName ?? "") ||
      compareText(a.aspect ?? "", b.aspect ?? ""),
  );
}
