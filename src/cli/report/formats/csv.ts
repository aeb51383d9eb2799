import { renderCsv } from "../../terminal/csv";
import type { ReportItem } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";

/** What has a severity of its own. */
const FINDINGS: readonly ReportItem["outcome"][] = ["fail", "known", "acknowledged"];

/** The columns: what each is called, and what it has. */
const COLUMNS: Readonly<Record<string, (item: ReportItem) => string | number | undefined>> = {
  outcome: ({ outcome }) => outcome,
  severity: ({ outcome, severity }) => (FINDINGS.includes(outcome) ? severity : undefined),
  fails: ({ fails }) => (fails ? "yes" : "no"),
  rule: ({ id }) => id,
  kind: ({ kind }) => kind,
  workspace: ({ workspace }) => workspace,
  alias: ({ alias }) => alias,
  profile: ({ profile }) => profile,
  id: ({ job }) => job?.diJobId,
  name: ({ job }) => job?.jobName,
  message: ({ message }) => message,
  help: ({ help }) => help,
  reason: ({ acknowledgement }) => acknowledgement?.reason,
  by: ({ acknowledgement }) => acknowledgement?.by,
  until: ({ acknowledgement }) => acknowledgement?.until,
  file: ({ place }) => place?.path,
  line: ({ place }) => place?.line,
};

/** Renders a report as CSV: a line for each thing that it says, those that passed included. */
export function csv(report: Report): string {
  const rows = itemsOf(report).map((item) => Object.values(COLUMNS).map((cell) => String(cell(item) ?? "")));
  return renderCsv(Object.keys(COLUMNS), rows);
}
