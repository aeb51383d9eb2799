import { didYouMean } from "../text/nearest";
import { reasonOf } from "../text/reason";
import { DataWorksError } from "./error";

export const fileInvalid = (path: string, flaw: string, repair: string, cause?: unknown) =>
  new DataWorksError("InvalidArgument", { what: `'${path}': ${flaw}`, repairs: [repair] }, { cause });

export const projectMissing = (folder: string) =>
  new DataWorksError("InvalidArgument", {
    what: `there is no cdktf.json in '${folder}' or above it, so there is no app to run`,
    repairs: [
      "run it where the app is, or refresh without it: npx --no-install dijobs refresh --workspace cn-shanghai/1967",
    ],
  });

export const appFailed = (command: string, how: string) =>
  new DataWorksError("AppFailed", {
    what: `the app failed, and nothing was recorded: ${command}`,
    facts: [`it ${how}; what it said stands above`],
    repairs: ["repair it, or refresh without it: npx --no-install dijobs refresh --no-app"],
  });

export const runTimedOut = (timeout: string) =>
  new DataWorksError("LookupTimedOut", {
    what: `the ${timeout} of --timeout are over`,
    repairs: ["give the run more time: a longer --timeout"],
  });

export const workspaceMissing = (snapshotPath: string) =>
  new DataWorksError("InvalidArgument", {
    what: `no workspace is named, and there is no snapshot '${snapshotPath}' whose questions could be asked`,
    repairs: ["name one: --workspace cn-shanghai/1967"],
  });

export const workingDirectoryGone = () =>
  new DataWorksError("InvalidArgument", {
    what: "the working directory is not there any more",
    repairs: ["change into one that is"],
  });

export const questionsMissing = (snapshotPath: string, apiVersion?: string) =>
  new DataWorksError("InvalidArgument", {
    what: `no workspace is named, and snapshot '${snapshotPath}' has no question ${apiVersion === undefined ? "that could be asked" : `in version ${apiVersion}`}`,
    repairs: ["name one: --workspace cn-shanghai/1967"],
  });

export const aliasUnknown = (alias: string, policyPath: string | undefined, aliases: readonly string[]) =>
  new DataWorksError("InvalidArgument", {
    what:
      policyPath === undefined
        ? `'${alias}' is no workspace, and there is no policy file that could give it a meaning`
        : `'${policyPath}' has no workspace '${alias}'`,
    repairs: [
      didYouMean(alias, aliases) ??
        "write it as <regionId>/<projectId>, for example cn-shanghai/1967, or name the file: --policy FILE",
    ],
  });

export const labelUnknown = (label: string, policyPath: string | undefined, labels: Iterable<string>) =>
  new DataWorksError("InvalidArgument", {
    what:
      policyPath === undefined
        ? `there is no policy file in which a workspace could have the label '${label}'`
        : `no workspace of '${policyPath}' has the label '${label}'`,
    repairs: [
      didYouMean(label, labels) ??
        (policyPath === undefined
          ? "name the file: --policy FILE"
          : `add it to the labels of a workspace, as labels: [${label}]`),
    ],
  });

export const outputNotWritten = (path: string, cause: unknown) =>
  new DataWorksError(
    "OutputNotWritten",
    { what: `'${path}' was not written: ${reasonOf(cause)}`, repairs: ["name another file after --format NAME="] },
    { cause },
  );

/** The query of a `data "external"`. */
export const externalQueryInvalid = (flaw: string, repair: string) =>
  new DataWorksError("InvalidArgument", { what: `the query ${flaw}`, repairs: [repair] });
