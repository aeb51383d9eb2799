import { Construct } from "constructs";
import type { Rule } from "../checks/rule";
import { notInStack } from "../errors/arguments";
import { list, text } from "../model/arguments";
import { type Duration, durationMs } from "../model/duration";
import { type JobFilter, matcher } from "../model/filter";
import { idArgument } from "../model/workspace";
import type { JobName } from "../snapshot/recorded";
import { type Assertion, type AssertOptions, assertion } from "./assertion";
import { AwaitedJobs } from "./awaited-jobs";
import { type DiJobsProps, lookUp, prefetch } from "./di-jobs-props";
import { type FreshnessGuard, type FreshnessOptions, freshnessSeverity, requireFreshness } from "./freshness";
import { type JobMap, type JobMapOptions, jobMap, mapShape } from "./job-map";
import { judgeAtValidation } from "./judgement";
import { type Overridable, stackOf } from "./overrides";
import { pathIn, placed } from "./placed";
import { type RecordedConstruct, recordAfterSynth } from "./recording";
import type { NumberToken, StackDiJob } from "./stack-di-job";

/**
 * The workspace that props name, as `<regionId>/<projectId>` or `<regionId>/<projectName>`, where the compiler can tell; what is
 * written so already stays.
 */
export type WorkspaceOf<P extends DiJobsProps | string> = P extends string
  ? P
  : P extends { regionId: infer R extends string }
    ? P extends { projectName: infer N extends string }
      ? `${R}/${N}`
      : P extends { projectId: infer I extends string | number }
        ? `${R}/${I}`
        : string
    : string;

/**
 * What makes a {@link DiJobsConstruct}, whose workspace the compiler takes from the props.
 *
 * Apart from the type of what it makes, because a field is declared by its workspace, and the compiler would compare the props.
 */
export interface DiJobsClass extends Omit<typeof DiJobsConstruct, "prototype"> {
  /**
   * Starts the lookup and does not wait for it.
   *
   * @throws DataWorksError `NotInStack`, `UnresolvedToken`, `InvalidArgument`, or `SnapshotInvalid` in the modes `record` and
   * `fill`.
   */
  new <const P extends DiJobsProps = DiJobsProps>(
    scope: Construct,
    id: string,
    props: P,
  ): DiJobsConstruct<WorkspaceOf<P>>;
}

interface OfWorkspace<W extends string> {
  // The parameter of a method, which fits in both directions.
  is(workspace: W): void;
}

/** Under this the compiler keeps the workspace of a construct; nothing stands there. */
declare const WORKSPACE: unique symbol;

/**
 * The Data Integration jobs of a DataWorks workspace, looked up at synth time.
 *
 * The lookup starts when the construct is built and is awaited when a job is first read; equal questions are asked
 * once per process. A lookup that nobody read is awaited when the stack is validated, so that no failure is lost.
 */
export abstract class DiJobsConstruct<W extends string = string> extends Construct implements Iterable<StackDiJob> {
  /**
   * Starts lookups before the stacks that use them are built, and returns at once.
   *
   * What a lookup fails with is told where its jobs are read. In an app that a fake answers nothing is asked.
   *
   * @throws DataWorksError `InvalidArgument`, `UnresolvedToken`, and `SnapshotInvalid` in the modes `record` and `fill`.
   *
   * @example
   * DiJobs.prefetch([{ regionId: "cn-shanghai", projectId: 1967 }, { regionId: "cn-beijing", projectId: 2044 }]);
   */
  static prefetch(props: readonly DiJobsProps[]): void {
    prefetch(props);
  }

  /** Nothing: a workspace and one that is not known fit each other, and two known ones do not. */
  declare readonly [WORKSPACE]?: OfWorkspace<W>;
  readonly #stack: Overridable;
  readonly #jobs: AwaitedJobs;
  readonly #recorded: RecordedConstruct & { refreshAfterMs?: number };
  readonly #assertions: Assertion[] = [];

  constructor(scope: Construct, id: string, props: DiJobsProps, numberToken: NumberToken) {
    const path = pathIn(scope, id);
    super(scope, id);
    const stack = stackOf(this);
    if (stack === undefined) throw notInStack(path);
    this.#stack = stack;
    const lookup = this.#placed(() => lookUp(this, props));
    this.#jobs = new AwaitedJobs(this, lookup, numberToken);
    judgeAtValidation(this, this.#jobs, this.#assertions);
    this.#recorded = { construct: this, jobs: this.#jobs };
    recordAfterSynth(this.#recorded);
  }

  /**
   * Every job, sorted by id, numerically; waits for the answer.
   *
   * @throws DataWorksError as a lookup does: {@link DiJobs}.
   */
  get all(): readonly StackDiJob[] {
    return this.#placed(() => this.#jobs.all().jobs);
  }

  /**
   * The id of every job, in decimal digits, sorted numerically; waits for the answer.
   *
   * @throws DataWorksError as a lookup does: {@link DiJobs}.
   */
  get ids(): readonly string[] {
    return this.all.map((job) => job.diJobId);
  }

  /**
   * The name of every job, in the order of their ids; waits for the answer.
   *
   * @throws DataWorksError as a lookup does: {@link DiJobs}.
   */
  get names(): readonly string[] {
    return this.all.map((job) => job.jobName);
  }

  /**
   * How many jobs there are; waits for the answer.
   *
   * @throws DataWorksError as a lookup does: {@link DiJobs}.
   */
  get totalCount(): number {
    return this.#placed(() => this.#jobs.all().count);
  }

  /**
   * Every job, sorted by id; waits for the answer.
   *
   * @throws DataWorksError as a lookup does: {@link DiJobs}.
   *
   * @example
   * for (const job of jobs) console.log(job.jobName);
   */
  [Symbol.iterator](): Iterator<StackDiJob> {
    return this.all[Symbol.iterator]();
  }

  /**
   * The job whose name is exactly `jobName`, compared case-sensitively; waits for the answer.
   *
   * @throws DataWorksError `JobNotFound` with the nearest names, `JobNameAmbiguous` with all ids, `InvalidArgument`,
   * `UnresolvedToken`, or as a lookup does: {@link DiJobs}.
   *
   * @example
   * const orders = jobs.findJob("orders_to_holo");
   */
  findJob(jobName: JobName<W>): StackDiJob {
    return this.#placed(() => {
      const name = text(jobName, "jobName");
      return this.#jobs.use(this.#jobs.single((jobs) => jobs.find(name)));
    });
  }

  /**
   * The job whose name is exactly `jobName`, or `undefined`; waits for the answer.
   *
   * @throws DataWorksError `JobNameAmbiguous` with all ids, `InvalidArgument`, `UnresolvedToken`, or as a lookup does:
   * {@link DiJobs}.
   *
   * @example
   * const status = jobs.tryFindJob("orders_to_holo")?.jobStatus ?? "missing";
   */
  tryFindJob(jobName: JobName<W>): StackDiJob | undefined {
    return this.#placed(() => {
      const name = text(jobName, "jobName");
      const job = this.#jobs.single((jobs) => jobs.tryFind(name));
      return job === undefined ? this.#jobs.useFreeName(name) : this.#jobs.use(job);
    });
  }

  /**
   * The jobs of these names, in this order; waits for the answer.
   *
   * @throws DataWorksError one that lists every name that was not found, or was found twice: `JobNotFound`,
   * `JobNameAmbiguous`; `InvalidArgument`, `UnresolvedToken`, or as a lookup does: {@link DiJobs}.
   *
   * @example
   * const [orders, crm] = jobs.findJobs(["orders_to_holo", "crm_to_holo"]);
   */
  findJobs(jobNames: readonly JobName<W>[]): StackDiJob[] {
    return this.#placed(() => {
      const names = list(text)(jobNames, "jobNames");
      return this.#jobs.single((jobs) => jobs.findAll(names)).map((job) => this.#jobs.use(job));
    });
  }

  /**
   * The job with this id; waits for the answer.
   *
   * @param diJobId in decimal digits; a number up to 2^53.
   *
   * @throws DataWorksError `JobNotFound`, `InvalidArgument` for what is no id, `UnresolvedToken`, or as a lookup does:
   * {@link DiJobs}.
   *
   * @example
   * const orders = jobs.findJobById("16626");
   */
  findJobById(diJobId: string | number): StackDiJob {
    return this.#placed(() => {
      const id = String(idArgument(diJobId, "diJobId"));
      return this.#jobs.use(this.#jobs.single((jobs) => jobs.findById(id)));
    });
  }

  /**
   * The jobs that match every given field, sorted by id; waits for the answer.
   *
   * @throws DataWorksError `InvalidArgument` for a field that no filter has, or one that is given and has no value,
   * `UnresolvedToken`, or as a lookup does: {@link DiJobs}.
   *
   * @example
   * jobs.where({ jobName: /^orders_/, jobStatus: ["Failed", "Stopped"] });
   */
  where(filter: JobFilter<JobName<W>>): StackDiJob[] {
    return this.#placed(() => {
      const selects = matcher(filter);
      return this.#jobs.all().select(selects);
    });
  }

  /**
   * The jobs as a map from name to job, for outputs and locals; waits for the answer.
   *
   * @throws DataWorksError `JobNameAmbiguous` when two jobs have one name: `toMap({ by: "diJobId" })` is the way out;
   * `InvalidArgument`, or as a lookup does: {@link DiJobs}.
   *
   * @example
   * new TerraformOutput(this, "di_jobs", { value: jobs.toMap() });
   */
  toMap(options: JobMapOptions = {}): JobMap {
    return this.#placed(() => {
      const shape = mapShape(options);
      return jobMap(this.#jobs.all().jobs, this.#jobs.where, shape);
    });
  }

  /**
   * Checks the jobs by a rule when the stack is validated; all findings of all stacks come together.
   *
   * It does not wait. A finding of severity `error` fails the synthesis, one of severity `warning` is shown.
   * `DIJOBS_FINDINGS=warn` lets errors through for a repair.
   *
   * @throws DataWorksError `InvalidArgument` for what is no rule, no option, or no acknowledgement that can be.
   *
   * @example
   * jobs.assert(rules.jobStatus({ allowed: [JobStatus.Running, JobStatus.Finished] }), { severity: "error" });
   */
  assert(rule: Rule, options: AssertOptions = {}): void {
    this.#assertions.push(this.#placed(() => assertion(rule, options)));
  }

  /**
   * Makes Terraform itself notice that it plans, or applies a saved plan, later than `duration` after this answer.
   *
   * Waits for the answer, and puts its time into the stack. With severity `error`, a late plan is stopped, and what
   * depends on the returned guard is neither created nor updated by a late apply. Not stopped are a late apply of
   * anything else, its deletions (also the one that begins a replacement, unless that creates first), and a
   * `-target` that does not depend on the guard.
   *
   * @param duration such as `24h` or `7d`.
   *
   * @throws DataWorksError `InvalidArgument`, or as a lookup does: {@link DiJobs}.
   *
   * @example
   * const guard = jobs.requireFresherThan("24h");
   * new TerraformResource(this, "group", { terraformResourceType: "alicloud_vpc", dependsOn: [guard] });
   */
  requireFresherThan(duration: Duration, options: { readonly severity: "warning" }): undefined;
  requireFresherThan(duration: Duration, options?: { readonly severity?: "error" }): FreshnessGuard;
  requireFresherThan(duration: Duration, options?: FreshnessOptions): FreshnessGuard | undefined;
  requireFresherThan(duration: Duration, options: FreshnessOptions = {}): FreshnessGuard | undefined {
    return this.#placed(() => {
      const allowedMs = durationMs("duration", duration);
      const severity = freshnessSeverity(options);
      // A recorded answer that is half as old as allowed is worth its new time, even if nothing else changed.
      const { refreshAfterMs = Number.POSITIVE_INFINITY } = this.#recorded;
      this.#recorded.refreshAfterMs = Math.min(refreshAfterMs, allowedMs / 2);
      this.#jobs.found();
      const { observedAt } = this.#jobs.listing();
      const guard = requireFreshness(this.#stack, { of: this.#jobs.where, observedAt, duration, severity });
      return severity === "error" ? guard : undefined;
    });
  }

  #placed<T>(action: () => T): T {
    return placed(this.node.path, action);
  }
}
