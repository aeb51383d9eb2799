import { invalidArgument } from "../../errors/arguments";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import { oneLine } from "../../text/visible";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { crashed, type FindingOf, statusTooOld, unchecked, type VerdictOf } from "../verdict";

/** Arguments of {@link rules}`.custom`: an id, and one of the two checks. */
export interface CustomProps extends RuleOptions {
  readonly id: string;
  /**
   * Says what is wrong with a job, or nothing; called for every job.
   *
   * @default none; one of the two checks is needed
   */
  readonly checkJob?: ((job: DiJob, listing: Listing) => string | undefined) | undefined;
  /**
   * Says what is wrong with the jobs as a whole, or nothing.
   *
   * @default none; one of the two checks is needed
   */
  readonly checkListing?: ((listing: Listing) => string | undefined) | undefined;
  /**
   * Whether the check looks at `jobStatus`, so that an old status makes it `unchecked`.
   *
   * @default false
   */
  readonly readsStatus?: boolean | undefined;
}

/** A rule of one's own found something. */
type CustomFinding = FindingOf<
  "custom",
  {
    readonly message: string;
  }
>;

/** A rule of one's own; a check that throws, or answers anything but a text or `undefined`, is `unchecked`. */
export const custom = ruleKind<CustomProps, CustomFinding>({
  kind: "custom",
  meaning: "a rule of one's own",
  arguments: {
    checkJob: { form: "function", description: "Says what is wrong with a job.", default: "none" },
    checkListing: { form: "function", description: "Says what is wrong with the jobs.", default: "none" },
    readsStatus: { form: "flag", description: "Whether it looks at the status of jobs.", default: "false" },
  },

  check({ checkJob, checkListing, readsStatus = false }, { id, statusMaxAge }) {
    if (id === undefined) throw invalidArgument("id", id, "name the rule for its readers");
    if ((checkJob === undefined) === (checkListing === undefined))
      throw invalidArgument("custom", undefined, "give one of checkJob and checkListing, a function");
    return (listing, { statusIsCurrent }) => {
      const { jobs } = listing;
      if (readsStatus && !statusIsCurrent && jobs.length > 0) return [statusTooOld(listing, statusMaxAge)];
      if (checkJob !== undefined) return jobs.map((job) => ({ job, ...verdict(() => checkJob(job, listing), 1) }));
      return [verdict(() => checkListing?.(listing), jobs.length)];
    };
  },

  sentence: ({ message }, subject) => `${subject}: ${oneLine(message)}`,
});

function verdict(check: () => unknown, jobs: number): VerdictOf<CustomFinding> {
  try {
    const answer = check();
    if (answer === undefined) return { outcome: "pass", args: { jobs } };
    if (typeof answer === "string" && answer !== "")
      return { outcome: "fail", kind: "custom", args: { message: answer } };
    // Nobody will wait for a promise: its rejection must not end the process.
    if (answer instanceof Promise) answer.catch(() => undefined);
    const message = `it returned ${answer instanceof Promise ? "a promise" : JSON.stringify(answer)}, not a text`;
    return unchecked({ reason: "crashed", message });
  } catch (error) {
    return crashed(error);
  }
}
