import type { Clock } from "../../client/clock";
import { type ClientOptions, listJobs } from "../../client/list-jobs";
import { DataWorksError, together } from "../../errors/error";
import { jobIdAmbiguous, jobNameAmbiguous } from "../../errors/jobs";
import type { DiJob } from "../../model/job";
import { type DiJobsQuery, describeQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import type { Sight, Target } from "./waiting";

/** A workspace, and how it is asked. */
export interface PolledWorkspace {
  readonly query: DiJobsQuery;
  readonly client: ClientOptions;
}

/** An answer, and whether calls failed before it came. */
interface Look {
  readonly jobs: readonly DiJob[];
  readonly isBroken: boolean;
}

type Ask = (workspace: PolledWorkspace, jobNameLike?: string) => Promise<Look>;

type FoundAt = { readonly workspace: PolledWorkspace; readonly jobName: string };

/** Looks at jobs again and again, with as few calls as the API allows, and counts them. */
export class JobPoller {
  /** Calls sent so far. */
  calls = 0;
  /** Where ids were found, and under which name. */
  readonly #places = new Map<Target, FoundAt>();

  readonly #workspaces: readonly PolledWorkspace[];
  readonly #targets: readonly Target[];
  readonly #clock: Clock;

  constructor(workspaces: readonly PolledWorkspace[], targets: readonly Target[], clock: Clock) {
    this.#workspaces = workspaces;
    this.#targets = targets;
    this.#clock = clock;
  }

  /** Looks at every target once, all at the same time. */
  async poll(): Promise<Sight[]> {
    // What several targets ask is asked once: the name of several ids, and all of a workspace where no name is known.
    const asked = new Map<PolledWorkspace, Map<string, Promise<Look>>>();
    const ask: Ask = (workspace, jobNameLike) => {
      const own = asked.get(workspace) ?? new Map<string, Promise<Look>>();
      asked.set(workspace, own);
      const look = own.get(jobNameLike ?? "") ?? this.#list(workspace, jobNameLike);
      own.set(jobNameLike ?? "", look);
      return look;
    };
    return await Promise.all(this.#targets.map((target) => this.#sight(target, ask)));
  }

  async #sight(target: Target, ask: Ask): Promise<Sight> {
    try {
      return "jobName" in target ? await this.#byName(target, ask) : await this.#byId(target, ask);
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      return { error };
    }
  }

  async #byName({ workspace, jobName }: Extract<Target, { jobName: string }>, ask: Ask): Promise<Sight> {
    const where = this.#workspaces.find(({ query }) => workspaceName(query) === workspace);
    if (where === undefined) return {};
    const { jobs, isBroken } = await ask(where, jobName);
    const [job, ...others] = jobs.filter((each) => each.jobName === jobName);
    if (job !== undefined && others.length > 0) {
      const ids = [job, ...others].map(({ diJobId }) => diJobId);
      throw jobNameAmbiguous(jobName, describeQuery(where.query), ids, `name one by its id: --id ${ids[0]}`);
    }
    return job === undefined ? { isBroken } : { job, isBroken };
  }

  /** The API cannot be asked for an id: whole workspaces are listed until one has it, and then its name is asked for. */
  async #byId(target: Target & { readonly diJobId: string }, ask: Ask): Promise<Sight> {
    const place = this.#places.get(target);
    const having = ({ jobs }: Look) => jobs.filter(({ diJobId }) => diJobId === target.diJobId);
    if (place !== undefined) {
      const look = await ask(place.workspace, place.jobName);
      const [job] = having(look);
      if (job !== undefined) return { job, isBroken: look.isBroken };
    }
    const workspaces = place === undefined ? this.#workspaces : [place.workspace];
    const looks = await Promise.all(
      workspaces.map(async (workspace) => {
        try {
          const look = await ask(workspace);
          return having(look).map((job) => ({ workspace, job, isBroken: look.isBroken }));
        } catch (error) {
          if (!DataWorksError.is(error)) throw error;
          return error;
        }
      }),
    );
    // It may be in the one that was not seen, and that also where another one has it.
    const error = together(looks.filter((look) => DataWorksError.is(look)));
    if (error !== undefined) throw error;
    const found = looks.flatMap((look) => (DataWorksError.is(look) ? [] : look));
    const [only] = found;
    if (only === undefined) return {};
    const names = found.map(({ workspace }) => workspaceName(workspace.query));
    if (names.length > 1) throw jobIdAmbiguous(target.diJobId, names);
    const { workspace, job, isBroken } = only;
    this.#places.set(target, { workspace, jobName: job.jobName });
    return { job, isBroken };
  }

  async #list({ query, client }: PolledWorkspace, jobNameLike: string | undefined): Promise<Look> {
    const asked = jobNameLike === undefined ? query : { ...query, jobNameLike };
    let isBroken = false;
    const options: ClientOptions = {
      ...client,
      onFailedCall: () => {
        isBroken = true;
      },
    };
    try {
      const { jobs, calls } = await listJobs(asked, options, this.#clock);
      this.calls += calls;
      return { jobs, isBroken };
    } catch (error) {
      if (DataWorksError.is(error)) this.calls += error.attempts ?? 0;
      throw error;
    }
  }
}
