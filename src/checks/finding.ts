import type { FindingKind } from "./finding-kind";
import * as others from "./findings";
import * as builtInRules from "./rules";
import type { FindingOf } from "./verdict";

type Kinds = typeof builtInRules & typeof others;

/** Every kind of finding, by its name. */
export const findingKinds: Kinds = { ...builtInRules, ...others };

/** The kind of a result: that of its rule, or one about what a rule or an acknowledgement names in vain. */
export type ResultKind = keyof Kinds;

/** What each kind of finding tells, besides its rule, workspace and job. */
export type FindingArgs = {
  readonly [K in ResultKind]: Kinds[K] extends FindingKind<FindingOf<K, infer A>> ? A : never;
};

/** A kind with what it tells, so that narrowing `kind` types `args`. */
export type Finding<K extends ResultKind = ResultKind> = {
  [One in K]: { readonly kind: One; readonly args: FindingArgs[One] };
}[K];

/** What is known of the kind of a finding. */
export function kindOf<K extends ResultKind>({ kind }: Finding<K>): FindingKind<Finding<K>> {
  const kinds: { readonly [One in ResultKind]: FindingKind<Finding<One>> } = findingKinds;
  return kinds[kind];
}
