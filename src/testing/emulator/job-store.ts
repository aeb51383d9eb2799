import type { ServiceTraits } from "../../model/service-traits";
import { completeJobs, type EmulatedJob, type HeldJob } from "../emulated-job";
import { type CallSelection, selectJobs } from "./listing";
import { inOrder } from "./order";

/** The jobs that the emulator holds, in the order in which they came. */
export class JobStore {
  #byId = new Map<string, HeldJob>();
  /** Ids of jobs that were removed. */
  readonly #gone = new Set<string>();
  /** Selections made since the last change, so that a listing of many pages selects once. */
  readonly #selections = new Map<string, HeldJob[]>();

  constructor(jobs: readonly EmulatedJob[]) {
    this.replace(jobs);
  }

  replace(jobs: readonly EmulatedJob[]): void {
    this.#byId = new Map(completeJobs(jobs).map((job) => [job.diJobId, job]));
    this.#selections.clear();
  }

  /** Adds jobs, behind all others or at a place, from 0. */
  add(jobs: readonly EmulatedJob[], at = this.#byId.size): void {
    const held = [...this.#byId.values()];
    held.splice(at, 0, ...completeJobs(jobs, this.#byId.keys(), this.#gone));
    this.#byId = new Map(held.map((job) => [job.diJobId, job]));
    this.#selections.clear();
  }

  /** Removes a job; `false` when there was none of that id. */
  remove(diJobId: string): boolean {
    this.#selections.clear();
    this.#gone.add(diJobId);
    return this.#byId.delete(diJobId);
  }

  /** Changes fields of a job, which keeps its place; `false` when there is none of that id. */
  update(diJobId: string, changes: Partial<EmulatedJob>): boolean {
    const job = this.#byId.get(diJobId);
    if (job === undefined) return false;
    for (const changed of completeJobs([{ ...job, ...changes, diJobId }])) this.#byId.set(diJobId, changed);
    this.#selections.clear();
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
}
