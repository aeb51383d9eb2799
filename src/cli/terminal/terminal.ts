import type { Clock } from "../../client/clock";
import type { RunDeadline } from "../../client/deadline";
import type { Environment } from "../../model/environment";
import { type Visible, visibleLines } from "../../text/visible";
import type { Stoppable } from "./stopping";

/** What the program lends to its commands: two streams, the environment, time, and a way to be stopped. */
export interface Terminal {
  /** Version of the package. */
  readonly version: string;
  readonly env: Environment;
  /** Prints results; they alone go to standard output. */
  readonly print: (text: Visible) => void;
  /** Says something about the run, on standard error, each line of it without secrets and visible. */
  readonly note: (text: string) => void;
  /** Shows what is being done, on a terminal only, until something else is shown. */
  readonly progress: (text: string) => void;
  /** Whether standard error is a terminal, on which somebody may watch the progress. */
  readonly isWatched: boolean;
  /** Whether colours may be used on standard output. */
  readonly color: boolean;
  /**
   * How many columns standard output has.
   *
   * @default it is no terminal: what is printed stays whole
   */
  readonly width?: number | undefined;
  readonly clock: Clock;
  /** When the whole run must have ended. @default never */
  readonly deadline?: RunDeadline | undefined;
  readonly stoppable: Stoppable;
}

/** A standard stream, as far as the program needs it. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Width of a terminal that does not tell it. */
const USUAL_WIDTH = 80;

/** Makes a terminal of two streams; what is said, other than results, has no secret in it. */
export function terminalOf(
  streams: { readonly stdout: Stream; readonly stderr: Stream },
  { version, env, clock, stoppable }: Pick<Terminal, "version" | "env" | "clock" | "stoppable">,
): Terminal {
  const { stdout, stderr } = streams;
  let inProgress = false;
  const clear = () => {
    if (inProgress) stderr.write("\r\u001b[K");
    inProgress = false;
  };
  return {
    version,
    env,
    clock,
    stoppable,
    isWatched: stderr.isTTY === true,
    color: isColored(stdout, env),
    width: stdout.isTTY === true ? stdout.columns || USUAL_WIDTH : undefined,
    print: (text) => {
      clear();
      stdout.write(text.endsWith("\n") || text === "" ? text : `${text}\n`);
    },
    note: (text) => {
      clear();
      stderr.write(`${visibleLines(text)}\n`);
    },
    progress: (text) => {
      if (stderr.isTTY !== true) return;
      clear();
      stderr.write(visibleLines(text));
      inProgress = true;
    },
  };
}

/**
 * Whether there are colours: as force-color.org, no-color.org and bixense.com/clicolors say, in this order; each counts when it
 * is not empty, whatever it is.
 */
function isColored({ isTTY }: Stream, { FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE, TERM }: Environment): boolean {
  if (FORCE_COLOR) return true;
  if (NO_COLOR) return false;
  return CLICOLOR_FORCE ? true : isTTY === true && TERM !== "dumb";
}
