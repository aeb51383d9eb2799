import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import { type Entry, entriesOf, workspaceLabel } from "../entries";
import type { Report } from "../report";

/**
 * Renders a report as JUnit XML: a suite for each workspace, a case for each result.
 *
 * A finding is a failure, what could not be checked is an error, what is acknowledged is skipped with its reason.
 */
export function junit(report: Report): string {
  const suites: Map<string, Entry[]> = groupBy(entriesOf(report), workspaceLabel);
  for (const query of report.unanswered) if (!suites.has(workspaceLabel(query))) suites.set(workspaceLabel(query), []);
  const all = [...suites.values()].flat();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    "testsuites",
    { name: `dijobs ${report.command}`, ...counts(all) },
    [...suites].map(([name, entries]) => suite(report, name, entries)),
  )}`;
}

function suite({ startedAt, evidence }: Report, name: string, entries: readonly Entry[]): string {
  const facts = evidence.filter((each) => workspaceLabel(each) === name);
  const properties = facts.flatMap(({ asked, source, observedAt, jobs }) => [
    element("property", { name: "asked", value: asked }),
    element("property", { name: "source", value: source }),
    element("property", { name: "observedAt", value: observedAt }),
    element("property", { name: "jobs", value: jobs }),
  ]);
  return element("testsuite", { name, timestamp: startedAt.replace(/\.\d+Z$/, "Z"), ...counts(entries) }, [
    ...(properties.length > 0 ? [element("properties", {}, properties)] : []),
    ...entries.map((entry) => testcase(name, entry)),
  ]);
}

function testcase(suiteName: string, entry: Entry): string {
  const { id, job, place } = entry;
  const name = job === undefined ? id : `${id}: ${job.jobName} (${job.diJobId})`;
  const file = place && { file: place.path, line: place.line };
  return element("testcase", { classname: `${suiteName}.${id}`, name, ...file }, outcomeOf(entry));
}

function outcomeOf({ outcome, kind, severity, message, help }: Entry): string[] {
  const text = help === undefined ? message : `${message} (see ${help})`;
  switch (outcome) {
    case "fail":
      return [element("failure", { type: `${severity}: ${kind}`, message: text })];
    case "unchecked":
      return [element("error", { type: kind, message: text })];
    case "acknowledged":
      return [element("skipped", { message: text })];
    case "shown":
      return [element("system-out", {}, [escaped(text)])];
    case "pass":
      return [];
  }
}

function counts(entries: readonly Entry[]) {
  const of = (wanted: Entry["outcome"]) => entries.filter(({ outcome }) => outcome === wanted).length;
  return { tests: entries.length, failures: of("fail"), errors: of("unchecked"), skipped: of("acknowledged") };
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

/** Text for an attribute or an element: `plain` has taken out what XML cannot hold at all. */
function escaped(text: string): string {
  return visible(text).replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
