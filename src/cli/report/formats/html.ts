import { groupBy } from "../../../model/group-by";
import { counted } from "../../../text/words";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import { countsOf, overviewOf } from "../overview";
import { evidence, type Fact } from "../page/evidence";
import { findings, uncheckedCards } from "../page/findings";
import { jobNames } from "../page/job-names";
import { type Content, markup } from "../page/markup";
import { overview } from "../page/overview";
import { renderHtmlPage, type Section } from "../page/page";
import { register } from "../page/register";
import { grouped } from "../page/statuses";
import type { Report } from "../report";
import { subjectFile, verdict } from "../summary";

/** Renders a report as one page for people, without scripts and requests: an overview first, and what was not checked by itself. */
export function html(report: Report): string {
  const { command } = report;
  const items = itemsOf(report);
  const of = (...outcomes: ReportItem["outcome"][]) => items.filter(({ outcome }) => outcomes.includes(outcome));
  const names = jobNames();
  const section = (
    id: string,
    title: string,
    shown: readonly ReportItem[],
    body: (shown: readonly ReportItem[]) => Content,
  ) => (shown.length === 0 ? undefined : { id, title, body: body(shown) });
  const sections: (Section | undefined)[] = [
    { id: "overview", title: "Overview", body: overview(overviewOf(report), countsOf(report)) },
    section("not-checked", "Not checked", of("unchecked"), (shown) => uncheckedCards(shown, names)),
    section("found", command === "check" ? "Found" : "Differences that fail", of("fail"), (shown) =>
      findings(shown, names),
    ),
    section("different", "Differences", of("shown"), (shown) => findings(shown, names)),
    section("known", "Known", of("known"), (shown) => findings(shown, names)),
    section("repaired", "Found no longer", of("repaired"), (shown) => findings(shown, names)),
    queries(report),
    acknowledged(report),
    section("passed", command === "check" ? "Passed" : "Unchanged", of("pass"), passed),
    { id: "evidence", title: "Evidence", body: evidence(report, factsOf(report)) },
  ];
  return renderHtmlPage({
    kicker: `dijobs ${command}`,
    title: sentenceCase(verdict(report)),
    lead: [
      markup`<p class="muted">${subjectFile(report)} · <time datetime="${report.startedAt}">${report.startedAt.slice(0, 16).replace("T", " ")} UTC</time></p>`,
      tiles(report),
    ],
    sections,
    foot: markup`<p>dijobs ${report.tool.version} · ${subjectFile(report)} · exit code ${report.exitCode}: ${verdict(report)}</p>`,
  });
}

type Tile = [kind: string, word: string, count: number];

function tiles(report: Report): Content {
  const counts: Tile[] =
    report.command === "check"
      ? [
          ["error", "Errors", report.summary.errors],
          ["warning", "Warnings", report.summary.warnings],
          ["unchecked", "Not checked", report.summary.unchecked],
          ...(report.baseline === undefined ? [] : [["", "Known", report.summary.known] satisfies Tile]),
          ["", "Acknowledged", report.summary.acknowledged],
          ["fine", "Passed", report.summary.passed],
        ]
      : [
          ["error", "Fail", report.summary.failing],
          ["warning", "Only shown", report.summary.shown],
          ...(report.summary.ignored > 0 ? [["", "Expected", report.summary.ignored] satisfies Tile] : []),
          ["unchecked", "Not compared", report.summary.unchecked],
        ];
  const shown = counts.map(([kind, word, count]) => {
    return markup`<div class="${count > 0 ? kind : ""}"><dt>${word}</dt><dd>${grouped(count)}</dd></div>`;
  });
  return markup`<dl class="tiles">${shown}</dl>`;
}

function queries(report: Report): Section | undefined {
  if (report.command === "check" || report.newQueries.length + report.droppedQueries.length === 0) return undefined;
  const lines = [
    ...report.newQueries.map((asked) => markup`<li>asked for the first time: ${asked}</li>`),
    ...report.droppedQueries.map((asked) => markup`<li>no longer asked: ${asked}</li>`),
  ];
  return { id: "queries", title: "Queries", body: markup`<div class="card"><ul>${lines}</ul></div>` };
}

function acknowledged(report: Report): Section | undefined {
  const body = register(report);
  return body === undefined ? undefined : { id: "acknowledged", title: "Acknowledged", body };
}

/** What passed, a line for each rule: how many results, in how many workspaces. */
function passed(items: readonly ReportItem[]): Content {
  const rows = [...groupBy(items, ({ id }) => id)].map(([id, of]) => {
    const workspaces = new Set(of.map(workspaceLabel)).size;
    return markup`<tr><th scope="row" class="name">${id}<span class="sub">${of[0].about}</span></th><td class="n">${grouped(of.length)}</td><td class="n">${grouped(workspaces)}</td></tr>\n`;
  });
  return markup`<div class="card scroll" role="region" aria-label="Rules without a finding" tabindex="0"><table>
<caption>${counted(items.length, "result")} without a finding</caption>
<thead><tr><th scope="col">Rule</th><th scope="col" class="n">Results</th><th scope="col" class="n">Workspaces</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function factsOf(report: Report): Fact[] {
  if (report.command === "check")
    return [
      ["Policy", report.policy.path],
      ["Its SHA-256", markup`<code>${report.policy.sha256}</code>`],
      ...(report.baseline === undefined ? [] : [["Baseline", baselineWords(report.baseline)] satisfies Fact]),
    ];
  return [["Snapshot", `${report.snapshot.path}${report.snapshot.written ? ", written" : ""}`]];
}

function baselineWords({ path, written }: { readonly path: string; readonly written: boolean }): string {
  return written ? `${path}, written` : path;
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
