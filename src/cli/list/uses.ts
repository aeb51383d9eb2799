import { matcher } from "../../model/filter";
import type { DiJob } from "../../model/job";
import { describeQuery } from "../../model/query";
import type { User } from "../../model/use";
import { readSnapshot } from "../../snapshot/file";
import { ours, type Visible } from "../../text/visible";
import { counted } from "../../text/words";
import { noteUnanswered, resolveInvocation } from "../ask/invocation";
import { isInWorkspaces } from "../ask/queries";
import { resolveWorkspaces } from "../ask/resolved-workspaces";
import { type Formats, readOutputs, writeOutputs } from "../report/output";
import type { ExitCode } from "../report/report";
import { type Table, tableAs } from "../terminal/table";
import type { Terminal } from "../terminal/terminal";
import { type SchemaParts, written } from "../written";
import type { ListOptions } from "./listed";
import { noteMissing } from "./missing";
import { filterOf } from "./selection";

const FORMATS: Formats<"table" | "json" | "csv"> = {
  names: ["table", "json", "csv"],
  usual: "table",
  appendable: ["table"],
};

/** The shape of what `dijobs list --used --format json` writes. */
export const usesSchema = ({ z, app, head, job, time }: SchemaParts) =>
  z.object({
    ...head("list"),
    used: z.array(
      z.object({
        app,
        construct: z.string().describe("Path of the construct."),
        asked: z.string().describe("The query in words."),
        jobName: z.string().describe("The name it asked for; * for the whole list."),
        jobs: z.array(job).describe("The jobs of that name; none when it is not there."),
        observedAt: time,
      }),
    ),
  });

/**
 * Lists which construct uses which job, as the snapshot tells, of those that the options select.
 *
 * @throws DataWorksError where there is no snapshot that could be read.
 */
export async function listUsed(options: ListOptions, terminal: Terminal): Promise<ExitCode> {
  const outputs = readOutputs(options.format ?? [], FORMATS);
  const { invocation, unresolved } = await resolveWorkspaces(
    options,
    resolveInvocation(options, terminal, { policy: false }),
    terminal,
    { locked: true },
  );
  const { settings } = invocation;
  const selects = matcher(filterOf(options));
  const inWorkspaces = isInWorkspaces(options, invocation);
  const lookups = readSnapshot(settings.snapshotPath).lookups.filter(({ query }) => inWorkspaces(query));
  const uses = lookups.flatMap(({ query, observedAt, usedBy, jobs }) =>
    usedBy.flatMap(({ app, construct, names }) =>
      names.map((jobName) => ({
        app,
        construct,
        asked: describeQuery(query),
        jobName,
        jobs: jobs.filter((job) => (jobName === "*" || job.jobName === jobName) && selects(job)),
        observedAt,
      })),
    ),
  );
  const shown = Object.keys(filterOf(options)).length === 0 ? uses : uses.filter(({ jobs }) => jobs.length > 0);
  const render = (format: "table" | "json" | "csv", isFile: boolean): Visible =>
    format === "json"
      ? written(usesSchema, { version: 1, command: "list", used: shown })
      : tableAs(format, usesTable(shown), isFile ? undefined : terminal.width);
  writeOutputs(outputs, render, (text) => terminal.print(ours(text)));
  noteMissing(options, { known: "recorded", jobs: lookups.flatMap(({ jobs }) => jobs) }, terminal);
  noteUnanswered(unresolved, terminal);
  return unresolved.length > 0 ? 2 : 0;
}

interface ListedUse extends User {
  readonly asked: string;
  readonly jobName: string;
  readonly jobs: readonly DiJob[];
}

function usesTable(uses: readonly ListedUse[]): Table {
  const rows = uses.map(({ app, construct, asked, jobName, jobs }) => {
    const ids = jobs.map(({ diJobId }) => diJobId).join(", ");
    return jobName === "*"
      ? [app, construct, "the whole list", counted(jobs.length, "job"), asked]
      : [app, construct, jobName, ids === "" ? "not there" : ids, asked];
  });
  return { head: ["APP", "CONSTRUCT", "USES", "ID", "ASKED"], rows, names: ["APP", "CONSTRUCT", "USES", "ASKED"] };
}
