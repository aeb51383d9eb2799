import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";

/**
 * Renders a report as JUnit XML: a suite for each workspace, a case for each result.
 *
 * A finding is a failure, what could not be checked is an error, what is acknowledged is skipped with its reason. A finding that
 * is only shown, as a warning is, does not fail its case, and what may stay unchecked is skipped: there is a failure or an error
 * exactly when the exit code says so.
 */
export function junit(report: Report): string {
  return junitOf(report, itemsOf(report));
}

/** What JUnit XML tells besides the items. */
export interface JunitRun extends Pick<Report, "startedAt" | "evidence"> {
  readonly command: string;
}

/** Renders what any command found. */
export function junitOf(run: JunitRun, found: readonly ReportItem[]): string {
  const suites: Map<string, ReportItem[]> = groupBy(found, workspaceLabel);
  const all = [...suites.values()].flat();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    "testsuites",
    { name: `dijobs ${run.command}`, ...counts(all) },
    [...suites].map(([name, items]) => suite(run, name, items)),
  )}`;
}

function suite({ startedAt, evidence }: JunitRun, name: string, items: readonly ReportItem[]): string {
  const facts = evidence.filter((each) => workspaceLabel(each) === name);
  const properties = facts.flatMap(({ asked, profile, source, observedAt, jobs }) => [
    ...(profile === undefined ? [] : [element("property", { name: "profile", value: profile })]),
    element("property", { name: "asked", value: asked }),
    element("property", { name: "source", value: source }),
    element("property", { name: "observedAt", value: observedAt }),
    element("property", { name: "jobs", value: jobs }),
  ]);
  return element("testsuite", { name, timestamp: startedAt.replace(/\.\d+Z$/, "Z"), ...counts(items) }, [
    ...(properties.length > 0 ? [element("properties", {}, properties)] : []),
    ...namedApart(items).map(([caseName, item]) => testcase(name, caseName, item)),
  ]);
}

/** Items with names of their own: of several cases of one name, readers as GitLab show the first alone. */
function namedApart(items: readonly ReportItem[]): (readonly [name: string, item: ReportItem])[] {
  const named = [...groupBy(items, nameOf)].flatMap(([name, same]) =>
    same.map((item) => [same.length === 1 ? name : `${name}: ${item.message}`, item] as const),
  );
  return [...groupBy(named, ([name]) => name)].flatMap(([name, same]) =>
    same.map(([, item], index) => [index === 0 ? name : `${name} (${index + 1})`, item] as const),
  );
}

function nameOf({ id, job }: ReportItem): string {
  return job === undefined ? id : `${id}: ${job.jobName} (${job.diJobId})`;
}

function testcase(suiteName: string, name: string, item: ReportItem): string {
  const { id, place } = item;
  const file = place && { file: place.path, line: place.line };
  return element("testcase", { classname: `${suiteName}.${id}`, name, ...file }, outcomeOf(item));
}

/** How test reporters are told of an item, if at all. */
type Told = "failure" | "error" | "skipped" | "system-out";

function toldAs({ outcome, fails }: ReportItem): Told | undefined {
  if (outcome === "fail") return fails ? "failure" : "system-out";
  if (outcome === "unchecked") return fails ? "error" : "skipped";
  if (outcome === "acknowledged" || outcome === "known") return "skipped";
  return outcome === "shown" || outcome === "repaired" ? "system-out" : undefined;
}

function outcomeOf(item: ReportItem): string[] {
  const { kind, severity, message, help } = item;
  const text = help === undefined ? message : `${message} (see ${help})`;
  switch (toldAs(item)) {
    case "failure":
      return [element("failure", { type: `${severity}: ${kind}`, message: text })];
    case "error":
      return [element("error", { type: kind, message: text })];
    case "skipped":
      return [element("skipped", { message: item.outcome === "known" ? `in the baseline: ${text}` : text })];
    case "system-out":
      return [element("system-out", {}, [escaped(item.outcome === "fail" ? `${severity}: ${text}` : text)])];
    case undefined:
      return [];
  }
}

function counts(items: readonly ReportItem[]) {
  const of = (wanted: Told) => items.filter((item) => toldAs(item) === wanted).length;
  return { tests: items.length, failures: of("failure"), errors: of("error"), skipped: of("skipped") };
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${written.join("")}`;
  return children.length === 0 ? `${start}/>\n` : `${start}>\n${children.join("")}</${name}>\n`;
}

/** Text for an attribute or an element: what XML cannot hold at all is spelled out before. */
function escaped(text: string): string {
  return visible(text).replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
