import { invalidArgument } from "../../errors/arguments";
import { JobStatus, MigrationType } from "../../model/documented-values";
import { type JobFilter, matcher } from "../../model/filter";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import { type AskedQuery, describeQuery } from "../../model/query";
import type { User } from "../../model/use";
import { isId, workspaceName } from "../../model/workspace";
import { readSnapshot } from "../../snapshot/file";
import { jsonText } from "../../text/json-text";
import { ours, type Visible } from "../../text/visible";
import { counted } from "../../text/words";
import { type Answers, askAll, type Invocation, noteUnanswered, resolveInvocation } from "../ask/invocation";
import { type AskingOptions, addAskingOptions, collect, collectList } from "../ask/options";
import { chooseQueries, isInWorkspaces } from "../ask/queries";
import { settled } from "../ask/settled-workspaces";
import { noteUndocumented } from "../ask/undocumented";
import { listPage } from "../report/list-page";
import { type Formats, readOutputs, writeOutputs } from "../report/output";
import type { ExitCode } from "../report/report";
import { reportedUnanswered, runOf } from "../report/reporting";
import { type Table, tableAs } from "../terminal/table";
import type { Terminal } from "../terminal/terminal";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

type FormatName = "table" | "json" | "csv" | "html";

const FORMATS: Formats<FormatName> = { names: ["table", "json", "csv", "html"], usual: "table", appendable: ["table"] };

const USED_FORMATS: Formats<"table" | "json" | "csv"> = {
  names: ["table", "json", "csv"],
  usual: "table",
  appendable: ["table"],
};

interface ListOptions extends AskingOptions {
  readonly nameLike?: string;
  readonly name?: readonly string[];
  readonly id?: readonly string[];
  readonly status?: readonly string[];
  readonly migrationType?: readonly string[];
  readonly source?: readonly string[];
  readonly destination?: readonly string[];
  readonly used?: boolean;
  readonly format?: readonly string[];
}

/** `dijobs list`: the jobs of workspaces, live; with `--used` who uses what, from the snapshot. */
export const list: CliCommand = {
  declare(command) {
    addAskingOptions(command)
      .option("--name-like <text>", "part of a name, matched loosely by the server")
      .option("--name <name>", "whole name; may be repeated", collect)
      .option("--id <id>", "id; may be repeated, or a list with commas", collectList)
      .option("--status <status>", "status, as Running,Failed; may be repeated", collectList)
      .option("--migration-type <type>", "migration type; may be repeated, or a list", collectList)
      .option("--source <type>", "kind of source, as MySQL; may be repeated, or a list", collectList)
      .option("--destination <type>", "kind of destination, as Hologres; may be repeated, or a list", collectList)
      .option("--used", "which construct uses which job, from the snapshot; asks nothing")
      .option(
        "--format <format>",
        `${FORMATS.names.join(", ")}; NAME=FILE writes it to a file; may be repeated (default: ${FORMATS.usual})`,
        collect,
      );
    addHelp(command, {
      examples: [
        ["dijobs list --workspace cn-shanghai/1967", "every job of a workspace"],
        ["dijobs list -w cn-shanghai/1967 --status Failed,Stopped --format json", "some of them, for a program"],
        ["dijobs list -w orders-prod -w crm-prod --format html=jobs.html", "a page for people, beside the table"],
        ["dijobs list", "the answers to the snapshot's own questions, as they are now"],
        ["dijobs list --used", "which construct uses which job"],
      ],
    });
  },

  async run(command, terminal) {
    const options = command.opts<ListOptions>();
    return options.used ? listUsed(options, terminal) : await listLive(options, terminal);
  },

  schema: ({ z, app, head, error, job, listing, profile, askedQuery, time }) =>
    z.union([
      z.object({
        ...head("list"),
        listings: z.array(listing.extend({ profile })),
        unanswered: z.array(z.object({ query: askedQuery, profile, ...error })),
      }),
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
      }),
    ]),
};

async function listLive(options: ListOptions, terminal: Terminal): Promise<ExitCode> {
  const outputs = readOutputs(options.format ?? [], FORMATS);
  const run = runOf(terminal);
  const { invocation, unresolved } = await settled(options, terminal);
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
  for (const [index, { query, jobs }] of answers.listings.entries())
    if (jobs.length === 0) terminal.note(`note: ${describeQuery(query)} has no jobs: are the region and the id right?`);
    else if (listings[index]?.jobs.length === 0)
      terminal.note(`note: none of the ${counted(jobs.length, "job")} of ${describeQuery(query)} is selected`);
  noteUnanswered(answers.unanswered, terminal);
  for (const value of new Set(listings.flatMap(({ unknownValues }) => unknownValues)))
    terminal.note(`note: ${value} is not documented`);
  return answers.unanswered.length > 0 ? 2 : 0;
}

function filterOf({ name, id, status, migrationType, source, destination }: ListOptions): JobFilter {
  return {
    ...(name && { jobName: name }),
    ...(id && { diJobId: id }),
    ...(status && { jobStatus: status }),
    ...(migrationType && { migrationType }),
    ...(source && { sourceDataSourceType: source }),
    ...(destination && { destinationDataSourceType: destination }),
  };
}

function jobsTable(listings: readonly Listing[]): Table {
  // Two questions about one workspace may have the same job in their answers.
  const jobs = new Map(
    listings.flatMap(({ jobs }) => jobs.map((job) => [`${workspaceName(job)} ${job.diJobId}`, job] as const)),
  );
  const head = ["WORKSPACE", "ID", "NAME", "TYPE", "FROM", "TO", "STATUS"];
  return { head, rows: [...jobs.values()].map(row), names: ["NAME"] };
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
  return jsonText({
    version: 1,
    command: "list",
    listings: listings.map((listing) => ({ ...listing, profile: profile(listing) })),
    unanswered: unanswered.map(({ query, error }) => {
      return { query, profile: profile({ query }), code: error.code, message: error.message };
    }),
  });
}

function listUsed(options: ListOptions, terminal: Terminal): ExitCode {
  const outputs = readOutputs(options.format ?? [], USED_FORMATS);
  const invocation = resolveInvocation(options, terminal, { policy: false });
  const { settings } = invocation;
  const selects = matcher(filterOf(options));
  const inWorkspaces = isInWorkspaces(options, invocation);
  const uses = readSnapshot(settings.snapshotPath)
    .lookups.filter(({ query }) => inWorkspaces(query))
    .flatMap(({ query, observedAt, usedBy, jobs }) =>
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
      ? jsonText({ version: 1, command: "list", used: shown })
      : tableAs(format, usesTable(shown), isFile ? undefined : terminal.width);
  writeOutputs(outputs, render, (text) => terminal.print(ours(text)));
  return 0;
}

interface ShownUse extends User {
  readonly asked: string;
  readonly jobName: string;
  readonly jobs: readonly DiJob[];
}

function usesTable(uses: readonly ShownUse[]): Table {
  const rows = uses.map(({ app, construct, asked, jobName, jobs }) => {
    const ids = jobs.map(({ diJobId }) => diJobId).join(", ");
    return jobName === "*"
      ? [app, construct, "the whole list", counted(jobs.length, "job"), asked]
      : [app, construct, jobName, ids === "" ? "not there" : ids, asked];
  });
  return { head: ["APP", "CONSTRUCT", "USES", "ID", "ASKED"], rows, names: ["APP", "CONSTRUCT", "USES", "ASKED"] };
}
