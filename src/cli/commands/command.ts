import type { Command } from "commander";
import type { ExitCode } from "../report/report";
import type { Host } from "../terminal/host";

/** One command of the program: what it is called with, and what it does. */
export interface CliCommand {
  /** Adds the options, and the rest of the help. */
  declare(command: Command): void;
  /**
   * Does it.
   *
   * @throws DataWorksError when nothing could be done; the program then ends with 2.
   */
  run(command: Command, host: Host): Promise<ExitCode>;
}
