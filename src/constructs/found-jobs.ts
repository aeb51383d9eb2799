import { type DataWorksError, forAll } from "../errors/error";
import { jobIdNotFound, jobNameAmbiguous, jobNotFound } from "../errors/jobs";
import { jobNotRecorded } from "../errors/snapshot";
import { once } from "../lookup/once";
import { sameText } from "../model/filter";
import { groupBy } from "../model/group-by";
import type { DiJob } from "../model/job";
import type { Listing } from "../model/listing";
import type { JobHistory } from "../snapshot/history";
import { nearestNames } from "../text/nearest";
import { quoted } from "../text/words";
import type { StackDiJob } from "./stack-di-job";

/** What is known about the jobs of an answer. */
export interface AboutJobs {
  /** Makes a job for the stack. */
  readonly make: (job: DiJob) => StackDiJob;
  /** What was asked, for messages. */
  readonly where: string;
  /** What the snapshot knows about the answer. */
  readonly history: JobHistory | undefined;
}

/** The jobs of an answer, in memory, found by name, id or filter; each is made for the stack when it is asked for. */
export class FoundJobs {
  readonly #listing: Listing;
  readonly #about: AboutJobs;
  readonly #byName: ReadonlyMap<string, readonly DiJob[]>;
  readonly #byId: () => ReadonlyMap<string, DiJob>;
  readonly #made = new Map<DiJob, StackDiJob>();

  constructor(listing: Listing, about: AboutJobs) {
    this.#listing = listing;
    this.#about = about;
    this.#byName = groupBy(listing.jobs, ({ jobName }) => jobName);
    this.#byId = once(() => new Map(listing.jobs.map((job) => [job.diJobId, job])));
  }

  get count(): number {
    return this.#listing.jobs.length;
  }

  get jobs(): readonly StackDiJob[] {
    return this.#listing.jobs.map((job) => this.#forStack(job));
  }

  find(jobName: string): StackDiJob {
    const job = this.tryFind(jobName);
    if (job !== undefined) return job;
    if (this.#listing.recordedNames !== undefined) throw this.#notRecorded(quoted(jobName));
    const names = [...this.#byName.keys()];
    const nearest = nearestNames(jobName, names, 5);
    throw jobNotFound(jobName, this.#about.where, { nearest, names }, this.#about.history?.hints(jobName));
  }

  /** By the name as the API writes it, or as a literal. */
  tryFind(jobName: string): StackDiJob | undefined {
    const namesakes = this.#byName.get(jobName) ?? this.#listing.jobs.filter((job) => sameText(job.jobName, jobName));
    const [job, ...others] = namesakes;
    if (job === undefined) {
      // That a name was free is recorded, too.
      if (this.#listing.recordedNames?.some((name) => sameText(name, jobName)) === false)
        throw this.#notRecorded(quoted(jobName));
      return undefined;
    }
    if (others.length === 0) return this.#forStack(job);
    throw jobNameAmbiguous(
      job.jobName,
      this.#about.where,
      namesakes.map(({ diJobId }) => diJobId),
    );
  }

  findAll(jobNames: readonly string[]): StackDiJob[] {
    return forAll(jobNames, (jobName) => this.find(jobName));
  }

  findById(diJobId: string): StackDiJob {
    const job = this.#byId().get(diJobId);
    if (job === undefined) {
      if (this.#listing.recordedNames !== undefined) throw this.#notRecorded(`the job with the id ${quoted(diJobId)}`);
      throw jobIdNotFound(diJobId, this.#about.where);
    }
    return this.#forStack(job);
  }

  select(selects: (job: DiJob) => boolean): StackDiJob[] {
    return this.#listing.jobs.filter(selects).map((job) => this.#forStack(job));
  }

  #notRecorded(job: string): DataWorksError {
    return jobNotRecorded(job, this.#about.where, this.#listing.observedAt);
  }

  #forStack(job: DiJob): StackDiJob {
    const made = this.#made.get(job) ?? this.#about.make(job);
    this.#made.set(job, made);
    return made;
  }
}
