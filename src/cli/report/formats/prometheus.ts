import { DRIFT_KINDS } from "../../../checks/drift";
import { SEVERITIES } from "../../../checks/severity";
import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import type { ReportItem } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";

/**
 * Renders a report as OpenMetrics, for the textfile collector of Prometheus' node exporter: gauges without times of their own.
 *
 * What is counted for a workspace is there with 0, too, so that an alert can tell nothing from no answer.
 */
export function prometheus(report: Report): string {
  const { command, exitCode, startedAt, tool, evidence, unanswered } = report;
  const items = itemsOf(report);
  const run = family("run_timestamp_seconds", "When the run was started.", "seconds");
  run.add({ command, version: tool.version }, seconds(startedAt));
  const exit = family(
    "exit_code",
    "How the run ended: 0 nothing found, 1 findings or drift, 2 not everything was checked.",
  );
  exit.add({ command }, exitCode);
  const jobs = family("jobs", "Jobs of an answer, by their status.");
  const seen = family("answer_timestamp_seconds", "When an answer was seen.", "seconds");
  const age = family("answer_age_seconds", "Age of an answer when the run was started.", "seconds");
  for (const each of evidence) {
    const of = { command, ...labelsOf(each), asked: each.asked };
    for (const { status, jobs: count } of each.statuses) jobs.add({ ...of, status }, count);
    seen.add({ ...of, source: each.source }, seconds(each.observedAt));
    age.add({ ...of, source: each.source }, Math.max(0, seconds(startedAt) - seconds(each.observedAt)));
  }
  const lost = family("unanswered", "Questions without an answer.");
  lost.add({ command }, unanswered.length);
  const labels = new Map([...unanswered, ...evidence, ...items].map((each) => [each.workspace, labelsOf(each)]));
  const itemsIn = groupBy(items, ({ workspace }) => workspace);
  const workspaces = [...labels].map(([workspace, of]) => ({
    labels: { command, ...of },
    items: itemsIn.get(workspace) ?? [],
  }));
  const unchecked = family("unchecked", "What could not be checked.");
  for (const { labels, items } of workspaces)
    unchecked.add(
      labels,
      count(items, ({ outcome }) => outcome === "unchecked"),
    );
  const found = command === "check" ? findings(workspaces) : differences(workspaces);
  return `${[run, exit, jobs, seen, age, lost, unchecked, ...found].map(({ text }) => text()).join("")}# EOF\n`;
}

type Labels = Readonly<Record<string, string | undefined>>;

/** What is counted of a workspace. */
interface Counted {
  readonly labels: Labels;
  readonly items: readonly ReportItem[];
}

function findings(workspaces: readonly Counted[]): Family[] {
  const found = family("findings", "Findings that no acknowledgement accepts, by severity.");
  const accepted = family("acknowledged", "Findings that somebody answers for.");
  const byRule = family("rule_findings", "The same by rule; one without findings has no line.");
  for (const { labels, items } of workspaces) {
    const open = items.filter(({ outcome }) => outcome === "fail");
    for (const severity of SEVERITIES)
      found.add(
        { ...labels, severity },
        count(open, (item) => item.severity === severity),
      );
    accepted.add(
      labels,
      count(items, ({ outcome }) => outcome === "acknowledged"),
    );
    for (const { severity, id } of open) byRule.add({ ...labels, severity, rule: id }, 1);
  }
  return [found, accepted, byRule];
}

function differences(workspaces: readonly Counted[]): Family[] {
  const drift = family("drift", "Differences from the snapshot, by kind.");
  const failing = family("drift_failing", "Differences from the snapshot that fail.");
  for (const { labels, items } of workspaces) {
    for (const kind of DRIFT_KINDS)
      drift.add(
        { ...labels, kind },
        count(items, (item) => item.kind === kind),
      );
    failing.add(
      labels,
      count(items, ({ outcome }) => outcome === "fail"),
    );
  }
  return [drift, failing];
}

/** A metric family of gauges that is written line by line; what has the same labels is added up. */
interface Family {
  add(labels: Labels, value: number): void;
  text(): string;
}

function family(name: string, help: string, unit?: string): Family {
  const full = `dijobs_${name}`;
  const values = new Map<string, number>();
  return {
    add: (labels, value) => {
      const written = Object.entries(labels).flatMap(([key, text]) =>
        text === undefined ? [] : [`${key}="${escaped(text)}"`],
      );
      const line = `${full}{${written.join(",")}}`;
      values.set(line, unit === undefined ? (values.get(line) ?? 0) + value : value);
    },
    text: () =>
      [
        `# TYPE ${full} gauge`,
        ...(unit === undefined ? [] : [`# UNIT ${full} ${unit}`]),
        `# HELP ${full} ${help}`,
        ...[...values].map(([line, value]) => `${line} ${value}`),
        "",
      ].join("\n"),
  };
}

function labelsOf({ workspace, alias, profile }: Pick<ReportItem, "workspace" | "alias" | "profile">): Labels {
  return { workspace, alias, profile };
}

function count(items: readonly ReportItem[], test: (item: ReportItem) => boolean): number {
  return items.filter(test).length;
}

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}

function escaped(text: string): string {
  return visible(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
