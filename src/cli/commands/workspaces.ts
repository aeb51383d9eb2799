import { Option } from "commander";
import { listProjects } from "../../client/list-projects";
import { canonicalApiVersion } from "../../model/api-version";
import type { ProjectListing, ProjectsQuery } from "../../model/project";
import { canonicalRegionId } from "../../model/workspace";
import type { Visible } from "../../text/visible";
import { answerOr, noteUnanswered, resolveInvocation, type UnansweredQuery } from "../ask/invocation";
import { type AskingOptions, addWayOptions, collectList } from "../ask/options";
import { type Table, tableAs } from "../terminal/table";
import { type SchemaParts, written } from "../written";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

const FORMATS = ["table", "json", "csv"] as const;

interface WorkspacesOptions extends Omit<AskingOptions, "workspace" | "policy" | "snapshot"> {
  readonly region?: readonly string[];
  readonly format: (typeof FORMATS)[number];
}

const schema = ({ z, head, error, id, time, count }: SchemaParts) => {
  const query = z.object({ apiVersion: z.string(), regionId: z.string() });
  const project = z.object({
    regionId: z.string(),
    projectId: id,
    projectName: z.string().describe("The name that people type."),
    displayName: z.string().describe("The name that the console shows."),
    status: z.string().describe("In the words of the API's version."),
  });
  return z.object({
    ...head("workspaces"),
    listings: z.array(
      z.object({
        query,
        projects: z.array(project).describe("Sorted by id."),
        observedAt: time,
        calls: count,
      }),
    ),
    unanswered: z.array(z.object({ query, ...error })),
  });
};

/** `dijobs workspaces`: the workspaces that an account sees, by both of their names. */
export const workspaces: CliCommand = {
  declare(command) {
    addWayOptions(
      command.option(
        "--region <region>",
        "region; may be repeated, or a list with commas (default: ALIBABA_CLOUD_REGION_ID)",
        collectList,
      ),
    ).addOption(new Option("--format <format>", "how to show them").choices(FORMATS).default("table"));
    addHelp(command, {
      examples: [
        ["dijobs workspaces --region cn-shanghai", "every workspace that the account sees there"],
        ["dijobs workspaces --region cn-shanghai,cn-beijing --profile prod", "those of two regions, as somebody else"],
      ],
    });
  },

  async run(command, terminal) {
    const options = command.opts<WorkspacesOptions>();
    const { client, defaults } = resolveInvocation(options, terminal, { policy: false });
    const apiVersion = canonicalApiVersion(defaults.apiVersion);
    const regions = [...new Set(options.region ?? [defaults.regionId])].map(canonicalRegionId);
    const answers = await terminal.stoppable(() =>
      Promise.all(
        regions.map((regionId) => {
          const query = { apiVersion, regionId };
          return answerOr(query, listProjects(query, client, terminal.clock));
        }),
      ),
    );
    const listings = answers.filter((answer) => "projects" in answer);
    const unanswered = answers.filter((answer) => "error" in answer);
    if (options.format === "json") terminal.print(asJson(listings, unanswered));
    else if (listings.length > 0) terminal.print(tableAs(options.format, tableOf(listings), terminal.width));
    for (const { query, projects } of listings)
      if (projects.length === 0) terminal.note(`note: no workspace of ${query.regionId} is listed for this account`);
    noteUnanswered(unanswered, terminal);
    return unanswered.length > 0 ? 2 : 0;
  },

  schema,
};

function tableOf(listings: readonly ProjectListing[]): Table {
  const rows = listings
    .flatMap(({ projects }) => projects)
    .map((project) => {
      const { regionId, projectId, projectName, displayName, status } = project;
      return [`${regionId}/${projectName}`, projectId, displayName, status];
    });
  return { head: ["WORKSPACE", "ID", "DISPLAY NAME", "STATUS"], rows, names: ["WORKSPACE", "DISPLAY NAME"] };
}

function asJson(listings: readonly ProjectListing[], unanswered: readonly UnansweredQuery<ProjectsQuery>[]): Visible {
  const failures = unanswered.map(({ query, error }) => ({ query, code: error.code, message: error.message }));
  return written(schema, { version: 1, command: "workspaces", listings, unanswered: failures });
}
