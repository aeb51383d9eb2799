import type { Clock } from "../../client/clock";
import { type ClientOptions, listJobs } from "../../client/list-jobs";
import { DataWorksError } from "../../errors/error";
import { jobNameAmbiguous } from "../../errors/jobs";
import type { DiJob } from "../../model/job";
import { type DiJobsQuery, describeQuery } from "../../model/query";
import type { Sight, Target } from "./waiting";

/** Looks at jobs again and again, with as few calls as the API allows, and counts them. */
export class JobPoller {
  /** Calls sent so far. */
  calls = 0;
  readonly #names = new Map<Target, string>();

  readonly #workspace: DiJobsQuery;
  readonly #targets: readonly Target[];
  readonly #client: ClientOptions;
  readonly #clock: Clock;

  constructor(workspace: DiJobsQuery, targets: readonly Target[], client: ClientOptions, clock: Clock) {
    this.#workspace = workspace;
    this.#targets = targets;
    this.#client = client;
    this.#clock = clock;
  }

  /** Looks at every target once, all at the same time. */
  async poll(timeoutMs: number): Promise<Sight[]> {
    const client = { ...this.#client, timeoutMs: Math.min(this.#client.timeoutMs, timeoutMs) };
    // Several ids whose names are not known yet are looked for in one listing.
    const whole = new Map<string, Promise<readonly DiJob[]>>();
    const ask = (jobNameLike: string | undefined) => {
      const key = jobNameLike ?? "";
      const asked = whole.get(key) ?? this.#list(jobNameLike, client);
      whole.set(key, asked);
      return asked;
    };
    return await Promise.all(this.#targets.map((target) => this.#sight(target, ask)));
  }

  async #sight(target: Target, ask: (jobNameLike?: string) => Promise<readonly DiJob[]>): Promise<Sight> {
    try {
      return "jobName" in target ? await this.#byName(target.jobName, ask) : await this.#byId(target, ask);
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      return { error };
    }
  }

  async #byName(jobName: string, ask: (jobNameLike: string) => Promise<readonly DiJob[]>): Promise<Sight> {
    const jobs = (await ask(jobName)).filter((job) => job.jobName === jobName);
    if (jobs.length > 1) {
      const ids = jobs.map(({ diJobId }) => diJobId);
      throw jobNameAmbiguous(jobName, describeQuery(this.#workspace), ids, `name one by its id: --id ${ids[0]}`);
    }
    const [job] = jobs;
    return job === undefined ? {} : { job };
  }

  /** The API cannot be asked for an id: the whole workspace is listed once, and from then on the name is asked for. */
  async #byId(
    target: { readonly diJobId: string },
    ask: (jobNameLike?: string) => Promise<readonly DiJob[]>,
  ): Promise<Sight> {
    const name = this.#names.get(target);
    const find = (jobs: readonly DiJob[]) => jobs.find(({ diJobId }) => diJobId === target.diJobId);
    const job = (name === undefined ? undefined : find(await ask(name))) ?? find(await ask());
    if (job === undefined) return {};
    this.#names.set(target, job.jobName);
    return { job };
  }

  async #list(jobNameLike: string | undefined, client: ClientOptions): Promise<readonly DiJob[]> {
    const query = jobNameLike === undefined ? this.#workspace : { ...this.#workspace, jobNameLike };
    try {
      const listing = await listJobs(query, client, this.#clock);
      this.calls += listing.calls;
      return listing.jobs;
    } catch (error) {
      if (DataWorksError.is(error)) this.calls += error.attempts ?? 0;
      throw error;
    }
  }
}
