import type { CheckReport, DriftReport, Report } from "./report";

/** The counts of a report in words, such as `2 errors, 12 passed`; nothing that is zero, unless all is. */
export function summaryWords(report: Report): string {
  const counts = report.command === "check" ? checkCounts(report) : driftCounts(report);
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length > 0 ? words.join(", ") : report.command === "check" ? "nothing was checked" : "nothing differs";
}

/** What the exit code of a report means. */
export function verdict(report: Report): string {
  const { command, exitCode } = report;
  if (exitCode === 2) return "not everything could be checked";
  if (command === "refresh") return report.snapshot.written ? "recorded" : "the snapshot stays as it is";
  return exitCode === 1 ? (command === "check" ? "findings" : "drift") : "nothing to do";
}

/** The file whose lines the entries name. */
export function subjectFile(report: Report): string {
  return report.command === "check" ? report.policy.path : report.snapshot.path;
}

function checkCounts({ summary }: CheckReport): [number, string][] {
  const { errors, warnings, unchecked, known, acknowledged, passed } = summary;
  return [
    [errors, errors === 1 ? "error" : "errors"],
    [warnings, warnings === 1 ? "warning" : "warnings"],
    [unchecked, "not checked"],
    [known, "known"],
    [acknowledged, "acknowledged"],
    [passed, "passed"],
  ];
}

function driftCounts(report: DriftReport): [number, string][] {
  const { command, summary, ignoreFindings, newQueries, droppedQueries } = report;
  const { failing, shown, ignored, unchecked } = summary;
  const differences = (count: number) => (count === 1 ? "difference" : "differences");
  return [
    [failing, `${differences(failing)} that ${failing === 1 ? "fails" : "fail"}`],
    [
      shown,
      command === "drift" ? `${differences(shown)} that ${shown === 1 ? "does" : "do"} not fail` : differences(shown),
    ],
    [ignored, `expected ${differences(ignored)}`],
    [ignoreFindings.length, `${ignoreFindings.length === 1 ? "finding" : "findings"} about drift.ignore`],
    [newQueries.length, newQueries.length === 1 ? "new query" : "new queries"],
    [droppedQueries.length, droppedQueries.length === 1 ? "dropped query" : "dropped queries"],
    [unchecked, "not checked"],
  ];
}
