import type { FindingKind } from "./finding-kind";
import { type ReadArguments, type RuleArguments, readArguments } from "./rule-argument";
import type { RuleOf } from "./rule-of";
import { checkRuleOptions, type RuleOptions } from "./rule-options";
import type { FindingOf } from "./verdict";

/** All that is to be known of a rule whose function takes `P` and whose findings are `F`. */
export interface RuleKind<P extends RuleOptions, F extends FindingOf> extends RuleParts<P, F> {
  /**
   * Makes the rule.
   *
   * @throws DataWorksError `InvalidArgument` for arguments that make no rule.
   */
  rule(props: P): RuleOf<F>;
}

/** What a rule's file says. */
interface RuleParts<P extends RuleOptions, F extends FindingOf> extends FindingKind<F> {
  readonly arguments: RuleArguments<P>;
  /** Makes the check of its arguments, once; throws `InvalidArgument` where they do not go together. */
  check(args: ReadArguments<P>, props: P): RuleOf<F>["check"];
}

/** Makes a kind of rule of what its file says. */
export function ruleKind<P extends RuleOptions, F extends FindingOf>(parts: RuleParts<P, F>): RuleKind<P, F> {
  const { kind, arguments: args } = parts;
  return {
    ...parts,
    rule: (props = {} as P) => {
      const options = checkRuleOptions(kind, props, Object.keys(args));
      return { ...options, kind, check: parts.check(readArguments<P>(args, props), props) };
    },
  };
}
