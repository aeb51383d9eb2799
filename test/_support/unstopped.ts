import type { Stoppable } from "../../src/cli/terminal/stopping";

/** Waits as a program does that no signal reaches. */
export const unstopped: Stoppable = (wait) => wait(() => undefined);
