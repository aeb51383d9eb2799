import { oneLine } from "../text/visible";
import { several } from "../text/words";
import { DataWorksError } from "./error";

export const fakeLacksWorkspace = (workspace: string, known: readonly string[]) =>
  new DataWorksError("InvalidArgument", {
    what: `the fake has no workspace '${workspace}'; it has ${known.length === 0 ? "none" : several(known, 5)}`,
    repairs: [`list it, if only with no jobs: fakeDiJobs(app, { "${workspace}": [] })`],
  });

export const fakeTooLate = (asked: string) =>
  new DataWorksError("InvalidArgument", {
    what: `fakeDiJobs comes too late: ${asked} has asked without it`,
    repairs: ["call fakeDiJobs(app, …) before the stacks are built, and before DiJobs.prefetch"],
  });

export const emulatorFailed = (why: string, cause?: unknown) =>
  new DataWorksError("EmulatorFailed", { what: `the emulator of ListDIJobs failed: ${oneLine(why)}` }, { cause });

/** A fault of the command line that is written in neither of the ways. */
export const faultTextInvalid = (option: string, text: string, flaw: string) =>
  new DataWorksError("InvalidArgument", {
    what: `${option} '${text}' ${flaw}`,
    repairs: [
      `write its kind and what it takes: ${option} error,code=Throttling.User,times=2`,
      `or a JSON object: ${option} '{"kind":"slow","delayMs":500}'`,
    ],
  });
