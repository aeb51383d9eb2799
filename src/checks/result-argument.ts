import { anything, having, oneOf, record, text } from "../model/arguments";
import { findingKinds, type ResultKind } from "./finding";
import type { RuleResult } from "./result";

/** What is a result of a rule; stands apart, because it takes every kind of finding to know. */
export const resultArgument = having<Pick<RuleResult, "outcome" | "kind" | "workspace"> & { readonly args: object }>(
  {
    outcome: oneOf(["pass", "fail", "acknowledged", "unchecked"]),
    kind: oneOf(Object.keys(findingKinds) as ResultKind[]),
    workspace: text,
    args: record(anything),
  },
  "pass a result of a rule, as dijobs check --format json has it",
);
