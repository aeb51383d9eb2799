import { sameText } from "../filter";
import type { StackDiJob } from "./stack-di-job";

/** Jobs in memory, found by name or id. */
export class JobIndex {
  readonly #byName = new Map<string, StackDiJob[]>();
  readonly #byId = new Map<string, StackDiJob>();

  constructor(readonly jobs: readonly StackDiJob[]) {
    for (const job of jobs) {
      const { jobName, diJobId } = job.raw;
      const namesakes = this.#byName.get(jobName);
      if (namesakes === undefined) this.#byName.set(jobName, [job]);
      else namesakes.push(job);
      this.#byId.set(diJobId, job);
    }
  }

  /** Every job of exactly this name, as the API writes it or as a literal. */
  named(jobName: string): readonly StackDiJob[] {
    return this.#byName.get(jobName) ?? this.jobs.filter(({ raw }) => sameText(raw.jobName, jobName));
  }

  withId(diJobId: string): StackDiJob | undefined {
    return this.#byId.get(diJobId);
  }

  /** Every name, each once, in the order of the jobs. */
  get names(): string[] {
    return [...this.#byName.keys()];
  }
}
