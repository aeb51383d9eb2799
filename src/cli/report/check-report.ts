import type { BaselineComparison } from "../../checks/baseline";
import { describeRepaired, describeResult, describeVanished } from "../../checks/describe";
import type { RuleResult } from "../../checks/result";
import type { Severity } from "../../checks/severity";
import type { UncheckedArgs } from "../../checks/verdict";
import { visible } from "../../text/visible";
import { evidenceOfRun, type Run } from "./evidence";
import type { CheckReport, ExitCode } from "./report";
import { lineIn } from "./source-line";

/** Reasons for which people may let a result stay unchecked. */
export const ALLOWABLE_REASONS = ["statusTooOld", "partOfWorkspace"] as const satisfies UncheckedArgs["reason"][];

/** What {@link checkReport} is made of. */
export interface CheckRun extends Run {
  readonly policy: CheckReport["policy"];
  readonly results: readonly RuleResult[];
  /** Finds the line of the policy file that a result is about. */
  readonly lineOf: (result: RuleResult) => number | undefined;
  /** @default no finding is known */
  readonly baseline?:
    | (Omit<BaselineComparison, "next"> & {
        readonly path: string;
        readonly written: boolean;
        readonly vanished: ReadonlyMap<string, string>;
      })
    | undefined;
  readonly failOn: Severity;
  /**
   * Reasons for which a result may stay unchecked (and is reported so) without exit code 2.
   *
   * @default none
   */
  readonly allowUnchecked?: readonly (typeof ALLOWABLE_REASONS)[number][] | undefined;
}

/** Makes the report of `check`. */
export function checkReport(run: CheckRun): CheckReport {
  const { results, lineOf, baseline, aliases } = run;
  const { path, sha256 } = run.policy;
  const isNew = isCounted(run);
  // That a workspace was not listed is said once, of the question, and not of each rule.
  const told = results.filter((result) => result.outcome !== "unchecked" || result.args.reason !== "notListed");
  return {
    version: 1,
    ...evidenceOfRun(run),
    command: "check",
    policy: { path, sha256 },
    ...(baseline && {
      baseline: {
        path: baseline.path,
        written: baseline.written,
        repaired: baseline.repaired.map((entry) => {
          return { ...entry, alias: aliases?.get(entry.workspace), message: describeRepaired(entry) };
        }),
        vanished: [...baseline.vanished].map(([workspace, name]) => ({
          workspace,
          message: describeVanished(name),
          fails: !baseline.written,
        })),
      },
    }),
    exitCode: checkExitCode(run),
    summary: {
      errors: count(results, (result) => isNew(result) && result.severity === "error") + vanishedOf(run),
      warnings: count(results, (result) => isNew(result) && result.severity === "warning"),
      known: count(results, (result) => result.outcome === "fail" && !isNew(result)),
      acknowledged: count(results, ({ outcome }) => outcome === "acknowledged"),
      unchecked: count(told, ({ outcome }) => outcome === "unchecked") + run.unanswered.length,
      passed: count(results, ({ outcome }) => outcome === "pass"),
    },
    results: told.map((result) => ({
      ...result,
      message: describeResult(result) + lineWords(path, result, lineOf(result)),
      fails: resultFails(result, run),
      place: lineIn(path, lineOf(result)),
      ...(baseline && result.outcome === "fail" && { baseline: isNew(result) ? "new" : "known" }),
    })),
  };
}

/** How `check` ends. */
export function checkExitCode(
  run: Pick<CheckRun, "results" | "unanswered" | "failOn" | "allowUnchecked" | "baseline">,
): ExitCode {
  const failing = run.results.filter((result) => resultFails(result, run));
  if (run.unanswered.length > 0 || failing.some(({ outcome }) => outcome === "unchecked")) return 2;
  return failing.length + vanishedOf(run) > 0 ? 1 : 0;
}

/** How many workspaces vanished, of which the baseline does not say so yet. */
function vanishedOf({ baseline }: Pick<CheckRun, "baseline">): number {
  return baseline === undefined || baseline.written ? 0 : baseline.vanished.size;
}

function resultFails(result: RuleResult, run: Pick<CheckRun, "failOn" | "allowUnchecked" | "baseline">): boolean {
  const { failOn, allowUnchecked = [] } = run;
  if (result.outcome === "unchecked") return !allowUnchecked.some((reason) => reason === result.args.reason);
  return isCounted(run)(result) && (result.severity === "error" || failOn === "warning");
}

/** Makes the function that tells a finding that counts from what is no finding, accepted, or known. */
function isCounted({ baseline }: Pick<CheckRun, "baseline">): (result: RuleResult) => boolean {
  const isKnown = (result: RuleResult) =>
    baseline !== undefined && (baseline.known.has(result) || (baseline.written && baseline.taken.has(result)));
  return (result) => result.outcome === "fail" && !isKnown(result);
}

/** What is found about an acknowledgement is repaired in its line, which not every format has a place for. */
function lineWords(path: string, result: RuleResult, line: number | undefined): string {
  const isAboutPolicy = result.outcome === "fail" && "acknowledgement" in result.args;
  return isAboutPolicy && line !== undefined ? ` (${visible(path)}:${line})` : "";
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length;
}
