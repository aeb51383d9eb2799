import { groupBy } from "../../model/group-by";
import { compareText } from "../../text/compare";
import { itemsOf } from "./items";
import type { Evidence, Report, StatusCount } from "./report";

/** What there is to say about a workspace at a glance. */
export interface OverviewRow extends Pick<Evidence, "workspace" | "alias" | "profile"> {
  /** How many jobs are known of it; none when nothing was answered. */
  readonly jobs: number | undefined;
  readonly statuses: readonly StatusCount[];
  /** Findings of severity `error`, or differences that fail. */
  readonly errors: number;
  /** Findings of severity `warning`, or differences that are only shown. */
  readonly warnings: number;
  readonly unchecked: number;
  readonly acknowledged: number;
  /** Findings that the baseline has. */
  readonly known: number;
  /** The gravest of it. */
  readonly state: OverviewState;
}

/** A count of each workspace: what it is called, and what it is. */
export type CountColumn = readonly [head: string, count: (row: OverviewRow) => number];

/** The states as words, the gravest first. */
export const STATE_WORDS = { error: "fails", unchecked: "not checked", warning: "warns", fine: "fine" } as const;

/** What is said of a workspace in a word. */
export type OverviewState = keyof typeof STATE_WORDS;

const COUNTS: Readonly<Record<Report["command"], readonly CountColumn[]>> = {
  check: [
    ["Errors", ({ errors }) => errors],
    ["Warnings", ({ warnings }) => warnings],
    ["Not checked", ({ unchecked }) => unchecked],
    ["Acknowledged", ({ acknowledged }) => acknowledged],
  ],
  drift: [
    ["Fail", ({ errors }) => errors],
    ["Shown", ({ warnings }) => warnings],
    ["Not compared", ({ unchecked }) => unchecked],
  ],
  refresh: [
    ["Changed", ({ warnings }) => warnings],
    ["Not answered", ({ unchecked }) => unchecked],
  ],
};

/** What is counted of the workspaces of a report. */
export function countsOf(report: Report): readonly CountColumn[] {
  const counts = [...COUNTS[report.command]];
  if (report.command === "check" && report.baseline !== undefined) counts.push(["Known", ({ known }) => known]);
  const isExpected = report.command === "drift" && itemsOf(report).some(({ outcome }) => outcome === "acknowledged");
  if (isExpected) counts.push(["Expected", ({ acknowledged }) => acknowledged]);
  return counts;
}

/** The overview as a table of texts; the accounts are a column where there are several. */
export function overviewTable(report: Report): { readonly head: string[]; readonly rows: string[][] } {
  const rows = overviewOf(report);
  const counts = countsOf(report);
  const hasAccounts = rows.some(({ profile }) => profile !== undefined);
  return {
    head: [
      ...(hasAccounts ? ["Profile"] : []),
      "Workspace",
      "State",
      "Jobs",
      ...counts.map(([head]) => head),
      "Statuses",
    ],
    rows: rows.map((row) => [
      ...(hasAccounts ? [row.profile ?? ""] : []),
      row.alias ?? row.workspace,
      STATE_WORDS[row.state],
      row.jobs === undefined ? "not known" : String(row.jobs),
      ...counts.map(([, count]) => String(count(row))),
      row.statuses.map(({ status, jobs }) => `${jobs} ${status}`).join(", "),
    ]),
  };
}

/** A report at a glance: a row for each workspace, by account, the gravest first. */
export function overviewOf(report: Report): OverviewRow[] {
  const items = groupBy(
    itemsOf(report).filter(({ workspace }) => workspace !== "*"),
    ({ workspace }) => workspace,
  );
  const rows = workspacesOf(report).map((row): OverviewRow => {
    const of = items.get(row.workspace) ?? [];
    const count = (test: (item: (typeof of)[number]) => boolean) => of.filter(test).length;
    const counts = {
      errors: count(({ outcome, severity }) => outcome === "fail" && severity === "error"),
      warnings: count(({ outcome, severity }) => outcome === "shown" || (outcome === "fail" && severity === "warning")),
      unchecked: count(({ outcome }) => outcome === "unchecked"),
      acknowledged: count(({ outcome }) => outcome === "acknowledged"),
      known: count(({ outcome }) => outcome === "known"),
    };
    return { ...row, ...counts, state: stateOf(counts) };
  });
  return rows.sort((a, b) => compareText(a.profile ?? "", b.profile ?? "") || rank(a) - rank(b));
}

/** The statuses of several rows together, the most frequent first. */
export function addedStatuses(rows: readonly Pick<OverviewRow, "statuses">[]): StatusCount[] {
  const totals = new Map<string, number>();
  for (const { status, jobs } of rows.flatMap(({ statuses }) => statuses))
    totals.set(status, (totals.get(status) ?? 0) + jobs);
  return [...totals].map(([status, jobs]) => ({ status, jobs })).sort((a, b) => b.jobs - a.jobs);
}

/** The workspaces of a report, with what is known of their jobs. */
export function workspacesOf({
  evidence,
  unanswered,
}: Pick<Report, "evidence" | "unanswered">): Pick<
  OverviewRow,
  "workspace" | "alias" | "profile" | "jobs" | "statuses"
>[] {
  return [...groupBy([...evidence, ...unanswered], ({ workspace }) => workspace).values()].map((asked) => {
    const [{ workspace, alias, profile }] = asked;
    // Two questions about one workspace may have the same jobs in their answers: the larger one stands for it.
    const answers = asked.filter((each) => "jobs" in each).sort((a, b) => b.jobs - a.jobs);
    return { workspace, alias, profile, jobs: answers[0]?.jobs, statuses: answers[0]?.statuses ?? [] };
  });
}

function rank({ state }: OverviewRow): number {
  return Object.keys(STATE_WORDS).indexOf(state);
}

function stateOf({ errors, warnings, unchecked }: Pick<OverviewRow, "errors" | "warnings" | "unchecked">) {
  if (errors > 0) return "error";
  if (unchecked > 0) return "unchecked";
  return warnings > 0 ? "warning" : "fine";
}
