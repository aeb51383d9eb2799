import { JobStatus, MigrationType } from "../../model/job";
import { judge, oneOf, type Rule, type RuleOptions, ruleOptions, type Verdict } from "../rule";

const DOCUMENTED = [
  ["migrationType", oneOf(Object.values(MigrationType))],
  ["jobStatus", oneOf(Object.values(JobStatus))],
] as const;

/** Every migration type and status is one that the API documents; an old status is not judged. */
export function knownValues(props: RuleOptions = {}): Rule {
  const options = ruleOptions("knownValues", props, []);
  return {
    ...options,
    check: ({ jobs, observedAt }, { statusIsCurrent }) => {
      const judged = DOCUMENTED.filter(([field]) => field !== "jobStatus" || statusIsCurrent);
      const verdicts: Verdict[] = jobs.flatMap((job) =>
        judged.map(([field, isDocumented]) =>
          judge(job, isDocumented(job[field]), job[field], () => ({
            kind: "knownValues",
            args: { field, value: job[field] },
          })),
        ),
      );
      if (!statusIsCurrent && jobs.length > 0)
        verdicts.push({
          outcome: "unchecked",
          args: { reason: "statusTooOld", observedAt, statusMaxAge: options.statusMaxAge },
        });
      return verdicts;
    },
  };
}
