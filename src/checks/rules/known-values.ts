import { fieldsWith } from "../../model/job";
import { judge, oneOf, type Rule, type RuleOptions, ruleOptions, type Verdict } from "../rule";

const DOCUMENTED = fieldsWith("documented").map(({ name, documented, volatile = false }) => {
  return { field: name, volatile, isDocumented: oneOf(Object.values(documented)) };
});

/** Every migration type and status is one that the API documents; an old status is not judged. */
export function knownValues(props: RuleOptions = {}): Rule {
  const options = ruleOptions("knownValues", props, []);
  return {
    ...options,
    check: ({ jobs, observedAt }, { statusIsCurrent }) => {
      const judged = DOCUMENTED.filter(({ volatile }) => !volatile || statusIsCurrent);
      const verdicts: Verdict[] = jobs.flatMap((job) =>
        judged.map(({ field, isDocumented }) =>
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
