import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import type { FormatOptions } from "../format";
import { itemsOf, type ReportItem, summaryWords, verdict, workspaceLabel } from "../items";
import type { Report } from "../report";
import { pathFrom } from "../repository";

/** GitHub shows ten annotations of a level and drops the others, so a rule has one for all its findings. */
const MOST_LINES = 10;

/** Renders a report as workflow commands of GitHub Actions, which annotate the files of the change. */
export function github(report: Report, { root }: FormatOptions): string {
  const groups = groupBy(itemsOf(report), (item) => JSON.stringify([levelOf(item, report), item.workspace, item.id]));
  const summary = `dijobs ${report.command}: ${summaryWords(report)} (exit code ${report.exitCode}: ${verdict(report)})`;
  const annotations = [...groups.values()].flatMap((entries) => {
    const level = levelOf(entries[0], report);
    return level === undefined ? [] : [annotation(level, entries, root)];
  });
  return [...annotations, summary, ""].join("\n");
}

function levelOf({ outcome, severity }: ReportItem, { exitCode }: Report): "error" | "warning" | "notice" | undefined {
  if (outcome === "fail") return severity;
  // With another exit code it was allowed to stay unchecked.
  if (outcome === "unchecked") return exitCode === 2 ? "error" : "notice";
  return outcome === "shown" ? "notice" : undefined;
}

function annotation(level: string, entries: readonly [ReportItem, ...ReportItem[]], root: string): string {
  const [first] = entries;
  const { place, id, help } = first;
  const more = entries.length - MOST_LINES;
  const lines = [
    ...entries.slice(0, MOST_LINES).map(({ message }) => visible(message)),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(help === undefined ? [] : [`see ${visible(help)}`]),
  ];
  const properties = {
    ...(place && { file: visible(pathFrom(root, place.path)), line: String(place.line) }),
    title: `${visible(workspaceLabel(first))}: ${visible(id)}${entries.length > 1 ? ` (${entries.length})` : ""}`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(value)}`);
  return `::${level} ${written.join(",")}::${escapedData(lines.join("\n"))}`;
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
