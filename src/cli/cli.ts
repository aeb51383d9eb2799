import { Command, CommanderError } from "commander";
import { DataWorksError } from "../errors/error";
import { workingDirectoryGone } from "../errors/program";
import { ours } from "../text/visible";
import { COMMANDS } from "./commands";
import { ASKING_ENVIRONMENT, EXIT_CODES } from "./commands/help";
import type { ExitCode } from "./report/report";
import type { Terminal } from "./terminal/terminal";

/**
 * Runs the program: parses its arguments and does what they say.
 *
 * @param args without the names of Node.js and the program.
 * @returns the exit code; whatever went wrong was said.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = declareProgram(terminal);
  for (const { name, summary, load } of COMMANDS) {
    const command = program
      .command(name)
      .description(summary)
      .summary(summary)
      .showHelpAfterError(`see: dijobs ${name} --help`);
    if (!args.includes(name)) continue;
    const { declare, run } = await load();
    declare(command);
    command.action(async () => {
      // What asks is loaded only now: help and mistakes have no need of it.
      const { identifyWorkspaces } = await import("./ask/named-workspaces.js");
      const { withRunTime } = await import("./ask/run-time.js");
      exitCode = await withRunTime(command.getOptionValue("timeout"), terminal, async (timed) => {
        await identifyWorkspaces(command, timed);
        return await run(command, timed);
      });
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.note(`error: ${messageOf(error)}`);
    return 2;
  }
}

function declareProgram(terminal: Terminal): Command {
  return new Command("dijobs")
    .description("Data Integration jobs of Alibaba Cloud DataWorks: list, compare, check, await and record them.")
    .version(terminal.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(ours(text)),
      writeErr: (text) => terminal.note(text.trimEnd()),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .showHelpAfterError("see: dijobs --help")
    .addHelpText(
      "after",
      // Made when help is asked for: it names every setting.
      () => `
Example:
  dijobs list --workspace cn-shanghai/1967

${EXIT_CODES}

${ASKING_ENVIRONMENT}

Every command has its own help: dijobs help list`,
    );
}

function messageOf(error: unknown): string {
  if (DataWorksError.is(error)) return error.message;
  if (Object(error).syscall === "uv_cwd") return workingDirectoryGone().message;
  return error instanceof Error ? `${error.stack}` : String(error);
}
