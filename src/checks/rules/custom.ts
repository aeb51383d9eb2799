import { invalidArgument } from "../../errors/arguments";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import { type Rule, type RuleOptions, ruleOptions, type Verdict } from "../rule";

/** Arguments of {@link rules}`.custom`: an id, and one of the two checks. */
export interface CustomProps extends RuleOptions {
  readonly id: string;
  /** Says what is wrong with a job, or nothing; called for every job. */
  readonly checkJob?: ((job: DiJob, listing: Listing) => string | undefined) | undefined;
  /** Says what is wrong with the jobs as a whole, or nothing. */
  readonly checkListing?: ((listing: Listing) => string | undefined) | undefined;
  /**
   * Whether the check looks at `jobStatus`, so that an old status makes it `unchecked`.
   *
   * @default false
   */
  readonly readsStatus?: boolean | undefined;
}

/**
 * A rule of one's own; a check that throws, or answers anything but a text or `undefined`, is `unchecked`.
 */
export function custom(props: CustomProps): Rule {
  const options = ruleOptions("custom", props, ["checkJob", "checkListing", "readsStatus"]);
  const { checkJob, checkListing, readsStatus = false } = props;
  if (props.id === undefined) throw invalidArgument("id", props.id, "name the rule for its readers");
  if ((checkJob === undefined) === (checkListing === undefined))
    throw invalidArgument("custom", undefined, "give one of checkJob and checkListing, a function");
  if (typeof (checkJob ?? checkListing) !== "function")
    throw invalidArgument(checkJob ? "checkJob" : "checkListing", checkJob ?? checkListing, "give a function");
  return {
    ...options,
    check: (listing, { statusIsCurrent }) => {
      const { jobs, observedAt } = listing;
      if (readsStatus && !statusIsCurrent && jobs.length > 0)
        return [
          { outcome: "unchecked", args: { reason: "statusTooOld", observedAt, statusMaxAge: options.statusMaxAge } },
        ];
      if (checkJob !== undefined) return jobs.map((job) => ({ job, ...verdict(() => checkJob(job, listing), 1) }));
      return checkListing === undefined ? [] : [verdict(() => checkListing(listing), jobs.length)];
    },
  };
}

function verdict(check: () => unknown, jobs: number): Verdict {
  try {
    const answer = check();
    if (answer === undefined) return { outcome: "pass", args: { jobs } };
    if (typeof answer === "string" && answer !== "")
      return { outcome: "fail", kind: "custom", args: { message: answer } };
    // Nobody will wait for a promise: its rejection must not end the process.
    if (answer instanceof Promise) answer.catch(() => undefined);
    const message = `it returned ${answer instanceof Promise ? "a promise" : JSON.stringify(answer)}, not a text`;
    return { outcome: "unchecked", args: { reason: "crashed", message } };
  } catch (error) {
    return { outcome: "unchecked", args: { reason: "crashed", message: crashMessage(error) } };
  }
}

/** What a thrown value says. */
export function crashMessage(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
