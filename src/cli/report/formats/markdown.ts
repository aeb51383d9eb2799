import { visible } from "../../../text/visible";
import { rowsOf } from "../folding";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import { overviewTable } from "../overview";
import type { Evidence, Report } from "../report";
import { subjectFile, summaryWords, verdict } from "../summary";

/** A pull request takes 65,536 characters. */
const MOST_CHARACTERS = 65_000;

/** How many rows of a kind are shown, the fewer the longer they are. */
const MOST_ROWS = [100, 30, 10, 3] as const;

const HEADINGS = [
  ["fail", "Found"],
  ["unchecked", "Not checked"],
  ["shown", "Different"],
  ["repaired", "Found no longer"],
  ["known", "Known"],
  ["acknowledged", "Acknowledged"],
] as const;

/** Renders a report as GitHub Flavored Markdown, for a pull request or the summary of a job. */
export function markdown(report: Report): string {
  for (const most of MOST_ROWS) {
    const shown = rendered(report, most);
    if (shown.length <= MOST_CHARACTERS) return shown;
  }
  return rendered(report, 1);
}

function rendered(report: Report, most: number): string {
  const items = itemsOf(report);
  const sections = HEADINGS.flatMap(([outcome, heading]) => {
    const of = items.filter((item) => item.outcome === outcome);
    return of.length === 0 ? [] : [`### ${heading}`, findings(of, most)];
  });
  const { head, rows } = overviewTable(report);
  const blocks = [
    `## dijobs ${report.command}: ${verdict(report)}`,
    `${summaryWords(report)} (${code(subjectFile(report))}${policyHash(report)})`,
    ...limitedTable(
      head,
      rows.map((row) => row.map(escaped)),
      most,
    ),
    ...sections,
    ...queries(report),
    ...asked(report, most),
  ];
  return `${blocks.join("\n\n")}\n\n`;
}

function findings(items: readonly ReportItem[], most: number): string {
  const rows = rowsOf(items).map(({ item, ids, message }) => {
    const { outcome, severity, help } = item;
    const id = escaped(ids.join(", "));
    const rule = help !== undefined && ids.length === 1 && URL.canParse(help) ? `[${id}](<${address(help)}>)` : id;
    const word = outcome === "fail" ? `${severity}: ` : "";
    return [word + rule, escaped(workspaceLabel(item)), escaped(message)];
  });
  return limitedTable(["", "Workspace", ""], rows, most).join("\n\n");
}

function limitedTable(head: readonly string[], rows: readonly (readonly string[])[], most: number): string[] {
  const more = rows.length - most;
  return [table(head, rows.slice(0, most)), ...(more > 0 ? [`and ${more} more`] : [])];
}

function queries(report: Report): string[] {
  if (report.command === "check") return [];
  const lines = [
    ...report.newQueries.map((query) => `- asked for the first time: ${escaped(query)}`),
    ...report.droppedQueries.map((query) => `- no longer asked: ${escaped(query)}`),
  ];
  return lines.length === 0 ? [] : ["### Queries", lines.join("\n")];
}

function asked({ evidence, unanswered, tool, startedAt }: Report, most: number): string[] {
  const rows = [
    ...evidence.map((each) => [
      escaped(workspaceLabel(each)),
      escaped(each.asked),
      `${each.jobs}`,
      `${each.source}${asWhom(each)}, ${each.observedAt}${each.verified === false ? ", pages read once" : ""}`,
    ]),
    ...unanswered.map((each) => [
      escaped(workspaceLabel(each)),
      escaped(each.asked),
      "",
      `not answered${asWhom(each)}: ${escaped(each.code)}`,
    ]),
  ];
  return [
    "### Evidence",
    ...limitedTable(["Workspace", "Asked", "Jobs", "Seen"], rows, most),
    `<sub>dijobs ${escaped(tool.version)}, started at ${startedAt}</sub>`,
  ];
}

function asWhom({ profile }: Pick<Evidence, "profile">): string {
  return profile === undefined ? "" : ` as profile ${escaped(profile)}`;
}

function policyHash(report: Report): string {
  if (report.command !== "check") return "";
  const { policy, baseline } = report;
  const known = baseline && `, baseline ${code(baseline.path)}${baseline.written ? " (written)" : ""}`;
  return `, SHA-256 ${code(policy.sha256)}${known ?? ""}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return lines.join("\n");
}

/** A text in which nothing is markup, a mention, a reference or a link. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/@|#|:(?=\/\/)|www(?=\.)/gi, "$&<!-- -->");
}

/** A text in a code span; the fence is longer than any run of backticks inside. */
function code(text: string): string {
  const content = visible(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${content} ${fence}`;
}

function address(help: string): string {
  return visible(new URL(help).href).replace(/[<>|]/g, encodeURIComponent);
}
