import { DataWorksError, jobIdNotFound, jobNameAmbiguous, jobNotFound, together } from "../errors";
import { type JobFilter, matcher, sameText } from "../filter";
import { nearestNames } from "../nearest";
import type { Explanation } from "../snapshot/explain";
import type { StackDiJob } from "./stack-di-job";

/** The jobs of an answer, in memory, found by name, id or filter. */
export class FoundJobs {
  readonly #byName = new Map<string, StackDiJob[]>();
  readonly #byId = new Map<string, StackDiJob>();

  /**
   * @param where what was asked, for messages.
   * @param explanation what the snapshot knows about the answer.
   */
  constructor(
    readonly jobs: readonly StackDiJob[],
    private readonly where: string,
    readonly explanation: Explanation | undefined,
  ) {
    for (const job of jobs) {
      const { jobName, diJobId } = job.raw;
      const namesakes = this.#byName.get(jobName);
      if (namesakes === undefined) this.#byName.set(jobName, [job]);
      else namesakes.push(job);
      this.#byId.set(diJobId, job);
    }
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
    const namesakes = this.#byName.get(jobName) ?? this.jobs.filter(({ raw }) => sameText(raw.jobName, jobName));
    const [job, ...others] = namesakes;
    if (job === undefined || others.length === 0) return job;
    throw jobNameAmbiguous(
      job.raw.jobName,
      this.where,
      namesakes.map(({ raw }) => raw.diJobId),
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
    return job;
  }

  select(filter: JobFilter): StackDiJob[] {
    const selects = matcher(filter);
    return this.jobs.filter(({ raw }) => selects(raw));
  }
}
