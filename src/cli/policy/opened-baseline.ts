import { type Baseline, type BaselineComparison, type BaselineScope, compareWithBaseline } from "../../checks/baseline";
import type { RuleResult } from "../../checks/result";
import { invalidArgument } from "../../errors/arguments";
import { readBaseline, tryReadBaseline, writeBaseline } from "./baseline-file";
import type { Policy } from "./policy";

/** The options about what is known. */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

/** A baseline that was read, and whether it is to say what a run finds. */
export interface OpenedBaseline extends Baseline {
  readonly path: string;
  readonly update: boolean;
}

/** What a run came to, beside what was known. */
export interface ComparedBaseline extends BaselineComparison {
  readonly path: string;
  /** Whether the file says now what was found. */
  readonly written: boolean;
  /** Discovered workspaces that were known, and are seen no longer: `<regionId>/<projectId>` with the name. */
  readonly vanished: ReadonlyMap<string, string>;
}

/**
 * Reads what `--baseline` names, before anything is asked.
 *
 * @throws DataWorksError `BaselineInvalid`, or `InvalidArgument` where there is nothing to update.
 */
export function openBaseline(options: BaselineOptions, { checked }: Policy): OpenedBaseline | undefined {
  const { baseline: path, updateBaseline: update = false } = options;
  if (path === undefined) {
    if (update) throw invalidArgument("--baseline", undefined, "say which file to update: --baseline FILE");
    return undefined;
  }
  const rules = checked.rules.map(({ id }) => id);
  const nothing = { entries: [], workspaces: new Map<string, string>() };
  return { path, update, ...(update ? (tryReadBaseline(path, rules) ?? nothing) : readBaseline(path, rules)) };
}

/**
 * Compares a run with what was known, and writes it down where that is wanted.
 *
 * @param discovered the workspaces that the run discovered: `<regionId>/<projectId>` with the name.
 * @throws DataWorksError `OutputNotWritten`.
 */
export function compareBaseline(
  { path, update, entries, workspaces }: OpenedBaseline,
  results: readonly RuleResult[],
  scope: BaselineScope & Pick<Policy["checked"], "aliases">,
  discovered: ReadonlyMap<string, string>,
): ComparedBaseline {
  const compared = compareWithBaseline(results, entries, scope);
  // Whoever looked at some of them cannot tell that one is gone; one that is written down now is none that vanished.
  const gone = [...workspaces].filter(([id]) => !scope.narrowed && !discovered.has(id) && !scope.aliases.has(id));
  const seen = new Map([...(scope.narrowed ? workspaces : []), ...discovered]);
  if (update) writeBaseline(path, { entries: compared.next, workspaces: seen });
  return { ...compared, path, written: update, vanished: new Map(gone) };
}
