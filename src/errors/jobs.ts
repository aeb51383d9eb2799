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
      known.nearest.length > 0
        ? `nearest names: ${some(known.nearest)}`
        : known.names.length > 0
          ? `it has: ${some(known.names)}`
          : "it has no jobs at all",
    ],
    repairs: hints,
  });

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
