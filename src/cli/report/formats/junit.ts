import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import { itemsOf, type ReportItem, workspaceLabel } from "../items";
import type { Report } from "../report";

/**
 * Renders a report as JUnit XML: a suite for each workspace, a case for each result.
 *
 * A finding is a failure, what could not be checked is an error, what is acknowledged is skipped with its reason.
 */
export function junit(report: Report): string {
  const suites: Map<string, ReportItem[]> = groupBy(itemsOf(report), workspaceLabel);
  for (const query of report.unanswered) if (!suites.has(workspaceLabel(query))) suites.set(workspaceLabel(query), []);
  const all = [...suites.values()].flat();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    "testsuites",
    { name: `dijobs ${report.command}`, ...counts(all) },
    [...suites].map(([name, items]) => suite(report, name, items)),
  )}`;
}

function suite({ startedAt, evidence }: Report, name: string, items: readonly ReportItem[]): string {
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
    ...items.map((item) => testcase(name, item)),
  ]);
}

function testcase(suiteName: string, item: ReportItem): string {
  const { id, job, place } = item;
  const name = job === undefined ? id : `${id}: ${job.jobName} (${job.diJobId})`;
  const file = place && { file: place.path, line: place.line };
  return element("testcase", { classname: `${suiteName}.${id}`, name, ...file }, outcomeOf(item));
}

function outcomeOf({ outcome, kind, severity, message, help }: ReportItem): string[] {
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

function counts(items: readonly ReportItem[]) {
  const of = (wanted: ReportItem["outcome"]) => items.filter(({ outcome }) => outcome === wanted).length;
  return { tests: items.length, failures: of("fail"), errors: of("unchecked"), skipped: of("acknowledged") };
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
