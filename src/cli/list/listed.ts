import { invalidArgument } from "../../errors/arguments";
import { JobStatus, MigrationType } from "../../model/documented-values";
import { matcher } from "../../model/filter";
import type { DiJob } from "../../model/job";
import { jobsOf, type Listing } from "../../model/listing";
import { type AskedQuery, describeQuery } from "../../model/query";
import { isId, workspaceName } from "../../model/workspace";
import { ours, type Visible } from "../../text/visible";
import { counted } from "../../text/words";
import { noteEmpty } from "../ask/empty";
import { type Answers, askAll, type Invocation, noteUnanswered } from "../ask/invocation";
import type { AskingOptions } from "../ask/options";
import { chooseQueries } from "../ask/queries";
import { resolveAll } from "../ask/resolved-workspaces";
import { noteUndocumented } from "../ask/undocumented";
import { listPage } from "../report/list-page";
import { type Formats, readOutputs, writeOutputs } from "../report/output";
import type { ExitCode } from "../report/report";
import { reportedUnanswered, runOf } from "../report/reporting";
import { type Table, tableAs } from "../terminal/table";
import type { Terminal } from "../terminal/terminal";
import { type SchemaParts, written } from "../written";
import { noteMissing } from "./missing";
import { filterOf, type SelectionOptions } from "./selection";

type FormatName = "table" | "json" | "csv" | "html";

/** The formats of jobs. */
export const FORMATS: Formats<FormatName> = {
  names: ["table", "json", "csv", "html"],
  usual: "table",
  appendable: ["table"],
};

/** The options of `list`. */
export interface ListOptions extends AskingOptions, SelectionOptions {
  readonly nameLike?: string;
  readonly format?: readonly string[];
}

/** The shape of what `dijobs list --format json` writes. */
export const listedSchema = ({ z, head, error, listing, profile, askedQuery }: SchemaParts) =>
  z.object({
    ...head("list"),
    listings: z.array(listing.extend({ profile })),
    unanswered: z.array(z.object({ query: askedQuery, profile, ...error })),
  });

/**
 * Lists the jobs that the options select, as they are now.
 *
 * @throws DataWorksError where nothing could be asked; what was not answered beside other answers is told.
 */
export async function listLive(options: ListOptions, terminal: Terminal): Promise<ExitCode> {
  const outputs = readOutputs(options.format ?? [], FORMATS);
  const run = runOf(terminal);
  const { invocation, unresolved } = await resolveAll(options, terminal);
  const { nameLike, id = [], status = [], migrationType = [] } = options;
  for (const each of id) if (!isId(each)) throw invalidArgument("--id", each, "use the id that dijobs list shows");
  const selects = matcher(filterOf(options));
  for (const each of status) noteUndocumented("status", each, Object.values(JobStatus), terminal);
  for (const each of migrationType) noteUndocumented("migration type", each, Object.values(MigrationType), terminal);
  const queries = chooseQueries(options, invocation).map((query) => {
    return nameLike === undefined ? query : { ...query, jobNameLike: nameLike };
  });
  const asked = await askAll(queries, invocation, terminal);
  const answers = { ...asked, unanswered: [...unresolved, ...asked.unanswered] };
  const listings = answers.listings.map((listing) => ({ ...listing, jobs: listing.jobs.filter(selects) }));
  const { unanswered } = answers;
  const aliases = invocation.policy?.checked.aliases;
  const { profileOf } = invocation;
  const render = (format: FormatName, isFile: boolean): Visible => {
    if (format === "json") return asJson({ listings, unanswered }, invocation);
    if (format === "html") {
      const lost = reportedUnanswered(unanswered, aliases, profileOf);
      return ours(listPage({ ...run, listings, unanswered: lost, aliases, profileOf }));
    }
    return listings.length === 0 ? ours("") : tableAs(format, jobsTable(listings), isFile ? undefined : terminal.width);
  };
  writeOutputs(outputs, render, (text) => terminal.print(ours(text)));
  noteEmpty(answers.listings, terminal);
  for (const [index, { query, jobs }] of answers.listings.entries())
    if (jobs.length > 0 && listings[index]?.jobs.length === 0)
      terminal.note(`note: none of the ${counted(jobs.length, "job")} of ${describeQuery(query)} is selected`);
  noteMissing(options, { known: "listed", jobs: answers.listings.flatMap(({ jobs }) => jobs) }, terminal);
  noteUnanswered(answers.unanswered, terminal);
  for (const value of new Set(listings.flatMap(({ unknownValues }) => unknownValues)))
    terminal.note(`note: ${value} is not documented`);
  return answers.unanswered.length > 0 ? 2 : 0;
}

function jobsTable(listings: readonly Listing[]): Table {
  const head = ["WORKSPACE", "ID", "NAME", "TYPE", "FROM", "TO", "STATUS"];
  return { head, rows: jobsOf(listings).map(row), names: ["NAME"] };
}

function row(job: DiJob): string[] {
  return [
    workspaceName(job),
    job.diJobId,
    job.jobName,
    job.migrationType,
    job.sourceDataSourceType,
    job.destinationDataSourceType,
    job.jobStatus,
  ];
}

function asJson({ listings, unanswered }: Answers, { profileOf }: Invocation): Visible {
  const profile = ({ query }: { readonly query: AskedQuery }) => profileOf(workspaceName(query));
  return written(listedSchema, {
    version: 1,
    command: "list",
    listings: listings.map((listing) => {
      const { query, jobs, observedAt, source, verified, calls, throttledCalls, unknownValues } = listing;
      const answer = { query, jobs, observedAt, source, verified, calls, throttledCalls, unknownValues };
      return { ...answer, profile: profile(listing) };
    }),
    unanswered: unanswered.map(({ query, error }) => {
      return { query, profile: profile({ query }), code: error.code, message: error.message };
    }),
  });
}
