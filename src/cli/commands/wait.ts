import { Option } from "commander";
import { invalidArgument, slip } from "../../errors/arguments";
import { together } from "../../errors/error";
import { JobStatus } from "../../model/documented-values";
import { describeDuration, durationMs } from "../../model/duration";
import { isId, workspaceName } from "../../model/workspace";
import { slipOf } from "../../text/nearest";
import { ours } from "../../text/visible";
import { several } from "../../text/words";
import { noteProfiles } from "../ask/invocation";
import { type AskingOptions, addAskingOptions, collect, collectList } from "../ask/options";
import { namedQueries } from "../ask/queries";
import { resolveAll } from "../ask/resolved-workspaces";
import { noteUndocumented } from "../ask/undocumented";
import { readOutputs, writeOutputs } from "../report/output";
import type { ExitCode } from "../report/report";
import { repositoryRoot } from "../report/repository";
import type { Terminal } from "../terminal/terminal";
import { renderWait, WAIT_FORMATS, type WaitFormat } from "../wait/formats";
import { schema } from "../wait/json";
import { JobPoller } from "../wait/poller";
import { ProgressLog, restartLine } from "../wait/progress";
import { stateOf, type WaitedWorkspace, type WaitReport } from "../wait/report";
import {
  interrupted,
  type Target,
  unseen,
  type WaitEnding,
  type Waited,
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
  readonly format?: readonly string[];
}

/** Who is interrupted ends with what the signal says. */
const EXIT_CODES: Readonly<Record<WaitEnding, ExitCode>> = {
  reached: 0,
  timedOut: 1,
  failed: 1,
  notSeen: 2,
  interrupted: 2,
};

/** `dijobs wait`: waits until jobs are in a state, by looking again and again. */
export const wait: CliCommand = {
  declare(command) {
    addAskingOptions(command, { about: "longest wait, all of the run included", usual: "10m" })
      .option("--name <name>", "whole name of a job, in every workspace; may be repeated", collect)
      .option(
        "--id <id>",
        "id of a job, in whichever workspace has it; may be repeated, or a list with commas",
        collectList,
      )
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
      .option(
        "--format <format>",
        `${WAIT_FORMATS.names.join(", ")}; NAME=FILE writes it to a file, NAME+=FILE appends; may be repeated (default: text)`,
        collect,
      );
    addHelp(command, {
      examples: [
        ["dijobs wait -w cn-shanghai/1967 --name orders_to_holo --until Running,Finished", "until it runs, or has run"],
        [
          "dijobs wait -w orders-sh -w orders-bj --name orders_to_holo --until Running --format junit=wait.xml",
          "in both",
        ],
        ["dijobs wait -w orders-prod --id 16627 --until Running --for 60s --grace 30s", "until it stays running"],
      ],
      exitCodes: `Exit codes:
  0  reached: every job has a wanted status (for as long as --for says)
  1  not reached: the time is up, or a job has failed or (with --missing fail) is not there
  2  not seen: the last look at a job failed, or the command line is wrong
  130, 143, 129  interrupted by Ctrl-C, SIGTERM or SIGHUP: what was seen last is shown all the same

The jobs are looked at from time to time: what happens between two looks is not seen. A look that fails in passing
does not end the wait, but with --for the time begins again. Only Failed ends it by default: a job that is Stopped or Finished may be about to be started.`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<WaitOptions>();
    const outputs = readOutputs(options.format ?? [], WAIT_FORMATS);
    const limits = limitsOf(options);
    refuseSlips(options, terminal);
    const startedAt = terminal.clock.date().toISOString();
    const { invocation, unresolved } = await resolveAll(options, terminal);
    const queries = namedQueries(options, invocation);
    const lost = together(unresolved.map(({ error }) => error));
    // Nobody can reach what is not known.
    if (lost !== undefined) throw lost;
    if (queries.length === 0)
      throw invalidArgument("--workspace", undefined, "name one, or several: -w cn-shanghai/1967");
    const workspaces = queries.map((query) => {
      const workspace = workspaceName(query);
      const alias = invocation.policy?.checked.aliases.get(workspace);
      return { workspace, alias, profile: invocation.profileOf(workspace) };
    });
    noteProfiles(queries, invocation, terminal);
    // What was asked before the first look took of the time, too.
    const timeoutMs = Math.max(0, terminal.deadline?.leftMs() ?? limits.timeoutMs);
    const props = { ...limits, timeoutMs, targets: targetsOf(options, workspaces) };
    const polled = queries.map((query) => ({ query, client: invocation.clientOf(query) }));
    const poller = new JobPoller(polled, props.targets, terminal.clock);
    const log = new ProgressLog(workspaces);
    const show = (waited: Waited) => {
      const report: WaitReport = { ...waited, startedAt, calls: poller.calls, workspaces, wanted: limits };
      const root = repositoryRoot(terminal.env, process.cwd());
      const render = (format: WaitFormat) => renderWait(format, report, root);
      writeOutputs(outputs, render, (text) => terminal.print(ours(text)));
    };
    let last = unseen(props.targets);
    const tell = (waited: Waited) => {
      last = waited;
      const again = restartLine(waited, workspaces);
      if (again !== undefined) terminal.note(again);
      tellProgress(log, waited, poller.calls, workspaces, terminal);
    };
    const waited = await terminal.stoppable((onStop) => {
      onStop(() => show(interrupted(last)));
      return waitForJobs(props, () => poller.poll(), terminal.clock, tell);
    });
    show(waited);
    const errors = new Set(waited.jobs.flatMap(({ error }) => (error === undefined ? [] : [error.message])));
    for (const message of errors) terminal.note(`error: ${message}`);
    return EXIT_CODES[waited.outcome];
  },

  schema,
};

/** On a terminal the latest look in place of the one before; else lines for a log. */
function tellProgress(
  log: ProgressLog,
  waited: Waited,
  calls: number,
  workspaces: readonly WaitedWorkspace[],
  terminal: Terminal,
): void {
  const { jobs, elapsedMs } = waited;
  const states = several(
    jobs.map((job) => stateOf(job, workspaces)),
    5,
  );
  terminal.progress(`${states} (${describeDuration(elapsedMs)}, calls: ${calls})`);
  if (!terminal.isWatched) for (const line of log.linesOf(waited, calls)) terminal.note(line);
}

/** A status that is like a documented one was mistyped, and would be waited for in vain; another one may be new. */
function refuseSlips({ until, failOn = [] }: WaitOptions, terminal: Terminal): void {
  const known = Object.values(JobStatus);
  for (const [name, statuses] of [
    ["--until", until],
    ["--fail-on", failOn],
  ] as const)
    for (const status of statuses) {
      const meant = slipOf(status, known);
      if (meant !== undefined) throw slip(name, status, meant);
      noteUndocumented("status", status, known, terminal);
    }
}

/** Each name in every workspace, and each id in whichever has it. */
function targetsOf({ name = [], id = [] }: WaitOptions, workspaces: readonly WaitedWorkspace[]): Target[] {
  const named = [...new Set(name)];
  return [
    ...workspaces.flatMap(({ workspace }) => named.map((jobName) => ({ workspace, jobName }))),
    ...[...new Set(id)].map((diJobId) => ({ diJobId })),
  ];
}

function limitsOf(options: WaitOptions): Omit<WaitProps, "targets"> {
  const { name = [], id = [], until, failOn = [JobStatus.Failed], missing } = options;
  for (const each of id) if (!isId(each)) throw invalidArgument("--id", each, "use the id that dijobs list shows");
  if (name.length + id.length === 0)
    throw invalidArgument("--name", undefined, "name the jobs: --name NAME or --id ID");
  const forMs = options.for === undefined ? 0 : durationMs("--for", options.for);
  const timeoutMs = durationMs("--timeout", options.timeout);
  if (forMs >= timeoutMs) throw invalidArgument("--for", options.for, "make it shorter than --timeout");
  return {
    until,
    failOn: failOn.filter((status) => !until.some((wanted) => wanted.toLowerCase() === status.toLowerCase())),
    missing,
    forMs,
    everyMs: durationMs("--every", options.every),
    graceMs: options.grace === undefined ? 0 : durationMs("--grace", options.grace),
    timeoutMs,
  };
}
