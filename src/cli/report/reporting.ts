import { relative } from "node:path";
import type { Command } from "commander";
import { workspaceName } from "../../model/workspace";
import { ours } from "../../text/visible";
import { noteUnanswered, type UnansweredQuery } from "../ask/invocation";
import { collect } from "../ask/options";
import type { Terminal } from "../terminal/terminal";
import { type Aliases, type ProfileOf, unansweredBy } from "./evidence";
import { FORMAT_NAMES } from "./formats";
import { parseOutputs, writeReport } from "./output";
import type { ExitCode, Report, ReportedUnanswered } from "./report";
import { repositoryRoot } from "./repository";

/** The option of every command that makes a report. */
export interface ReportingOptions {
  readonly format?: readonly string[];
}

/** Adds the option that says how to show a report, and where. */
export function addReportingOptions(command: Command): Command {
  return command.option(
    "--format <format>",
    `${FORMAT_NAMES.join(", ")}; NAME=FILE writes it to a file, NAME+=FILE appends; may be repeated (default: text)`,
    collect,
  );
}

/**
 * Makes the function that shows a report on every output that the options name, and says how the program ends.
 *
 * @throws DataWorksError `InvalidArgument` at once, before anything is asked.
 */
export function reporter({ format = [] }: ReportingOptions, terminal: Terminal) {
  const outputs = parseOutputs(format);
  return (report: Report, unanswered: readonly UnansweredQuery[]): ExitCode => {
    // Each format makes foreign texts visible, or escapes them, in its own way.
    const print = (text: string) => terminal.print(ours(text));
    writeReport(report, outputs, { print, color: terminal.color, root: repositoryRoot(terminal.env, process.cwd()) });
    // The text says why by itself; whoever redirects another format still wants to see it.
    if (!outputs.some((output) => output.format === "text" && output.file === undefined))
      noteUnanswered(unanswered, terminal);
    return report.exitCode;
  };
}

/** What every report begins with. */
export function runOf(terminal: Terminal) {
  return { tool: { name: "dijobs", version: terminal.version }, startedAt: terminal.clock.date() } as const;
}

/** Questions without an answer as a report has them. */
export function reportedUnanswered(
  unanswered: readonly UnansweredQuery[],
  aliases: Aliases | undefined,
  profileOf: ProfileOf,
): ReportedUnanswered[] {
  return unanswered.map(({ query, error, profile }) => {
    return { ...unansweredBy(query, error, aliases), profile: profile ?? profileOf(workspaceName(query)) };
  });
}

/** A path as people would type it here. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
