import { Command, CommanderError } from "commander";
import { DataWorksError } from "../errors/error";
import type { CliCommand } from "./commands/command";
import { ASKING_ENVIRONMENT, EXIT_CODES } from "./commands/help";
import type { ExitCode } from "./report/report";
import type { Host } from "./terminal/host";

/** Every command with its summary; a command is loaded when it is named, so that help comes at once. */
const COMMANDS: readonly { readonly name: string; readonly summary: string; load(): CliCommand }[] = [
  {
    name: "list",
    summary: "list the jobs of workspaces, or who uses them",
    load: () => {
      const { list }: typeof import("./commands/list") = require("./commands/list");
      return list;
    },
  },
  {
    name: "doctor",
    summary: "say what a lookup would use, ask once, and tell what to repair",
    load: () => {
      const { doctor }: typeof import("./commands/doctor") = require("./commands/doctor");
      return doctor;
    },
  },
  {
    name: "refresh",
    summary: "record the snapshot anew, and say what changed",
    load: () => {
      const { refresh }: typeof import("./commands/refresh") = require("./commands/refresh");
      return refresh;
    },
  },
  {
    name: "drift",
    summary: "compare the snapshot with what is there now",
    load: () => {
      const { drift }: typeof import("./commands/drift") = require("./commands/drift");
      return drift;
    },
  },
  {
    name: "check",
    summary: "check workspaces against a policy file",
    load: () => {
      const { check }: typeof import("./commands/check") = require("./commands/check");
      return check;
    },
  },
  {
    name: "wait",
    summary: "wait until jobs are in a state",
    load: () => {
      const { wait }: typeof import("./commands/wait") = require("./commands/wait");
      return wait;
    },
  },
  {
    name: "emulator",
    summary: "run a stand-in for the API on this machine",
    load: () => {
      const { emulator }: typeof import("./commands/emulator") = require("./commands/emulator");
      return emulator;
    },
  },
];

/**
 * Runs the program: parses its arguments and does what they say.
 *
 * @param args without the names of Node.js and the program.
 * @returns the exit code; whatever went wrong was said.
 */
export async function runCli(args: readonly string[], host: Host): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = declareProgram(host);
  for (const { name, summary, load } of COMMANDS) {
    const command = program
      .command(name)
      .description(summary)
      .summary(summary)
      .showHelpAfterError(`see: dijobs ${name} --help`);
    if (!args.includes(name)) continue;
    const { declare, run } = load();
    declare(command);
    command.action(async () => {
      exitCode = await run(command, host);
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    host.note(`error: ${messageOf(error)}`);
    return 2;
  }
}

function declareProgram(host: Host): Command {
  return new Command("dijobs")
    .description("Data Integration jobs of Alibaba Cloud DataWorks: list, compare, check, await and record them.")
    .version(host.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.print(text),
      writeErr: (text) => host.note(text.trimEnd()),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .showHelpAfterError("see: dijobs --help")
    .addHelpText(
      "after",
      `
Example:
  dijobs list --workspace cn-shanghai/1967

${EXIT_CODES}

${ASKING_ENVIRONMENT}

Every command has its own help: dijobs help list`,
    );
}

function messageOf(error: unknown): string {
  if (DataWorksError.is(error)) return error.message;
  return error instanceof Error ? `${error.stack}` : String(error);
}
