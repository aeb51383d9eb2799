import type { Finding } from "./finding";
import type { RuleOf } from "./rule-of";
import type { VerdictOf } from "./verdict";

/** A pure function of a listing to verdicts, with its id and options; made by {@link rules}. */
export interface Rule extends RuleOf<Finding> {}

/** What a rule says, before it is given a severity and a workspace. */
export type Verdict = VerdictOf<Finding>;
