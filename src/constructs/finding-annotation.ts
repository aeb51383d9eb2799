import type { IConstruct } from "constructs";
import type { RuleResult } from "../checks/result";
import { summarize } from "../checks/summarize";
import { annotate } from "./annotation";

/**
 * Puts what rules found on a construct: one annotation per rule, of the gravest severity it found.
 *
 * @param findings `warn` turns errors into warnings, and says so.
 */
export function annotateFindings(
  construct: IConstruct,
  results: readonly RuleResult[],
  findings: "error" | "warn",
): void {
  for (const { severity, text } of summarize(results)) {
    if (severity === "warning") annotate(construct, "warn", text);
    else if (findings === "error")
      annotate(construct, "error", `${text}\n  to get through a repair: DIJOBS_FINDINGS=warn`);
    else annotate(construct, "warn", `${text}\n  an error, let through by DIJOBS_FINDINGS=warn`);
  }
}
