import type { MigrationType } from "../../model/documented-values";
import type { OneOrMore } from "../../model/filter";
import { judge, oneOf, type Rule, type RuleOptions, ruleOptions, texts } from "../rule";

/** Arguments of {@link rules}`.migrationType`. */
export interface MigrationTypeProps extends RuleOptions {
  /** The migration types a job may have, without regard to case. */
  readonly allowed: OneOrMore<MigrationType>;
}

/** Every job has an allowed migration type. */
export function migrationType(props: MigrationTypeProps): Rule {
  const options = ruleOptions("migrationType", props, ["allowed"]);
  const allowed = texts("allowed", props.allowed);
  const isAllowed = oneOf(allowed);
  return {
    ...options,
    check: ({ jobs }) =>
      jobs.map((job) =>
        judge(job, isAllowed(job.migrationType), job.migrationType, () => ({
          kind: "migrationType",
          args: { migrationType: job.migrationType, allowed },
        })),
      ),
  };
}
