import { Construct, type IConstruct } from "constructs";
import {
  DataWorksError,
  jobIdNotFound,
  jobNameAmbiguous,
  jobNotFound,
  notInStack,
  together,
  unresolvedToken,
} from "../errors";
import { type JobFilter, matcher } from "../filter";
import { type Answer, type Lookup, startLookup } from "../lookup/lookup";
import { type Context, queryDefaults, resolveSettings, type SettingProps } from "../lookup/settings";
import { canonicalQuery, describeQuery, type QueryProps } from "../query";
import { isToken } from "../token";
import { annotate } from "./annotation";
import { JobIndex } from "./job-index";
import { type JobMap, type JobMapOptions, jobMap } from "./job-map";
import { type NumberToken, type StackDiJob, stackDiJob } from "./stack-di-job";

/** What to look up, where, as whom and how; every value must be known at synth. */
export interface DiJobsProps extends QueryProps, SettingProps {}

/**
 * The Data Integration jobs of a DataWorks workspace, looked up at synth time.
 *
 * The lookup starts when the construct is built and is awaited when a job is first read; equal questions are asked
 * once per process. A lookup that nobody read is awaited when the stack is validated, so that no failure is lost.
 */
export abstract class DiJobsConstruct extends Construct implements Iterable<StackDiJob> {
  /**
   * Starts lookups before the stacks that use them are built, and returns at once.
   *
   * @example
   * DiJobs.prefetch([{ regionId: "cn-shanghai", projectId: 1967 }, { regionId: "cn-beijing", projectId: 2044 }]);
   */
  static prefetch(props: readonly DiJobsProps[]): void {
    for (const each of props) start(each, contextFromCli());
  }

  readonly #lookup: Lookup;
  #index: JobIndex | undefined;
  #failureTold = false;

  constructor(
    scope: Construct,
    id: string,
    props: DiJobsProps,
    private readonly numberToken: NumberToken,
  ) {
    super(scope, id);
    try {
      if (!standsInStack(this)) throw notInStack(this.node.path);
      this.#lookup = start(props, this.node.tryGetContext("dijobs") as Context | undefined);
    } catch (error) {
      throw DataWorksError.is(error) && error.code !== "NotInStack" ? error.at(this.node.path) : error;
    }
    this.node.addValidation({ validate: () => this.#validate() });
  }

  /** Every job, sorted by id, numerically. */
  get all(): readonly StackDiJob[] {
    return this.#jobs().jobs;
  }

  /** The id of every job, sorted. */
  get ids(): readonly string[] {
    return this.all.map((job) => job.diJobId);
  }

  /** The name of every job, in the order of their ids. */
  get names(): readonly string[] {
    return this.all.map((job) => job.jobName);
  }

  /** How many jobs there are. */
  get totalCount(): number {
    return this.all.length;
  }

  [Symbol.iterator](): Iterator<StackDiJob> {
    return this.all[Symbol.iterator]();
  }

  /**
   * The job whose name is exactly `jobName`, compared case-sensitively.
   *
   * @throws DataWorksError `JobNotFound` with the nearest names, `JobNameAmbiguous` with all ids, or what the lookup
   * failed with.
   *
   * @example
   * const orders = jobs.findJob("orders_to_holo");
   */
  findJob(jobName: string): StackDiJob {
    const job = this.tryFindJob(jobName);
    if (job === undefined) throw this.#notFound(jobName);
    return job;
  }

  /**
   * The job whose name is exactly `jobName`, or `undefined`.
   *
   * @throws DataWorksError `JobNameAmbiguous` with all ids, or what the lookup failed with.
   */
  tryFindJob(jobName: string): StackDiJob | undefined {
    if (isToken(jobName)) throw unresolvedToken("jobName").at(this.node.path);
    const [job, ...others] = this.#jobs().named(jobName);
    if (job === undefined || others.length === 0) return job;
    const ids = [job, ...others].map(({ raw }) => raw.diJobId);
    throw jobNameAmbiguous(job.raw.jobName, this.#where, ids).at(this.node.path);
  }

  /**
   * The jobs of these names, in this order.
   *
   * @throws DataWorksError one that lists every name that was not found, or was found twice.
   */
  findJobs(jobNames: readonly string[]): StackDiJob[] {
    const failures: DataWorksError[] = [];
    const jobs = jobNames.flatMap((jobName) => {
      try {
        return [this.findJob(jobName)];
      } catch (error) {
        if (!DataWorksError.is(error) || !(error.code === "JobNotFound" || error.code === "JobNameAmbiguous"))
          throw error;
        failures.push(error);
        return [];
      }
    });
    const failure = together(failures);
    if (failure !== undefined) throw failure;
    return jobs;
  }

  /**
   * The job with this id.
   *
   * @throws DataWorksError `JobNotFound`, or what the lookup failed with.
   */
  findJobById(diJobId: string | number): StackDiJob {
    if (isToken(diJobId)) throw unresolvedToken("diJobId").at(this.node.path);
    const job = this.#jobs().withId(String(diJobId));
    if (job === undefined) throw jobIdNotFound(String(diJobId), this.#where).at(this.node.path);
    return job;
  }

  /**
   * The jobs that match every given field.
   *
   * @example
   * jobs.where({ jobName: /^orders_/, jobStatus: ["Failed", "Stopped"] });
   */
  where(filter: JobFilter): StackDiJob[] {
    const selects = matcher(filter);
    return this.all.filter(({ raw }) => selects(raw));
  }

  /**
   * The jobs as a map from name to job, for outputs and locals.
   *
   * @throws DataWorksError `JobNameAmbiguous` when two jobs have one name: `toMap({ by: "diJobId" })` is the way out.
   *
   * @example
   * new TerraformOutput(this, "di_jobs", { value: jobs.toMap() });
   */
  toMap(options: JobMapOptions = {}): JobMap {
    return jobMap(this.all, this.#where, options);
  }

  get #where(): string {
    return describeQuery(this.#lookup.query);
  }

  #jobs(): JobIndex {
    this.#index ??= new JobIndex(this.#answer().listing.jobs.map((job) => stackDiJob(job, this.numberToken)));
    return this.#index;
  }

  #answer(): Answer {
    try {
      return this.#lookup.answer();
    } catch (error) {
      this.#failureTold = true;
      throw DataWorksError.is(error) ? error.at(this.node.path) : error;
    }
  }

  #notFound(jobName: string): DataWorksError {
    return jobNotFound(jobName, this.#where, this.#jobs().nearest(jobName)).at(this.node.path);
  }

  /** Waits for a lookup that nobody read; what the user was already told is not told again. */
  #validate(): string[] {
    if (this.#failureTold) return [];
    try {
      this.#lookup.answer();
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      annotate(this, "error", error.message);
    }
    return [];
  }
}

function start(props: DiJobsProps, context: Context = {}): Lookup {
  for (const name of ["mode", "onUnavailable", "endpoint", "network", "profile"] as const)
    if (isToken(props[name])) throw unresolvedToken(name);
  const { env } = process;
  return startLookup(canonicalQuery(props, queryDefaults(env, context)), resolveSettings(env, props, context), {
    ...env,
  });
}

/** The context that the framework's command line hands to the app it runs. */
function contextFromCli(): Context {
  const context = JSON.parse(process.env.CDKTF_CONTEXT_JSON || "{}") as { dijobs?: Context };
  return context.dijobs ?? {};
}

/** Both frameworks brand their stacks with the same symbol. */
function standsInStack(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => Symbol.for("cdktf/TerraformStack") in scope);
}
