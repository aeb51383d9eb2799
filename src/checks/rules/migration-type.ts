import { MigrationType } from "../../model/documented-values";
import type { OneOrMore } from "../../model/filter";
import { visible } from "../../text/visible";
import { either } from "../../text/words";
import { isOneOf } from "../one-of";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, judge } from "../verdict";

/** Arguments of {@link rules}`.migrationType`. */
export interface MigrationTypeProps extends RuleOptions {
  /** The migration types a job may have, without regard to case. */
  readonly allowed: OneOrMore<MigrationType>;
}

/** A job has a migration type that is not allowed. */
type MigrationTypeFinding = FindingOf<
  "migrationType",
  {
    readonly migrationType: string;
    readonly allowed: readonly string[];
  }
>;

/** Every job has an allowed migration type. */
export const migrationType = ruleKind<MigrationTypeProps, MigrationTypeFinding>({
  kind: "migrationType",
  meaning: "every job has an allowed migration type",
  arguments: {
    allowed: {
      form: "texts",
      description: "The migration types a job may have, without regard to case.",
      values: Object.values(MigrationType),
    },
  },

  check({ allowed }) {
    const isAllowed = isOneOf(allowed);
    return ({ jobs }) =>
      jobs.map((job) =>
        judge(job, isAllowed(job.migrationType), job.migrationType, () => ({
          kind: "migrationType",
          args: { migrationType: job.migrationType, allowed },
        })),
      );
  },

  sentence: ({ migrationType, allowed }, subject) =>
    `${subject} is ${visible(migrationType)}, not ${either(allowed)}: replace the job, or allow the type`,
});
