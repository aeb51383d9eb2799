import { DataWorksError, together } from "../errors/error";
import { jobIdNotFound, jobNameAmbiguous, jobNotFound } from "../errors/jobs";
import { type JobFilter, matcher, sameText } from "../model/filter";
import { groupBy } from "../model/group-by";
import type { DiJob } from "../model/job";
import type { Explanation } from "../snapshot/history";
import { nearestNames } from "../text/nearest";
import type { StackDiJob } from "./stack-di-job";

/** The jobs of an answer, in memory, found by name, id or filter; each is made for the stack when it is asked for. */
export class FoundJobs {
  readonly #byName: ReadonlyMap<string, readonly DiJob[]>;
  readonly #byId = new Map<string, DiJob>();
  readonly #made = new Map<DiJob, StackDiJob>();

  /**
   * @param make makes a job for the stack.
   * @param where what was asked, for messages.
   * @param explanation what the snapshot knows about the answer.
   */
  constructor(
    private readonly listed: readonly DiJob[],
    private readonly make: (job: DiJob) => StackDiJob,
    private readonly where: string,
    readonly explanation: Explanation | undefined,
  ) {
    this.#byName = groupBy(listed, ({ jobName }) => jobName);
    for (const job of listed) this.#byId.set(job.diJobId, job);
  }

  get count(): number {
    return this.listed.length;
  }

  get jobs(): readonly StackDiJob[] {
    return this.listed.map((job) => this.#forStack(job));
  }

  find(jobName: string): StackDiJob {
    const job = this.tryFind(jobName);
    if (job !== undefined) return job;
    const names = [...this.#byName.keys()];
    const nearest = nearestNames(jobName, names, 5);
    throw jobNotFound(jobName, this.where, { nearest, names }, this.explanation?.hints(jobName));
  }

  /** By the name as the API writes it, or as a literal. */
  tryFind(jobName: string): StackDiJob | undefined {
    const namesakes = this.#byName.get(jobName) ?? this.listed.filter((job) => sameText(job.jobName, jobName));
    const [job, ...others] = namesakes;
    if (job === undefined) return undefined;
    if (others.length === 0) return this.#forStack(job);
    throw jobNameAmbiguous(
      job.jobName,
      this.where,
      namesakes.map(({ diJobId }) => diJobId),
    );
  }

  findAll(jobNames: readonly string[]): StackDiJob[] {
    const failures: DataWorksError[] = [];
    const found = jobNames.flatMap((jobName) => {
      try {
        return [this.find(jobName)];
      } catch (error) {
        if (!DataWorksError.is(error)) throw error;
        failures.push(error);
        return [];
      }
    });
    const failure = together(failures);
    if (failure !== undefined) throw failure;
    return found;
  }

  findById(diJobId: string): StackDiJob {
    const job = this.#byId.get(diJobId);
    if (job === undefined) throw jobIdNotFound(diJobId, this.where);
    return this.#forStack(job);
  }

  select(filter: JobFilter): StackDiJob[] {
    return this.listed.filter(matcher(filter)).map((job) => this.#forStack(job));
  }

  #forStack(job: DiJob): StackDiJob {
    const made = this.#made.get(job) ?? this.make(job);
    this.#made.set(job, made);
    return made;
  }
}
