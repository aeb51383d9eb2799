import type { Command } from "commander";
import type { z } from "zod";
import type { ExitCode } from "../report/report";
import type { Terminal } from "../terminal/terminal";
import type { SchemaParts } from "../written";

/** One command of the program: what it is called with, and what it does. */
export interface CliCommand {
  /** Adds the options, and the rest of the help. */
  declare(command: Command): void;
  /**
   * Does it.
   *
   * @throws DataWorksError when nothing could be done; the program then ends with 2.
   */
  run(command: Command, terminal: Terminal): Promise<ExitCode>;
  /**
   * What `--format json` writes, published as `schema/<name>-1.json`; {@link written} holds what is written to it.
   *
   * @default a report, which has a schema of its own, or nothing
   */
  schema?(parts: SchemaParts): z.ZodType;
}
