import { mkdirSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Baseline, BaselineEntry } from "../../checks/baseline";
import { findingKinds, type ResultKind } from "../../checks/finding";
import { baselineForeign, baselineInvalid, baselineMissing, baselineNotWritten } from "../../errors/baseline";
import { DataWorksError } from "../../errors/error";
import { form, isRecord, object, oneOf, optional, text } from "../../model/arguments";
import { isId } from "../../model/workspace";
import { Draft } from "../../snapshot/disk/draft";
import { readNamedText } from "../../snapshot/disk/named-file";
import { compareText } from "../../text/compare";
import { jsonText } from "../../text/json-text";

/** The first line, by which no other file is taken for one. */
const HEADER = jsonText({ dijobs: "baseline", version: 1 }, 0);

/**
 * Reads the known findings that a file has: a line for each, in any order, also twice, as merges leave them.
 *
 * @param rules ids of the rules of the policy.
 * @throws DataWorksError `BaselineInvalid` where there is no file, or one that is broken, conflicted, or that of another
 * policy.
 */
export function readBaseline(path: string, rules: readonly string[]): Baseline {
  const baseline = tryReadBaseline(path, rules);
  if (baseline === undefined) throw baselineMissing(path);
  return baseline;
}

/** The same, or nothing where there is no file. */
export function tryReadBaseline(path: string, rules: readonly string[]): Baseline | undefined {
  const content = readNamedText(path, (flaw, cause) => baselineInvalid(path, undefined, flaw, undefined, cause));
  if (content === undefined) return undefined;
  const baseline = parseBaseline(path, content);
  const [first] = baseline.entries;
  if (first !== undefined && !baseline.entries.some(({ ruleId }) => rules.includes(ruleId)))
    throw baselineForeign(path, first.ruleId);
  return baseline;
}

/**
 * Writes known findings: sorted, one a line, without anything that changes by itself. A file that says the same is left
 * alone.
 *
 * @throws DataWorksError `OutputNotWritten`.
 */
export function writeBaseline(path: string, baseline: Baseline): void {
  const content = renderBaseline(baseline);
  const before = readNamedText(path, (flaw, cause) => baselineInvalid(path, undefined, flaw, undefined, cause));
  if (before?.replaceAll("\r\n", "\n") === content) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // A link stays, and leads to the new content.
    const file = before === undefined ? path : realpathSync(path);
    const draft = new Draft(file, file, 0);
    try {
      draft.write(content);
      draft.takeEffect();
    } finally {
      draft.discard();
    }
  } catch (cause) {
    throw baselineNotWritten(path, cause);
  }
}

/** The text of a baseline. */
export function renderBaseline({ entries, workspaces }: Baseline): string {
  const seen = [...workspaces].sort(([a], [b]) => compareText(a, b));
  const lines = entries.map(({ workspace, ruleId: rule, kind, diJobId, jobName, aspect }) => {
    return jsonText({ workspace, rule, kind, diJobId, jobName, aspect }, 0);
  });
  const discovered = seen.map(([workspace, name]) => jsonText({ workspace, name }, 0));
  return `${[HEADER, ...discovered, ...lines].join("\n")}\n`;
}

/**
 * Reads the text of a baseline.
 *
 * @throws DataWorksError `BaselineInvalid`, naming the line.
 */
export function parseBaseline(path: string, content: string): Baseline {
  const lines = content.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const conflict = lines.find(({ line }) => /^(<{7}|\|{7}|={7}|>{7})( |$)/.test(line));
  if (conflict !== undefined)
    throw baselineInvalid(
      path,
      conflict.number,
      "it has the marks of a merge",
      "keep the lines of both sides in any order, and delete the marks",
    );
  const [first, ...others] = lines.filter(({ line }) => line.trim() !== "");
  if (first === undefined || !isHeader(path, first))
    throw baselineInvalid(path, first?.number ?? 1, "it does not begin as a baseline", `its first line is ${HEADER}`);
  const found = others.flatMap((each) => (isHeader(path, each) ? [] : [entryIn(path, each)]));
  return {
    entries: found.filter((each) => "ruleId" in each),
    workspaces: new Map(found.flatMap((each) => ("ruleId" in each ? [] : [[each.workspace, each.name] as const]))),
  };
}

interface Line {
  readonly line: string;
  readonly number: number;
}

function isHeader(path: string, { line, number }: Line): boolean {
  const value = parsed(path, { line, number });
  if (!isRecord(value) || value.dijobs !== "baseline") return false;
  if (value.version === 1) return true;
  throw baselineInvalid(path, number, "its version is not known", "use a newer release of this package");
}

const jobId = form<string>((value) => typeof value === "string" && isId(value), "write the id in quotes");

const entry = object<Omit<BaselineEntry, "ruleId"> & { readonly rule: string }>({
  workspace: text,
  rule: text,
  kind: oneOf(Object.keys(findingKinds) as ResultKind[]),
  diJobId: optional(jobId),
  jobName: optional(text),
  aspect: optional(text),
});

const discovered = object<{ readonly workspace: string; readonly name: string }>({ workspace: text, name: text });

function entryIn(path: string, { line, number }: Line): BaselineEntry | ReturnType<typeof discovered> {
  const value = parsed(path, { line, number });
  try {
    if (isRecord(value) && "name" in value) return discovered(value, "the line");
    const { rule: ruleId, ...rest } = entry(value, "the line");
    return { ...rest, ruleId };
  } catch (error) {
    if (!DataWorksError.is(error) || error.code === "BaselineInvalid") throw error;
    const [{ what, repairs = [] }] = error.problems;
    throw baselineInvalid(path, number, what, repairs[0]);
  }
}

function parsed(path: string, { line, number }: Line): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw baselineInvalid(path, number, "it is no JSON", undefined, cause);
  }
}
