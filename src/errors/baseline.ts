import { reasonOf } from "../text/reason";
import { DataWorksError } from "./error";

const UPDATE = "--update-baseline";

export const baselineMissing = (path: string) =>
  new DataWorksError("BaselineInvalid", {
    what: `there is no baseline '${path}'`,
    repairs: [`write it with what is found now: ${UPDATE}`, "or name another file: --baseline FILE"],
  });

/** The repair is the one for this flaw, before those for any. */
export const baselineInvalid = (
  path: string,
  line: number | undefined,
  flaw: string,
  repair: string | undefined,
  cause?: unknown,
) =>
  new DataWorksError(
    "BaselineInvalid",
    {
      what: `baseline '${line === undefined ? path : `${path}:${line}`}': ${flaw}`,
      repairs: [
        ...(repair === undefined ? [] : [repair]),
        `go back to the committed file with: git checkout -- ${path}`,
        `or delete it and write it again with: ${UPDATE}`,
      ],
    },
    { cause },
  );

export const baselineForeign = (path: string, rule: string) =>
  new DataWorksError("BaselineInvalid", {
    what: `baseline '${path}' is that of another policy: this one has no rule '${rule}', nor another one of the file`,
    repairs: ["name the baseline of this policy: --baseline FILE", `or delete it and write it again with: ${UPDATE}`],
  });

export const baselineNotWritten = (path: string, cause: unknown) =>
  new DataWorksError(
    "OutputNotWritten",
    { what: `baseline '${path}' was not written: ${reasonOf(cause)}`, repairs: ["name another file: --baseline FILE"] },
    { cause },
  );
