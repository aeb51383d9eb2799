import { Option } from "commander";
import { invalidArgument } from "../../errors/arguments";
import { JobStatus } from "../../model/documented-values";
import { describeDuration, durationMs } from "../../model/duration";
import { isId, workspaceName } from "../../model/workspace";
import { jsonText } from "../../text/json-text";
import { ours, type Visible, visible } from "../../text/visible";
import { counted, either, quoted, shownJob } from "../../text/words";
import { type AskingOptions, addAskingOptions, collect, collectList } from "../ask/options";
import { namedQueries } from "../ask/queries";
import { settled } from "../ask/settled-workspaces";
import { noteUndocumented } from "../ask/undocumented";
import type { ExitCode } from "../report/report";
import { JobPoller } from "../wait/poller";
import {
  type Target,
  type WaitEnding,
  type Waited,
  type WaitedJob,
  type WaitProps,
  waitForJobs,
} from "../wait/waiting";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface WaitOptions extends AskingOptions {
  readonly name?: readonly string[];
  readonly id?: readonly string[];
  readonly until: readonly string[];
  readonly for?: string;
  readonly every: string;
  readonly grace?: string;
  readonly failOn?: readonly string[];
  readonly missing: "wait" | "fail";
  readonly timeout: string;
  readonly format: "text" | "json";
}

const EXIT_CODES: Readonly<Record<WaitEnding, ExitCode>> = { reached: 0, timedOut: 1, failed: 1, notSeen: 2 };

/** `dijobs wait`: waits until jobs are in a state, by looking again and again. */
export const wait: CliCommand = {
  declare(command) {
    addAskingOptions(command)
      .option("--name <name>", "whole name of a job; may be repeated", collect)
      .option("--id <id>", "id of a job; may be repeated, or a list with commas", collectList)
      .requiredOption("--until <status>", "status to wait for, as Running,Finished", collectList)
      .option("--for <duration>", "how long the jobs must have it, as 60s")
      .option("--every <duration>", "from one look to the next", "10s")
      .option("--grace <duration>", "time in which neither a failed nor a missing job ends the wait, as 60s")
      .option("--fail-on <status>", "status that ends the wait (default: Failed)", collectList)
      .addOption(
        new Option("--missing <what>", "what to do about a job that is not there")
          .choices(["wait", "fail"])
          .default("wait"),
      )
      .option("--timeout <duration>", "longest wait", "10m")
      .addOption(new Option("--format <format>", "how to show the end").choices(["text", "json"]).default("text"));
    addHelp(command, {
      examples: [
        ["dijobs wait -w cn-shanghai/1967 --name orders_to_holo --until Running,Finished", "until it runs, or has run"],
        ["dijobs wait -w orders-prod --id 16627 --until Running --for 60s --grace 30s", "until it stays running"],
      ],
      exitCodes: `Exit codes:
  0  reached: every job has a wanted status (for as long as --for says)
  1  not reached: the time is up, or a job has failed or (with --missing fail) is not there
  2  not seen: the last look at a job failed, or the command line is wrong

The jobs are looked at from time to time: what happens between two looks is not seen. A look that fails in passing
does not end the wait. Only Failed ends it by default: a job that is Stopped or Finished may be about to be started.`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<WaitOptions>();
    const props = waitProps(options);
    const { invocation, unresolved } = await settled(options, terminal);
    const [query, ...others] = namedQueries(options, invocation);
    if (unresolved[0] !== undefined) throw unresolved[0].error;
    if (query === undefined || others.length > 0)
      throw invalidArgument("--workspace", options.workspace?.join(", "), "name one workspace: -w cn-shanghai/1967");
    for (const status of [...props.until, ...props.failOn])
      noteUndocumented("status", status, Object.values(JobStatus), terminal);
    const poller = new JobPoller(query, props.targets, invocation.clientOf(query), terminal.clock);
    const startedAt = terminal.clock.date().toISOString();
    const tell = ({ jobs, elapsedMs }: Waited) =>
      terminal.progress(`${jobs.map(sentence).join("; ")} (${describeDuration(elapsedMs)}, calls: ${poller.calls})`);
    const poll = (timeoutMs: number) => poller.poll(timeoutMs);
    const waited = await terminal.stoppable(() => waitForJobs(props, poll, terminal.clock, tell));
    const workspace = workspaceName(query);
    const report = { workspace, profile: invocation.profileOf(workspace), startedAt, calls: poller.calls, ...waited };
    terminal.print(options.format === "json" ? asJson(report, props) : asText(report, options));
    const errors = new Set(waited.jobs.flatMap(({ error }) => (error === undefined ? [] : [error.message])));
    for (const message of errors) terminal.note(`error: ${message}`);
    return EXIT_CODES[waited.outcome];
  },

  schema: ({ z, head, error, id, profile, time, count, milliseconds }) => {
    const outcome = z.enum(["reached", "timedOut", "failed", "notSeen"]);
    const job = z.object({
      diJobId: id.optional(),
      jobName: z.string().optional(),
      jobStatus: z.string().optional().describe("As it was seen last; none when it was not there."),
      outcome,
      heldMs: milliseconds,
      error: z.object(error).optional(),
    });
    return z.object({
      ...head("wait"),
      workspace: z.string().describe("<regionId>/<projectId>."),
      profile,
      startedAt: time,
      elapsedMs: milliseconds,
      samples: count.describe("How often the jobs were looked at."),
      calls: count,
      outcome,
      until: z.array(z.string()),
      jobs: z.array(job),
    });
  },
};

function waitProps(options: WaitOptions): WaitProps {
  const { name = [], id = [], until, failOn = [JobStatus.Failed], missing } = options;
  for (const each of id) if (!isId(each)) throw invalidArgument("--id", each, "use the id that dijobs list shows");
  const targets = [...name.map((jobName) => ({ jobName })), ...id.map((diJobId) => ({ diJobId }))];
  if (targets.length === 0) throw invalidArgument("--name", undefined, "name the jobs: --name NAME or --id ID");
  const forMs = options.for === undefined ? 0 : durationMs("--for", options.for);
  const timeoutMs = durationMs("--timeout", options.timeout);
  if (forMs >= timeoutMs) throw invalidArgument("--for", options.for, "make it shorter than --timeout");
  return {
    targets,
    until,
    failOn: failOn.filter((status) => !until.some((wanted) => wanted.toLowerCase() === status.toLowerCase())),
    missing,
    forMs,
    everyMs: durationMs("--every", options.every),
    graceMs: options.grace === undefined ? 0 : durationMs("--grace", options.grace),
    timeoutMs,
  };
}

type WaitReport = Waited & {
  readonly workspace: string;
  readonly profile: string | undefined;
  readonly startedAt: string;
  readonly calls: number;
};

function asText(report: WaitReport, { until, every }: WaitOptions): Visible {
  const wanted = report.outcome === "reached" ? "" : ` (wanted: ${either(until)})`;
  const count = `${counted(report.samples, "sample")}, one every ${every}, ${counted(report.calls, "call")}`;
  const lines = [
    ...report.jobs.map((job) => `${job.outcome}: ${sentence(job)}${wanted}`),
    `${report.workspace}: ${report.outcome} after ${describeDuration(report.elapsedMs)}; ${count}; what happened between two samples was not seen`,
  ];
  return ours(lines.map(visible).join("\n"));
}

function sentence({ target, job, error, heldMs }: WaitedJob): string {
  const name = job === undefined ? shownTarget(target) : shownJob(job);
  if (error !== undefined) return `${name} could not be seen (${error.code})`;
  if (job === undefined) return `${name} is not there`;
  return `${name} is ${quoted(job.jobStatus)}${heldMs > 0 ? `, for ${describeDuration(heldMs)}` : ""}`;
}

function shownTarget(target: Target): string {
  return "jobName" in target ? quoted(target.jobName) : `the job ${target.diJobId}`;
}

function asJson({ jobs, elapsedMs, ...report }: WaitReport, { until }: WaitProps): Visible {
  return jsonText({
    version: 1,
    command: "wait",
    ...report,
    elapsedMs: Math.round(elapsedMs),
    until,
    jobs: jobs.map(({ target, outcome, job, error, heldMs }) => ({
      ...target,
      ...(job && { diJobId: job.diJobId, jobName: job.jobName, jobStatus: job.jobStatus }),
      outcome,
      heldMs: Math.round(heldMs),
      ...(error && { error: { code: error.code, message: error.message } }),
    })),
  });
}
