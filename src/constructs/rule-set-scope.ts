import type { IConstruct } from "constructs";
import { ruleSetArgument } from "../checks/arguments";
import { bindNames, idsOf } from "../checks/bind-names";
import { type CheckedRuleSet, checkRuleSet } from "../checks/checked-rule-set";
import { evaluate } from "../checks/evaluate";
import type { RuleResult } from "../checks/result";
import type { RuleSet } from "../checks/rule-set";
import { constructArgument } from "../model/arguments";
import { groupBy } from "../model/group-by";
import { coversWorkspace, queryKey } from "../model/query";
import { workspaceName } from "../model/workspace";
import type { ListingAttempt } from "./awaited-jobs";
import { placed } from "./placed";

/** Waits for what the lookup of each construct came to. */
const attempts = new WeakMap<IConstruct, () => ListingAttempt>();

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

/** Lets the rule sets of all scopes around a construct judge what it looked up. */
export function offerAttempt(construct: IConstruct, attempt: () => ListingAttempt): void {
  attempts.set(construct, attempt);
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
    const asked = attemptsIn(this.#scope);
    if (this.#told.has(construct) || !areSame(asked, this.#judged)) {
      this.#judged = asked;
      this.#results = judge(asked, this.#ruleSet);
      this.#told = new Set();
    }
    this.#told.add(construct);
    return this.#results.get(construct) ?? [];
  }
}

/** What a construct's lookup came to. */
interface Attempt {
  readonly construct: IConstruct;
  readonly listing: ListingAttempt;
}

function attemptsIn(scope: IConstruct): Attempt[] {
  return scope.node.findAll().flatMap((construct) => {
    const listing = attempts.get(construct)?.();
    return listing === undefined ? [] : [{ construct, listing }];
  });
}

/** Tells whether the same constructs stand in a scope; what the lookup of one came to stays. */
function areSame(some: readonly Attempt[], others: readonly Attempt[]): boolean {
  return some.length === others.length && some.every(({ construct }, at) => others[at]?.construct === construct);
}

/** Judges all workspaces at once, because an acknowledgement may be about any of them. */
function judge(asked: readonly Attempt[], ruleSet: CheckedRuleSet): Map<IConstruct | undefined, RuleResult[]> {
  const chosen = answersThatCount(asked);
  const listings = chosen.flatMap(({ listing }) => ("jobs" in listing ? [listing] : []));
  const results = evaluate({
    ...bindNames(ruleSet, idsOf(listings)),
    listings,
    unanswered: chosen.flatMap(({ listing }) => ("jobs" in listing ? [] : [listing])),
    now: new Date(),
  });
  const byWorkspace = groupBy(chosen, ({ listing }) => workspaceOf(listing));
  const ownerOf = ({ workspace }: RuleResult) => (byWorkspace.get(workspace) ?? chosen)[0]?.construct;
  // What is about several workspaces stands with the first one.
  return groupBy(results, ownerOf);
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
