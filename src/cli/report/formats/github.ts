import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import { counted, several } from "../../../text/words";
import type { FormatOptions } from "../format";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";
import { pathFrom } from "../repository";
import { summaryWords, verdict } from "../summary";

/** GitHub shows ten annotations of a level, and drops the others. */
const MOST_ANNOTATIONS = 10;

/** Lines of an annotation that people still read. */
const MOST_LINES = 10;

const LEVELS = ["error", "warning", "notice"] as const;

type Level = (typeof LEVELS)[number];

/** One annotation: what is said under a title, and which of it stands for the place. */
interface Group {
  readonly title: string;
  readonly items: readonly [ReportItem, ...ReportItem[]];
}

/**
 * Renders a report as workflow commands of GitHub Actions, which annotate the files of the change: at most ten of a level, of
 * which what could not be checked comes first, then one for each rule with all its workspaces.
 */
export function github(report: Report, { root }: FormatOptions): string {
  const summary = `dijobs ${report.command}: ${summaryWords(report)} (exit code ${report.exitCode}: ${verdict(report)})`;
  return githubOf(itemsOf(report), summary, root);
}

/** Renders what any command found. */
export function githubOf(items: readonly ReportItem[], summary: string, root: string): string {
  const annotations = LEVELS.flatMap((level) => {
    const of = items.filter((item) => levelOf(item) === level);
    return shown(groupsOf(of)).map((group) => annotation(level, group, root));
  });
  return [...annotations, summary, ""].join("\n");
}

function levelOf({ outcome, severity, fails }: ReportItem): Level | undefined {
  if (outcome === "fail") return severity;
  // What does not fail was allowed to stay unchecked.
  if (outcome === "unchecked") return fails ? "error" : "notice";
  return outcome === "shown" || outcome === "repaired" ? "notice" : undefined;
}

function groupsOf(items: readonly ReportItem[]): Group[] {
  const open = items.filter(({ outcome }) => outcome === "unchecked");
  const groups = [
    ...groupBy(open, () => "not checked"),
    ...groupBy(
      items.filter(({ outcome }) => outcome !== "unchecked"),
      ({ id }) => id,
    ),
  ];
  return groups.map(([name, group]) => {
    const places = new Set(group.map(workspaceLabel));
    const title = places.size === 1 ? `${workspaceLabel(group[0])}: ${name}` : name;
    const workspaces = places.size === 1 ? "" : ` in ${places.size} workspaces`;
    return { title: group.length === 1 ? title : `${title} (${group.length}${workspaces})`, items: group };
  });
}

/** The groups that fit in; the last one stands for the rest. */
function shown(groups: readonly Group[]): Group[] {
  if (groups.length <= MOST_ANNOTATIONS) return [...groups];
  const rest = groups.slice(MOST_ANNOTATIONS - 1);
  const [first, ...others] = rest.flatMap(({ items }) => items);
  const title = `${counted(rest.length, "more rule")}: ${several(rest.map(({ title }) => title))}`;
  return [
    ...groups.slice(0, MOST_ANNOTATIONS - 1),
    ...(first === undefined ? [] : [{ title, items: [first, ...others] } as const]),
  ];
}

function annotation(level: Level, { title, items }: Group, root: string): string {
  const [{ place }] = items;
  const isOne = new Set(items.map(workspaceLabel)).size === 1;
  const said = [...new Set(items.map((item) => (isOne ? item.message : `${workspaceLabel(item)}: ${item.message}`)))];
  const helps = new Set(items.flatMap(({ help = [] }) => help));
  const more = said.length - MOST_LINES;
  const lines = [
    ...said.slice(0, MOST_LINES),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(helps.size === 1 ? [`see ${[...helps].join()}`] : []),
  ].map(visible);
  const properties = {
    ...(place && { file: visible(pathFrom(root, place.path)), line: String(place.line) }),
    title: visible(title),
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
