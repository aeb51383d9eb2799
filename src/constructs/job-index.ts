import { distance } from "fastest-levenshtein";
import { sameText } from "../filter";
import { compareText } from "../job";
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

  /** The names that a mistyped one may have meant, nearest first. */
  nearest(jobName: string, most = 5): string[] {
    const wanted = jobName.toLowerCase();
    return [...this.#byName.keys()]
      .map((name) => ({ name, far: distance(name.toLowerCase(), wanted) }))
      .sort((a, b) => a.far - b.far || compareText(a.name, b.name))
      .slice(0, most)
      .map(({ name }) => name);
  }
}
