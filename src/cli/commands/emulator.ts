import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { emulatorFailed } from "../../errors/testing";
import { TRAIT_NAMES } from "../../model/service-traits";
import { shellWord } from "../../text/shell-word";
import { ours } from "../../text/visible";
import { collect } from "../ask/options";
import type { ExitCode } from "../report/report";
import type { End } from "../terminal/stopping";
import type { Terminal } from "../terminal/terminal";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface EmulatorOptions {
  readonly port?: string;
  readonly jobs?: string;
  readonly snapshot?: string;
  readonly workspace?: string;
  readonly quota?: string;
  readonly latencyMs?: string;
  readonly trait?: readonly string[];
  readonly like?: string;
  readonly replay?: string;
  readonly recordFrom?: string;
  readonly recordTo?: string;
  readonly recordHost?: string;
  readonly fault?: readonly string[];
}

/** `dijobs emulator`: runs the emulator of ListDIJobs until it is ended. */
export const emulator: CliCommand = {
  declare(command) {
    command
      .option("--port <number>", "port to listen at (default: any free one)")
      .option("--jobs <file>", "jobs to hold, a JSON list (default: the API page's sample, in cn-shanghai/1967)")
      .option("--snapshot <path>", "jobs to hold, those of a snapshot")
      .option("--workspace <workspace>", "workspace of jobs that name none, as cn-shanghai/1967")
      .option("--quota <number>", "calls admitted in any second (default: no limit)")
      .option("--latency-ms <number>", "wait before each answer")
      .option(
        "--trait <name=value>",
        `how it is in what nobody knows of the service, as idsAs=text; may be repeated (${TRAIT_NAMES.join(", ")})`,
        collect,
      )
      .option("--replay <file>", "answer as a recording has it, and refuse what was not recorded")
      .option(
        "--record-from <url>",
        "instead: pass calls on to a service, as a proxy, and record them without names and ids",
      )
      .option("--record-to <file>", "where to write the recording")
      .option("--record-host <name>", "name by which callers ask the service (default: that of --record-from)")
      .option("--like <file>", "be as dijobs doctor --probe --format json has told of a service")
      .option(
        "--fault <fault>",
        "what goes wrong: a kind and what it takes, as slow,delayMs=500, or JSON; may be repeated",
        collect,
      );
    addHelp(command, {
      examples: [
        ["dijobs emulator", "run it here; copy the lines it prints into another terminal"],
        ["dijobs emulator > emulator.env & sleep 2; . ./emulator.env", "run it in the background of a script"],
        ['dijobs emulator --jobs jobs.json    # [{ "jobName": "orders" }]', "with jobs of one's own"],
        ["dijobs emulator --fault error,code=Throttling.User,every=3", "refuse every third call"],
        [
          "dijobs emulator --record-from https://dataworks.cn-shanghai.aliyuncs.com --record-to exchanges.json",
          "record calls of programs with the printed environment, for --replay exchanges.json",
        ],
        [
          "dijobs emulator --fault error,code=Forbidden.Access,workspace=cn-shanghai/1967",
          "refuse who asks for one workspace",
        ],
      ],
      exitCodes: `Exit codes:
  2    it could not be started, or ended by itself
  130  ended with Ctrl-C, the ordinary way`,
      environment:
        "Environment:\n  none; it prints the variables that point dijobs, or an app, at it, as lines for a shell",
    });
  },

  run: (command, terminal) =>
    terminal.stoppable((onStop) => runEmulator(command.opts<EmulatorOptions>(), terminal, onStop)),
};

async function runEmulator(
  options: EmulatorOptions,
  terminal: Terminal,
  onStop: (end: End) => void,
): Promise<ExitCode> {
  const program = join(__dirname, "..", "..", "testing", "emulator", "program.js");
  // It ends when its standard input does, so that it never outlives this program.
  const args = [program, "--until-stdin-closes", ...argumentsOf(options)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  onStop(() => void child.kill("SIGKILL"));
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaint += text;
  });
  const ended = once(child, "exit");
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), ended.then(() => [])]);
  if (line === undefined) throw emulatorFailed(complaint.trim());
  const { env }: { env: Record<string, string> } = JSON.parse(line);
  terminal.print(
    ours(
      Object.entries(env)
        .map(([name, value]) => `export ${name}=${value && shellWord(value)}`)
        .join("\n"),
    ),
  );
  const what = options.recordFrom === undefined ? "emulator" : "recorder";
  terminal.note(`the ${what} is running; end it with Ctrl-C`);
  child.stderr.on("data", (text: string) => terminal.note(text.trimEnd()));
  await ended;
  throw emulatorFailed(complaint.trim() || "it ended by itself");
}

function argumentsOf(options: EmulatorOptions): string[] {
  const { port, jobs, snapshot, workspace, quota, latencyMs, trait, like, fault = [] } = options;
  const { replay, recordFrom, recordTo, recordHost } = options;
  const given = {
    "--port": port,
    "--jobs": jobs === undefined ? undefined : resolve(jobs),
    "--snapshot": snapshot === undefined ? undefined : resolve(snapshot),
    "--workspace": workspace,
    "--quota": quota,
    "--latency-ms": latencyMs,
    "--replay": replay === undefined ? undefined : resolve(replay),
    "--record-from": recordFrom,
    "--record-to": recordTo === undefined ? undefined : resolve(recordTo),
    "--record-host": recordHost,
    "--like": like === undefined ? undefined : resolve(like),
    "--traits": trait && JSON.stringify(traitsOf(trait)),
  };
  const single = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
  // In one word, so that a text that looks like an option stays what it is.
  return [...single, ...fault.map((text) => `--fault=${text}`)];
}

/** Traits as people type them; the emulator refuses what is none. */
function traitsOf(typed: readonly string[]): Record<string, string | number> {
  return Object.fromEntries(
    typed.map((each) => {
      const [name = "", ...value] = each.split("=");
      const text = value.join("=");
      return [name, /^\d+$/.test(text) ? Number(text) : text];
    }),
  );
}
