import { Option } from "commander";
import { invalidArgument } from "../../errors/arguments";
import type { DiJob } from "../../model/job";
import { jobsOf } from "../../model/listing";
import { workspaceName } from "../../model/workspace";
import { ours, type Visible, visible } from "../../text/visible";
import { counted } from "../../text/words";
import { type Answers, askAll, noteUnanswered } from "../ask/invocation";
import { type AskingOptions, addAskingOptions, collect } from "../ask/options";
import { chooseQueries } from "../ask/queries";
import { resolveAll } from "../ask/resolved-workspaces";
import { workspaceQueries } from "../ask/workspaces";
import type { ExitCode } from "../report/report";
import { renderCsv } from "../terminal/csv";
import { renderTable } from "../terminal/table";
import { cdktfOf, hclOf } from "../unmanaged/adoption";
import { type ComparedJob, type Comparison, compareManagement } from "../unmanaged/comparison";
import { identifiersOf } from "../unmanaged/identifiers";
import { DI_JOB_TYPE, type Mention } from "../unmanaged/mention";
import { readStacks } from "../unmanaged/stacks";
import { readState } from "../unmanaged/state";
import { type SchemaParts, written } from "../written";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface UnmanagedOptions extends AskingOptions {
  readonly state?: readonly string[];
  readonly stacks?: readonly string[];
  readonly format: "text" | "json" | "csv" | "hcl" | "cdktf";
}

const schema = ({ z, head, error, job, askedQuery }: SchemaParts) => {
  const mention = z.object({
    file: z.string(),
    address: z.string().describe("Of the resource, modules included."),
    fate: z.enum(["tainted", "deposed"]).optional().describe("What the next apply does with it."),
  });
  return z.object({
    ...head("unmanaged"),
    jobs: z.array(
      z.object({
        job,
        managed: z
          .enum(["byId", "byName", "none", "unclear"])
          .describe(
            "By a state or an import block with its id, by a resource of a stack with its name, or not at all.",
          ),
        evidence: z.array(mention),
      }),
    ),
    unread: z.array(mention).describe("Resources of which only a state tells which job they manage."),
    unanswered: z.array(z.object({ query: askedQuery, ...error })),
    exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  });
};

/** `dijobs unmanaged`: which live jobs no Terraform manages, and what adopts them. */
export const unmanaged: CliCommand = {
  declare(command) {
    addAskingOptions(command)
      .option("--state <file>", "what terraform show -json has written; may be repeated", collect)
      .option("--stacks <folder>", "synthesized stacks, as cdktf.out; may be repeated", collect)
      .addOption(
        new Option("--format <format>", "how to show them; hcl and cdktf write what adopts them")
          .choices(["text", "json", "csv", "hcl", "cdktf"])
          .default("text"),
      );
    addHelp(command, {
      examples: [
        ["dijobs unmanaged -w cn-shanghai/1967 --state prod.json", "after: terraform show -json > prod.json"],
        [
          "dijobs unmanaged -w cn-shanghai/1967 --state a.json --state b.json --format hcl > imports.tf",
          "to adopt them",
        ],
        ["dijobs unmanaged --stacks cdktf.out --format cdktf", "for the constructor of a stack"],
      ],
      exitCodes: `Exit codes:
  0  every job is managed, or declared by its name in a stack
  1  there are jobs that no Terraform manages
  2  a workspace could not be listed, a file could not be read, or whether a job is managed cannot be told (beats 1)`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<UnmanagedOptions>();
    const { state = [], stacks = [] } = options;
    if (state.length + stacks.length === 0)
      throw invalidArgument("--state", undefined, "name what manages jobs: --state FILE, or --stacks cdktf.out");
    const mentions = [...state.flatMap(readState), ...stacks.flatMap(readStacks)];
    const { invocation, unresolved } = await resolveAll(options, terminal);
    // Of a part of a workspace nobody could say what is not managed.
    const texts = chooseQueries({ ...options, apiVersion: undefined }, invocation).map(workspaceName);
    const queries = workspaceQueries(texts, invocation.policy, invocation.defaults, options.apiVersion);
    const asked = await askAll(queries, invocation, terminal);
    const answers = { ...asked, unanswered: [...unresolved, ...asked.unanswered] };
    const comparison = compareManagement(jobsOf(answers.listings), mentions);
    const exitCode = exitCodeOf(comparison, answers);
    const shown = RENDERERS[options.format]({ comparison, answers, mentions, exitCode, width: terminal.width });
    if (shown !== "") terminal.print(shown);
    for (const { file, address } of comparison.unread)
      terminal.note(`error: ${file}: only Terraform knows which job ${address} is: give its state with --state`);
    noteUnanswered(answers.unanswered, terminal);
    return exitCode;
  },

  schema,
};

interface Found {
  readonly comparison: Comparison;
  readonly answers: Answers;
  readonly mentions: readonly Mention[];
  readonly exitCode: ExitCode;
  /** Width of the terminal, where it is shown on one. */
  readonly width: number | undefined;
}

const RENDERERS: Readonly<Record<UnmanagedOptions["format"], (found: Found) => Visible>> = {
  text: asText,
  json: asJson,
  csv: ({ comparison }) =>
    renderCsv(
      ["managed", ...HEAD.map((name) => name.toLowerCase())],
      notManaged(comparison).map((each) => [each.management, ...row(each)]),
    ),
  hcl: (found) => hclOf(adoptable(found)),
  cdktf: (found) => cdktfOf(adoptable(found)),
};

function exitCodeOf({ jobs, unread }: Comparison, { unanswered }: Answers): ExitCode {
  if (unanswered.length > 0 || unread.length > 0 || jobs.some(({ management }) => management === "unclear")) return 2;
  return jobs.some(({ management }) => management === "none") ? 1 : 0;
}

function notManaged({ jobs }: Comparison): ComparedJob[] {
  return jobs.filter(({ management }) => management !== "byId");
}

/** Names for the jobs that nobody manages, which no resource of the files has. */
function adoptable({ comparison, mentions }: Found): Map<DiJob, string> {
  const jobs = comparison.jobs.filter(({ management }) => management === "none").map(({ job }) => job);
  const taken = mentions.flatMap(({ address }) => new RegExp(`^${DI_JOB_TYPE}\\.([^.[]+)`).exec(address)?.[1] ?? []);
  return identifiersOf(jobs, taken);
}

const HEAD = ["WORKSPACE", "ID", "NAME", "TYPE", "STATUS", "TERRAFORM"];

function row({ job, management, mentions }: ComparedJob): string[] {
  const { diJobId, jobName, migrationType, jobStatus } = job;
  const said = { none: "nowhere", byName: "its name: ", unclear: "unclear: ", byId: "" }[management];
  return [workspaceName(job), diJobId, jobName, migrationType, jobStatus, said + mentions.map(mentionText).join(", ")];
}

function mentionText({ file, address, fate }: Mention): string {
  return `${file}: ${address}${fate === undefined ? "" : ` (${fate})`}`;
}

function asText({ comparison, exitCode, width }: Found): Visible {
  const count = (management: string) => comparison.jobs.filter((each) => each.management === management).length;
  const rest = [
    [count("byName"), "declared by name"],
    [count("unclear"), "unclear"],
    [count("byId"), "managed"],
  ] as const;
  const sum = [
    `${counted(count("none"), "job")} unmanaged`,
    ...rest.flatMap(([n, what]) => (n > 0 ? [`${n} ${what}`] : [])),
  ];
  const meaning = { 0: "nothing found", 1: "unmanaged jobs", 2: "not everything could be told" }[exitCode];
  const doomed = comparison.jobs.flatMap(({ mentions }) => mentions.filter(({ fate }) => fate !== undefined));
  const lines = [
    ...doomed.map((each) => visible(`note: the next apply deletes the job of ${mentionText(each)}`)),
    `${sum.join(", ")} (exit code ${exitCode}: ${meaning})`,
  ];
  const left = notManaged(comparison);
  return ours(
    `${left.length > 0 ? `${renderTable({ head: HEAD, rows: left.map(row), names: ["NAME"] }, width)}\n` : ""}${lines.join("\n")}\n`,
  );
}

function asJson({ comparison, answers, exitCode }: Found): Visible {
  const shown = ({ file, address, fate }: Mention) => ({ file, address, ...(fate && { fate }) });
  return written(schema, {
    version: 1,
    command: "unmanaged",
    jobs: comparison.jobs.map(({ job, management, mentions }) => ({
      job,
      managed: management,
      evidence: mentions.map(shown),
    })),
    unread: comparison.unread.map(shown),
    unanswered: answers.unanswered.map(({ query, error }) => ({ query, code: error.code, message: error.message })),
    exitCode,
  });
}
