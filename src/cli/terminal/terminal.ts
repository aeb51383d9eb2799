import type { Clock } from "../../client/clock";
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
  /** Whether colours may be used on standard output. */
  readonly color: boolean;
  readonly clock: Clock;
  readonly stoppable: Stoppable;
}

/** A standard stream, as far as the program needs it. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

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
    color: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
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
