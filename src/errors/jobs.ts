import { spelledOut } from "../text/visible";
import { several } from "../text/words";
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
        ? `nearest names: ${several(known.nearest, 5)}`
        : known.names.length > 0
          ? `it has: ${several(known.names, 5)}`
          : "it has no jobs at all",
    ],
    repairs: hints,
  });

/** People do not see the difference. */
function almostTheSame(jobName: string, names: readonly string[]): string {
  const [closest] = names
    .flatMap((name) => {
      const differences = hardlySeen(name, jobName);
      return differences ? [{ name, differences }] : [];
    })
    .sort((a, b) => a.differences.length - b.differences.length);
  return closest ? `'${closest.name}' differs in ${closest.differences.join(" and ")} only` : "";
}

const WAYS: readonly [words: string, without: (name: string) => string][] = [
  ["case", (name) => name.toLowerCase()],
  ["spaces at an end", (name) => name.trim()],
  ["how its characters are composed", (name) => name.normalize()],
];

/** In which ways two names differ that people hardly see, if in no other. */
function hardlySeen(one: string, other: string): string[] | undefined {
  const without = (name: string, ways: typeof WAYS) => ways.reduce((text, [, less]) => less(text), name);
  if (without(one, WAYS) !== without(other, WAYS)) return undefined;
  return WAYS.filter((way) => {
    const others = WAYS.filter((each) => each !== way);
    return without(one, others) !== without(other, others);
  }).map(([words]) => words);
}

export const jobIdNotFound = (diJobId: string, where: string) =>
  new DataWorksError("JobNotFound", {
    what: `${where} has no job with the id '${diJobId}'`,
    repairs: ["list its jobs with: npx --no-install dijobs list"],
  });

export const jobNameAmbiguous = (jobName: string, where: string, ids: readonly string[], repair?: string) =>
  new DataWorksError("JobNameAmbiguous", {
    what: `${where} has ${ids.length} jobs named '${jobName}': ${several(ids, 20)}`,
    repairs: [repair ?? `name one by its id: findJobById("${ids[0]}")`],
  });

/** Ids are promised to be unique in a workspace, and in no wider place. */
export const jobIdAmbiguous = (diJobId: string, workspaces: readonly string[]) =>
  new DataWorksError("JobNameAmbiguous", {
    what: `${several(workspaces, 20)} each have a job with the id '${diJobId}'`,
    repairs: [`name one of the workspaces only: -w ${workspaces[0]} --id ${diJobId}`],
  });

export const jobNamesComposed = (jobs: readonly ShownJob[], where: string, repair: string) =>
  new DataWorksError("JobNameAmbiguous", {
    what: `${where} has jobs whose names are one to Terraform: ${several(jobs.map(shownByCharacter), 20)}`,
    facts: ["Terraform composes characters (Unicode NFC), and these names differ in nothing else"],
    repairs: [repair, "or rename all but one"],
  });

export const halfCharacter = (jobs: readonly ShownJob[], where: string, repair: string) =>
  new DataWorksError("InvalidArgument", {
    what: `${where} has jobs with half a character in their texts: ${several(jobs.map(shownByCharacter), 20)}`,
    facts: ["Terraform takes no lone surrogate, and would put U+FFFD in its place"],
    repairs: [repair, "or rename them"],
  });

type ShownJob = { readonly jobName: string; readonly diJobId: string };

/** A job whose name shows what it is composed of. */
function shownByCharacter({ jobName, diJobId }: ShownJob): string {
  return `'${jobName.replace(/\p{M}/gu, spelledOut)}' (${diJobId})`;
}
