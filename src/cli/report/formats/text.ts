import { createColors } from "picocolors";
import { inOneLine } from "../../../errors/error";
import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import { inColumns } from "../../terminal/columns";
import { type Row, rowsOf } from "../folding";
import type { FormatOptions } from "../format";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import { overviewTable } from "../overview";
import type { Evidence, Report } from "../report";
import { subjectFile, summaryWords, verdict } from "../summary";

/** Renders a report for people in a terminal: what was asked, what was found, and the counts. */
export function text(report: Report, { color }: FormatOptions): string {
  const items = itemsOf(report);
  const colors = createColors(color);
  const paint: Readonly<Record<string, (text: string) => string>> = {
    error: colors.red,
    warning: colors.yellow,
    unchecked: colors.magenta,
    shown: colors.cyan,
    repaired: colors.green,
    known: colors.dim,
    acknowledged: colors.dim,
    passed: colors.green,
  };
  const isFolded = ({ outcome }: ReportItem) => outcome === "pass" || outcome === "known";
  const rows = [
    ...rowsOf(items.filter((item) => !isFolded(item))).map(row),
    ...foldedRows("known", items, "known"),
    ...foldedRows("pass", items, "passed"),
  ];
  const sections = [
    [`${report.command} ${visible(subjectFile(report))}${policyHash(report)}`, ...evidenceLines(report)],
    overviewLines(report),
    inColumns(rows.map(([word, ...cells]) => [(paint[word] ?? String)(word), ...cells])),
    [...queryLines(report), `${summaryWords(report)} (exit code ${report.exitCode}: ${verdict(report)})`],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function policyHash(report: Report): string {
  if (report.command !== "check") return "";
  const { policy, baseline } = report;
  const known = baseline && `, baseline ${visible(baseline.path)}${baseline.written ? " (written)" : ""}`;
  return ` (SHA-256 ${policy.sha256})${known ?? ""}`;
}

/** The workspaces at a glance; of one, the last line says all of it. */
function overviewLines(report: Report): string[] {
  const { head, rows } = overviewTable(report);
  const heads = head.map((name) => name.toUpperCase());
  return rows.length < 2 ? [] : inColumns([heads, ...rows.map((row) => row.map(visible))].map(indented));
}

function indented([first = "", ...more]: readonly string[]): string[] {
  return [`  ${first}`, ...more];
}

type Cells = readonly [word: string, workspace: string, id: string, message: string];

function row({ item, ids, message }: Row): Cells {
  const { outcome, severity, help } = item;
  const more = help === undefined ? "" : ` (see ${help})`;
  const word = outcome === "fail" ? severity : outcome;
  return [word, visible(workspaceLabel(item)), visible(ids.join(", ")), visible(message + more)];
}

/** What passed, or is known, a line for each rule and workspace: there may be thousands. */
function foldedRows(wanted: ReportItem["outcome"], items: readonly ReportItem[], word: string): Cells[] {
  const folded = items.filter(({ outcome }) => outcome === wanted);
  const groups = groupBy(folded, ({ workspace, id }) => JSON.stringify([workspace, id]));
  return [...groups.values()].map(([first, ...more]): Cells => {
    const message = more.length === 0 ? first.message : `${more.length + 1} results`;
    return [word, visible(workspaceLabel(first)), visible(first.id), visible(message)];
  });
}

function evidenceLines({ evidence, unanswered }: Report): string[] {
  const answered = evidence.map((each) => [`  ${visible(label(each))}`, visible(described(each))]);
  const failed = unanswered.map((each) => [
    `  ${visible(label(each))}`,
    `not answered${visible(asWhom(each))}: ${visible(inOneLine(each.problems))}`,
  ]);
  return inColumns([...answered, ...failed]);
}

function label({ alias, asked }: Pick<Evidence, "alias" | "asked">): string {
  return alias === undefined ? asked : `${alias} (${asked})`;
}

function described(each: Evidence): string {
  const { jobs, source, observedAt, verified, calls, throttledCalls } = each;
  const cost = source === "snapshot" ? "" : `, ${calls} ${calls === 1 ? "call" : "calls"}`;
  const throttled = throttledCalls > 0 ? `, ${throttledCalls} throttled` : "";
  const unproved = verified === false ? ", pages read once" : "";
  return `${jobs} ${jobs === 1 ? "job" : "jobs"}, ${source}${asWhom(each)}, seen at ${observedAt}${cost}${throttled}${unproved}`;
}

function asWhom({ profile }: Pick<Evidence, "profile">): string {
  return profile === undefined ? "" : ` as profile ${profile}`;
}

function queryLines(report: Report): string[] {
  if (report.command === "check") return [];
  return [
    ...report.newQueries.map((asked) => `asked for the first time: ${visible(asked)}`),
    ...report.droppedQueries.map((asked) => `no longer asked: ${visible(asked)}`),
  ];
}
