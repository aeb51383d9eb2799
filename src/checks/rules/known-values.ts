import { type FieldWith, fieldsWith } from "../../model/job";
import { quoted } from "../../text/words";
import { isOneOf } from "../one-of";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, judge, statusTooOld, type VerdictOf } from "../verdict";

/** A job has a value that the API's documentation does not know. */
type KnownValuesFinding = FindingOf<
  "knownValues",
  {
    readonly field: FieldWith<"documented">;
    readonly value: string;
  }
>;

const DOCUMENTED = fieldsWith("documented").map(({ name, documented, volatile = false }) => {
  return { field: name, volatile, isDocumented: isOneOf(Object.values(documented)) };
});

/** Every migration type and status is one that the API documents; an old status is not judged. */
export const knownValues = ruleKind<RuleOptions, KnownValuesFinding>({
  kind: "knownValues",
  meaning: "every migration type and status is documented",
  arguments: {},

  check:
    (_args, { statusMaxAge }) =>
    (listing, { statusIsCurrent }) => {
      const judged = DOCUMENTED.filter(({ volatile }) => !volatile || statusIsCurrent);
      const verdicts: VerdictOf<KnownValuesFinding>[] = listing.jobs.flatMap((job) =>
        judged.map(({ field, isDocumented }) =>
          judge(job, isDocumented(job[field]), job[field], () => ({
            kind: "knownValues",
            args: { field, value: job[field] },
          })),
        ),
      );
      if (!statusIsCurrent && listing.jobs.length > 0) verdicts.push(statusTooOld(listing, statusMaxAge));
      return verdicts;
    },

  aspect: ({ field }) => field,
  sentence: ({ field, value }, subject) =>
    `${subject} has the ${field} ${quoted(value)}, which is not documented: look for a newer release of this library`,
});
