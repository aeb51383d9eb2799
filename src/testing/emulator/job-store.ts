import type { ServiceTraits } from "../../model/service-traits";
import { completeJobs, type EmulatedJob, type HeldJob } from "../emulated-job";
import type { ApiError } from "./api-error";
import { type CallSelection, selectJobs } from "./listing";
import { inOrder } from "./order";

/** Most answers that are remembered: the pages of 100,000 jobs. */
const MOST_ANSWERS = 1_000;

/** The jobs that the emulator holds, in the order in which they came. */
export class JobStore {
  #byId = new Map<string, HeldJob>();
  /** Ids of jobs that were removed. */
  readonly #gone = new Set<string>();
  /** Selections made since the last change, so that a listing of many pages selects once. */
  readonly #selections = new Map<string, HeldJob[]>();
  /** Answers made since then: a listing reads each page twice. */
  readonly #answers = new Map<string, string | ApiError>();

  constructor(jobs: readonly EmulatedJob[]) {
    this.replace(jobs);
  }

  replace(jobs: readonly EmulatedJob[]): void {
    this.#byId = new Map(completeJobs(jobs).map((job) => [job.diJobId, job]));
    this.#changed();
  }

  /** Adds jobs, behind all others or at a place, from 0. */
  add(jobs: readonly EmulatedJob[], at = this.#byId.size): void {
    const held = [...this.#byId.values()];
    held.splice(at, 0, ...completeJobs(jobs, this.#byId.keys(), this.#gone));
    this.#byId = new Map(held.map((job) => [job.diJobId, job]));
    this.#changed();
  }

  /** Removes a job; `false` when there was none of that id. */
  remove(diJobId: string): boolean {
    this.#changed();
    this.#gone.add(diJobId);
    return this.#byId.delete(diJobId);
  }

  /** Changes fields of a job, which keeps its place; `false` when there is none of that id. */
  update(diJobId: string, changes: Partial<EmulatedJob>): boolean {
    const job = this.#byId.get(diJobId);
    if (job === undefined) return false;
    for (const changed of completeJobs([{ ...job, ...changes, diJobId }])) this.#byId.set(diJobId, changed);
    this.#changed();
    return true;
  }

  /** The ids of all workspaces in which jobs stand. */
  get projectIds(): string[] {
    return [...this.#byId.values()].map(({ projectId }) => projectId);
  }

  /** The jobs of a selection as a service lists them that has these traits. */
  select(selection: CallSelection, traits?: ServiceTraits): readonly HeldJob[] {
    const key = JSON.stringify([selection, traits]);
    const selected =
      this.#selections.get(key) ?? inOrder(selectJobs(this.#byId.values(), selection, traits), traits?.order);
    this.#selections.set(key, selected);
    return selected;
  }

  /** Answers what is asked, with the same words until a job changes. */
  untilChanged(asked: readonly unknown[], answer: () => string | ApiError): string | ApiError {
    const key = JSON.stringify(asked);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#answers.size >= MOST_ANSWERS) this.#answers.clear();
    const told = answer();
    this.#answers.set(key, told);
    return told;
  }

  #changed(): void {
    this.#selections.clear();
    this.#answers.clear();
  }
}
