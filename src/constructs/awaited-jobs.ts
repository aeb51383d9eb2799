import type { IConstruct } from "constructs";
import type { UnansweredWorkspace } from "../checks/evaluation";
import { DataWorksError } from "../errors/error";
import { wholeListNotRecorded } from "../errors/snapshot";
import type { Lookup } from "../lookup/lookup";
import type { Listing } from "../model/listing";
import { describeQuery } from "../model/query";
import { historyOf, type JobHistory, noHistory } from "../snapshot/history";
import type { SnapshotLookup } from "../snapshot/snapshot";
import { annotate } from "./annotation";
import { annotateAnswer, annotateRecreated } from "./answer-annotation";
import { FoundJobs } from "./found-jobs";
import { type NumberToken, type StackDiJob, stackDiJob } from "./stack-di-job";

/** What a lookup came to: the answer, or why there is none. */
export type ListingAttempt = Listing | UnansweredWorkspace;

/** The jobs that a construct looks up: awaited when they are first read, with a note of which are used. */
export class AwaitedJobs {
  /** What was asked, for messages. */
  readonly where: string;
  readonly #construct: IConstruct;
  #lookup: Lookup;
  readonly #numberToken: NumberToken;
  readonly #used = new Set<string>();
  #history: JobHistory | undefined;
  #found: FoundJobs | undefined;
  #attempt: ListingAttempt | undefined;
  #judged: ListingAttempt | undefined;
  #failureTold = false;

  constructor(construct: IConstruct, lookup: Lookup, numberToken: NumberToken) {
    this.where = describeQuery(lookup.query);
    this.#construct = construct;
    this.#lookup = lookup;
    this.#numberToken = numberToken;
  }

  /** What answers: in mode `fill` another one, once a recorded part did not do. */
  get lookup(): Lookup {
    return this.#lookup;
  }

  /** The names that were asked for so far; `*` where the whole list was read. */
  get used(): ReadonlySet<string> {
    return this.#used;
  }

  /** Whether whoever read the jobs got the failure of the lookup. */
  get failureTold(): boolean {
    return this.#failureTold;
  }

  /** Whether a rule judged them. */
  get isJudged(): boolean {
    return this.#judged !== undefined;
  }

  /** Waits for the jobs, for whoever reads them. */
  found(): FoundJobs {
    if (this.#found !== undefined) return this.#found;
    try {
      const listing = this.listing();
      const { jobs, source } = listing;
      const recorded = this.#pastOf();
      this.#history = recorded && (source === "live" ? historyOf(recorded, jobs) : noHistory(recorded));
      this.#found = new FoundJobs(listing, {
        make: (job) => stackDiJob(job, this.#numberToken),
        where: this.where,
        history: this.#history,
      });
      return this.#found;
    } catch (error) {
      this.#failureTold = true;
      throw error;
    }
  }

  /** What the snapshot knows; a broken one must not stand in the way of what the API says, nor be silent. */
  #pastOf(): SnapshotLookup | undefined {
    const recorded = this.#lookup.recorded();
    if (!DataWorksError.is(recorded)) return recorded;
    annotate(this.#construct, "warn", `what changed since it was recorded is not known: ${recorded.message}`);
    return undefined;
  }

  /** Waits for the jobs, for whoever reads the whole list. */
  all(): FoundJobs {
    this.#used.add("*");
    const found = this.found();
    const { recordedNames, observedAt } = this.listing();
    if (recordedNames === undefined) return found;
    if (this.#askWhole()) return this.found();
    throw wholeListNotRecorded(this.where, observedAt);
  }

  /** Waits for the jobs, for whoever reads single ones; of what a recorded part does not tell, the whole is asked. */
  single<T>(read: (jobs: FoundJobs) => T): T {
    try {
      return read(this.found());
    } catch (error) {
      if (this.#askWhole()) return read(this.found());
      throw error;
    }
  }

  /** Asks for the whole answer, where the snapshot has a part of it and may be filled. */
  #askWhole(): boolean {
    const whole = this.#lookup.whole?.();
    if (whole === undefined) return false;
    this.#lookup = whole;
    this.#found = undefined;
    this.#attempt = undefined;
    return true;
  }

  /** Notes that a job is used, and warns when its name was another job's. */
  use(job: StackDiJob): StackDiJob {
    const { jobName } = job.raw;
    this.#used.add(jobName);
    // Who records just now is told by the recording itself.
    if (this.#lookup.recording === undefined) annotateRecreated(this.#construct, this.where, jobName, this.#history);
    return job;
  }

  /** Notes that a name was asked for which no job has: that it is free is knowledge, too. */
  useFreeName(jobName: string): undefined {
    this.#used.add(jobName);
  }

  /** Waits for the answer as it came. */
  listing(): Listing {
    const answer = this.#lookup.answer();
    annotateAnswer(this.#construct, answer);
    return answer.listing;
  }

  /** Waits for the answer, or for why there is none. */
  attempt(): ListingAttempt {
    this.#attempt ??= this.#tryListing();
    return this.#attempt;
  }

  /** The answer as checks may judge it, the same each time: what is recorded in part is not passed. */
  judged(): ListingAttempt {
    this.#judged ??= this.#asJudged(this.attempt());
    return this.#judged;
  }

  #asJudged(attempt: ListingAttempt): ListingAttempt {
    if (!("jobs" in attempt) || attempt.recordedNames === undefined) return attempt;
    if (this.#askWhole()) return this.attempt();
    return { workspace: attempt.query, problems: wholeListNotRecorded(this.where, attempt.observedAt).problems };
  }

  #tryListing(): ListingAttempt {
    try {
      return this.listing();
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      return { workspace: this.#lookup.query, problems: error.problems };
    }
  }
}
