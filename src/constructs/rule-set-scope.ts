import type { IConstruct } from "constructs";
import { evaluate } from "../checks/evaluate";
import type { Unlisted } from "../checks/evaluation";
import type { RuleResult } from "../checks/result";
import { type CheckedRuleSet, checkRuleSet, type RuleSet } from "../checks/rule-set";
import { groupBy } from "../model/group-by";
import type { Listing } from "../model/listing";
import { coversWorkspace, queryKey } from "../model/query";
import { workspaceName } from "../model/workspace";

/** What a construct's lookup came to: the answer, or why there is none. */
export type Outcome = Listing | Unlisted;

/** Waits for the outcome of each construct that has one. */
const outcomes = new WeakMap<IConstruct, () => Outcome>();

const RULE_SETS = Symbol.for("cdktf-dataworks-di-jobs/rule-sets");

/**
 * Applies one rule set to every `DiJobs` in a scope: an app, a stack, or any construct in it.
 *
 * The same object that a policy file of `dijobs check` holds. Findings appear on the constructs, as those of
 * {@link DiJobs.assert} do. It counts for constructs created before and after the call.
 *
 * @throws DataWorksError `PolicyInvalid` when the rule set does not fit together.
 *
 * @example
 * applyRules(app, { version: 1, rules: [{ id: "unique", rule: "uniqueNames" }] });
 */
export function applyRules(scope: IConstruct, ruleSet: RuleSet): void {
  const sets = (scope as WithRuleSets)[RULE_SETS] ?? [];
  sets.push(new RuleSetScope(scope, checkRuleSet(ruleSet)));
  Object.defineProperty(scope, RULE_SETS, { value: sets, configurable: true });
}

/** Lets the rule sets of all scopes around a construct judge what it looked up. */
export function offerOutcome(construct: IConstruct, outcome: () => Outcome): void {
  outcomes.set(construct, outcome);
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

/** A rule set and the scope it is applied to; judged once, for all constructs together. */
class RuleSetScope {
  #results: Map<IConstruct, RuleResult[]> | undefined;

  constructor(
    private readonly scope: IConstruct,
    private readonly ruleSet: CheckedRuleSet,
  ) {}

  resultsFor(construct: IConstruct): readonly RuleResult[] {
    this.#results ??= this.#judge();
    return this.#results.get(construct) ?? [];
  }

  /** Judges all workspaces at once, because an acknowledgement may be about any of them. */
  #judge(): Map<IConstruct, RuleResult[]> {
    const all = this.scope.node.findAll().flatMap((construct): ConstructOutcome[] => {
      const outcome = outcomes.get(construct)?.();
      return outcome === undefined ? [] : [{ construct, outcome }];
    });
    const chosen = answersThatCount(all);
    const results = evaluate({
      ...this.ruleSet,
      listings: chosen.flatMap(({ outcome }) => ("jobs" in outcome ? [outcome] : [])),
      unlisted: chosen.flatMap(({ outcome }) => ("jobs" in outcome ? [] : [outcome])),
      now: new Date(),
    });
    const byConstruct = new Map<IConstruct, RuleResult[]>(chosen.map(({ construct }) => [construct, []]));
    const byWorkspace = groupBy(chosen, ({ outcome }) => workspaceOf(outcome));
    for (const result of results) {
      // What is about several workspaces stands with the first one.
      const owner = (byWorkspace.get(result.workspace) ?? chosen)[0]?.construct;
      if (owner !== undefined) byConstruct.get(owner)?.push(result);
    }
    return byConstruct;
  }
}

interface ConstructOutcome {
  readonly construct: IConstruct;
  readonly outcome: Outcome;
}

/** Of each workspace the answer that has all of it, else every part that was asked for, each once. */
function answersThatCount(all: readonly ConstructOutcome[]): ConstructOutcome[] {
  return [...groupBy(all, ({ outcome }) => workspaceOf(outcome)).values()].flatMap((asked) => {
    const whole = asked.find(({ outcome }) => "jobs" in outcome && coversWorkspace(outcome.query));
    if (whole !== undefined) return [whole];
    const parts = groupBy(asked, ({ outcome }) => ("jobs" in outcome ? queryKey(outcome.query) : undefined));
    parts.delete(undefined);
    return parts.size > 0 ? [...parts.values()].map(([first]) => first) : asked.slice(0, 1);
  });
}

function workspaceOf(outcome: Outcome): string {
  return workspaceName("jobs" in outcome ? outcome.query : outcome.workspace);
}
