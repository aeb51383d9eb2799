import { spelledOut } from "../text/visible";
import { some } from "./arguments";
import { DataWorksError } from "./error";

export const jobNotFound = (
  jobName: string,
  where: string,
  known: { readonly nearest: readonly string[]; readonly names: readonly string[] },
  hints: readonly string[] = [],
) =>
  new DataWorksError("JobNotFound", {
    what: `${where} has no job named '${jobName}'`,
    facts: [
      almostTheSame(jobName, known.names),
      known.nearest.length > 0
        ? `nearest names: ${some(known.nearest)}`
        : known.names.length > 0
          ? `it has: ${some(known.names)}`
          : "it has no jobs at all",
    ],
    repairs: hints,
  });

/** People do not see the difference. */
function almostTheSame(jobName: string, names: readonly string[]): string {
  const name = names.find((each) => each.trim().toLowerCase() === jobName.trim().toLowerCase());
  if (name === undefined) return "";
  const inCase = name.trim() === jobName.trim() ? [] : ["case"];
  const inSpaces =
    name.trim().length - name.length === jobName.trim().length - jobName.length ? [] : ["spaces at an end"];
  const differences = [...inCase, ...inSpaces].join(" and ");
  return differences && `'${name}' differs in ${differences} only`;
}

export const jobIdNotFound = (diJobId: string, where: string) =>
  new DataWorksError("JobNotFound", {
    what: `${where} has no job with the id '${diJobId}'`,
    repairs: ["list its jobs with: npx --no-install dijobs list"],
  });

export const jobNameAmbiguous = (jobName: string, where: string, ids: readonly string[], repair?: string) =>
  new DataWorksError("JobNameAmbiguous", {
    what: `${where} has ${ids.length} jobs named '${jobName}': ${some(ids, 20)}`,
    repairs: [repair ?? `name one by its id: findJobById("${ids[0]}")`],
  });

export const jobNamesComposed = (jobs: readonly NamedJob[], where: string, repair: string) =>
  new DataWorksError("JobNameAmbiguous", {
    what: `${where} has jobs whose names are one to Terraform: ${some(jobs.map(shownByCharacter), 20)}`,
    facts: ["Terraform composes characters (Unicode NFC), and these names differ in nothing else"],
    repairs: [repair, "or rename all but one"],
  });

export const halfCharacter = (jobs: readonly NamedJob[], where: string, repair: string) =>
  new DataWorksError("InvalidArgument", {
    what: `${where} has jobs with half a character in their texts: ${some(jobs.map(shownByCharacter), 20)}`,
    facts: ["Terraform takes no lone surrogate, and would put U+FFFD in its place"],
    repairs: [repair, "or rename them"],
  });

type NamedJob = { readonly jobName: string; readonly diJobId: string };

/** A job whose name shows what it is composed of. */
function shownByCharacter({ jobName, diJobId }: NamedJob): string {
  return `'${jobName.replace(/\p{M}/gu, spelledOut)}' (${diJobId})`;
}
