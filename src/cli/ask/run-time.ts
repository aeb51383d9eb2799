import { withDeadline } from "../../client/deadline";
import { runTimedOut } from "../../errors/program";
import { durationMs } from "../../model/duration";
import type { Terminal } from "../terminal/terminal";

/**
 * Runs a command in the time that `--timeout` gives it, from its first question on: whatever it asks then ends with that.
 *
 * @throws DataWorksError `InvalidArgument` for what is no duration.
 */
export async function withRunTime<T>(
  timeout: string | undefined,
  terminal: Terminal,
  run: (terminal: Terminal) => Promise<T>,
): Promise<T> {
  if (timeout === undefined) return await run(terminal);
  const timeoutMs = durationMs("--timeout", timeout);
  const timedOut = () => runTimedOut(timeout);
  return await withDeadline(timeoutMs, terminal.clock, timedOut, ({ leftMs, signal }) =>
    run({ ...terminal, deadline: { timeoutMs, leftMs, signal } }),
  );
}
