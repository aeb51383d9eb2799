import type { IConstruct } from "constructs";
import { ruleSetArgument } from "../checks/arguments";
import { bindNames, idsOf } from "../checks/bind-names";
import { type CheckedRuleSet, checkRuleSet } from "../checks/checked-rule-set";
import { evaluate } from "../checks/evaluate";
import type { RuleResult } from "../checks/result";
import type { RuleSet } from "../checks/rule-set";
import { DataWorksError } from "../errors/error";
import { constructArgument } from "../model/arguments";
import { groupBy } from "../model/group-by";
import { coversWorkspace, queryKey } from "../model/query";
import { workspaceName } from "../model/workspace";
import { emptySnapshot, namedWorkspaces, type Snapshot } from "../snapshot/snapshot";
import type { AwaitedJobs, ListingAttempt } from "./awaited-jobs";
import { placed } from "./placed";
import { annotateUnmet } from "./unmet-workspaces";

/** What each construct looks up. */
const lookedUp = new WeakMap<IConstruct, AwaitedJobs>();

const RULE_SETS = Symbol.for("cdktf-dataworks-di-jobs/rule-sets");

/**
 * Applies one rule set to every `DiJobs` in a scope: an app, a stack, or any construct in it.
 *
 * The same object that a policy file of `dijobs check` holds. Findings appear on the constructs, as those of
 * {@link DiJobsConstruct.assert | DiJobs.assert} do. It counts for constructs created before and after the call.
 *
 * @throws DataWorksError `InvalidArgument` for what is no rule set, `PolicyInvalid` for one that does not fit together.
 *
 * @example
 * applyRules(app, { version: 1, rules: [{ id: "unique", rule: "uniqueNames" }] });
 */
export function applyRules(scope: IConstruct, ruleSet: RuleSet): void {
  constructArgument(scope, "scope");
  const checked = placed(scope.node.path, () => checkRuleSet(ruleSetArgument(ruleSet)));
  const sets = (scope as WithRuleSets)[RULE_SETS] ?? [];
  sets.push(new RuleSetScope(scope, checked));
  Object.defineProperty(scope, RULE_SETS, { value: sets, configurable: true });
}

/** Lets the rule sets of all scopes around a construct judge what it looks up. */
export function offerJobs(construct: IConstruct, jobs: AwaitedJobs): void {
  lookedUp.set(construct, jobs);
}

/** What the rule sets of all scopes around a construct say about it. */
export function resultsOfScopes(construct: IConstruct): RuleResult[] {
  return construct.node.scopes.flatMap((scope) =>
    ((scope as WithRuleSets)[RULE_SETS] ?? []).flatMap((set) => set.resultsFor(construct)),
  );
}

interface WithRuleSets extends IConstruct {
  [RULE_SETS]?: RuleSetScope[];
}

/** A rule set and the scope it is applied to: all constructs of a validation are judged together. */
class RuleSetScope {
  readonly #scope: IConstruct;
  readonly #ruleSet: CheckedRuleSet;
  #judged: readonly Attempt[] = [];
  #results: ReadonlyMap<IConstruct | undefined, readonly RuleResult[]> = new Map();
  #told = new Set<IConstruct>();

  constructor(scope: IConstruct, ruleSet: CheckedRuleSet) {
    this.#scope = scope;
    this.#ruleSet = ruleSet;
  }

  /** Judges anew when a construct asks that was told before, or others stand in the scope: another validation began. */
  resultsFor(construct: IConstruct): readonly RuleResult[] {
    const asked = attemptsIn(this.#scope, (jobs) => jobs.judged());
    if (this.#told.has(construct) || !areSame(asked, this.#judged)) {
      this.#judged = asked;
      this.#results = this.#judge(asked);
      this.#told = new Set();
    }
    this.#told.add(construct);
    return this.#results.get(construct) ?? [];
  }

  /** Judges all workspaces at once, because an acknowledgement may be about any of them. */
  #judge(asked: readonly Attempt[]): Map<IConstruct | undefined, RuleResult[]> {
    const chosen = answersThatCount(asked);
    const [first] = chosen;
    if (first === undefined) return new Map();
    const listings = chosen.flatMap(({ listing }) => ("jobs" in listing ? [listing] : []));
    const snapshot = first.snapshot();
    // A name that was asked for just now means what was found, whatever it meant when it was recorded.
    const ids = new Map([...namedWorkspaces(snapshot), ...idsOf(listings)]);
    const ruleSet = bindNames(this.#ruleSet, ids);
    const results = evaluate({
      ...ruleSet,
      listings,
      unanswered: chosen.flatMap(({ listing }) => ("jobs" in listing ? [] : [listing])),
      now: new Date(),
    });
    const attempts = () => attemptsIn(this.#scope.node.root, (jobs) => jobs.attempt()).map(({ listing }) => listing);
    annotateUnmet(first.construct, ruleSet.rules, { attempts, snapshot, ids });
    const byWorkspace = groupBy(chosen, ({ listing }) => workspaceOf(listing));
    const ownerOf = ({ workspace }: RuleResult) => (byWorkspace.get(workspace) ?? chosen)[0]?.construct;
    // What is about several workspaces stands with the first one.
    return groupBy(results, ownerOf);
  }
}

/** What a construct's lookup came to. */
interface Attempt {
  readonly construct: IConstruct;
  readonly listing: ListingAttempt;
  /** What the snapshot knows; a broken one is told where it is needed. */
  readonly snapshot: () => Snapshot;
}

function attemptsIn(scope: IConstruct, attempt: (jobs: AwaitedJobs) => ListingAttempt): Attempt[] {
  return scope.node.findAll().flatMap((construct) => {
    const jobs = lookedUp.get(construct);
    return jobs === undefined ? [] : [{ construct, listing: attempt(jobs), snapshot: () => snapshotOf(jobs) }];
  });
}

function snapshotOf({ lookup }: AwaitedJobs): Snapshot {
  const snapshot = lookup.snapshot();
  return snapshot === undefined || DataWorksError.is(snapshot) ? emptySnapshot : snapshot;
}

/** Tells whether the same constructs stand in a scope; what the lookup of one came to stays. */
function areSame(some: readonly Attempt[], others: readonly Attempt[]): boolean {
  return some.length === others.length && some.every(({ construct }, at) => others[at]?.construct === construct);
}

/** Of each workspace the answer that has all of it, else every part that was asked for, each once. */
function answersThatCount(all: readonly Attempt[]): Attempt[] {
  return [...groupBy(all, ({ listing }) => workspaceOf(listing)).values()].flatMap((asked) => {
    const whole = asked.find(({ listing }) => "jobs" in listing && coversWorkspace(listing.query));
    if (whole !== undefined) return [whole];
    const parts = groupBy(asked, ({ listing }) => ("jobs" in listing ? queryKey(listing.query) : undefined));
    parts.delete(undefined);
    return parts.size > 0 ? [...parts.values()].map(([first]) => first) : asked.slice(0, 1);
  });
}

function workspaceOf(listing: ListingAttempt): string {
  return workspaceName("jobs" in listing ? listing.query : listing.workspace);
}
