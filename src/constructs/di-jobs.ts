import { Construct } from "constructs";
import type { Rule } from "../checks/rule";
import type { Severity } from "../checks/severity";
import { notInStack, unresolvedToken } from "../errors/arguments";
import { DataWorksError } from "../errors/error";
import type { Answer, Lookup } from "../lookup/lookup";
import { findingsSetting } from "../lookup/settings";
import { type Duration, durationMs } from "../model/duration";
import type { JobFilter } from "../model/filter";
import { describeQuery } from "../model/query";
import { explain, explainRecorded } from "../snapshot/history";
import type { JobName } from "../snapshot/recorded";
import { isToken } from "../text/token";
import { annotate } from "./annotation";
import { annotateAnswer, annotateRecreated } from "./answer-annotation";
import { type Assertion, type AssertOptions, assertion } from "./assertion";
import { annotateFindings } from "./finding-annotation";
import { FoundJobs } from "./found-jobs";
import { checkFreshness, type FreshnessGuard, type FreshnessOptions, requireFreshness } from "./freshness";
import { type JobMap, type JobMapOptions, jobMap } from "./job-map";
import { type Overridable, stackOf } from "./overrides";
import { ask, contextOf, type DiJobsProps, prefetch } from "./question";
import { type RecordedConstruct, recordAfterSynth } from "./recording";
import { type Outcome, offerOutcome, resultsOfScopes } from "./rule-set-scope";
import { type NumberToken, type StackDiJob, stackDiJob } from "./stack-di-job";

/** The workspace that props name, as `<regionId>/<projectId>`, where the compiler can tell. */
export type WorkspaceOf<P extends DiJobsProps> = P extends { regionId: infer R extends string }
  ? `${R}/${P["projectId"]}`
  : string;

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
   * @example
   * DiJobs.prefetch([{ regionId: "cn-shanghai", projectId: 1967 }, { regionId: "cn-beijing", projectId: 2044 }]);
   */
  static prefetch(props: readonly DiJobsProps[]): void {
    for (const each of props) prefetch(each);
  }

  readonly #stack: Overridable;
  readonly #lookup: Lookup;
  #found: FoundJobs | undefined;
  readonly #used = new Set<string>();
  readonly #recorded: RecordedConstruct & { refreshAfterMs?: number };
  readonly #assertions: Assertion[] = [];
  #failureTold = false;

  constructor(
    scope: Construct,
    id: string,
    props: DiJobsProps,
    private readonly numberToken: NumberToken,
  ) {
    super(scope, id);
    const stack = stackOf(this);
    if (stack === undefined) throw notInStack(this.node.path);
    this.#stack = stack;
    this.#lookup = this.#placed(() => ask(this, props));
    this.node.addValidation({ validate: () => this.#validate() });
    offerOutcome(this, () => this.#outcome());
    this.#recorded = { construct: this, lookup: this.#lookup, used: this.#used };
    recordAfterSynth(this.#recorded);
  }

  /** Every job, sorted by id, numerically. */
  get all(): readonly StackDiJob[] {
    this.#used.add("*");
    return this.#placed(() => this.#jobs().jobs);
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
    this.#used.add("*");
    return this.#placed(() => this.#jobs().count);
  }

  /** Every job of the answer, sorted by id. */
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
  findJob(jobName: JobName<W>): StackDiJob {
    return this.#use(this.#placed(() => this.#jobs().find(plain("jobName", jobName))));
  }

  /**
   * The job whose name is exactly `jobName`, or `undefined`.
   *
   * @throws DataWorksError `JobNameAmbiguous` with all ids, or what the lookup failed with.
   */
  tryFindJob(jobName: JobName<W>): StackDiJob | undefined {
    const job = this.#placed(() => this.#jobs().tryFind(plain("jobName", jobName)));
    // That a name is free is knowledge, too.
    if (job === undefined) this.#used.add(jobName);
    return job && this.#use(job);
  }

  /**
   * The jobs of these names, in this order.
   *
   * @throws DataWorksError one that lists every name that was not found, or was found twice.
   */
  findJobs(jobNames: readonly JobName<W>[]): StackDiJob[] {
    const jobs = this.#placed(() => this.#jobs().findAll(jobNames.map((jobName) => plain("jobName", jobName))));
    return jobs.map((job) => this.#use(job));
  }

  /**
   * The job with this id.
   *
   * @throws DataWorksError `JobNotFound`, or what the lookup failed with.
   */
  findJobById(diJobId: string | number): StackDiJob {
    return this.#use(this.#placed(() => this.#jobs().findById(String(plain("diJobId", diJobId)))));
  }

  /**
   * The jobs that match every given field.
   *
   * @example
   * jobs.where({ jobName: /^orders_/, jobStatus: ["Failed", "Stopped"] });
   */
  where(filter: JobFilter): StackDiJob[] {
    this.#used.add("*");
    return this.#placed(() => this.#jobs().select(filter));
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
    this.#used.add("*");
    return this.#placed(() => jobMap(this.#jobs().jobs, this.#where, options));
  }

  /**
   * Checks the jobs by a rule when the stack is validated; all findings of all stacks come together.
   *
   * A finding of severity `error` fails the synthesis, one of severity `warning` is shown. `DIJOBS_FINDINGS=warn`
   * lets errors through for a repair.
   *
   * @throws DataWorksError `InvalidArgument` for an acknowledgement that cannot be.
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
   * @throws DataWorksError `InvalidArgument`, or what the lookup failed with.
   *
   * @example
   * const guard = jobs.requireFresherThan("24h");
   * new TerraformResource(this, "group", { terraformResourceType: "alicloud_vpc", dependsOn: [guard] });
   */
  requireFresherThan(duration: Duration, options: { readonly severity: "warning" }): undefined;
  requireFresherThan(duration: Duration, options?: { readonly severity?: "error" }): FreshnessGuard;
  requireFresherThan(duration: Duration, options?: FreshnessOptions): FreshnessGuard | undefined;
  requireFresherThan(duration: Duration, options: FreshnessOptions = {}): FreshnessGuard | undefined {
    const severity: Severity = options.severity ?? "error";
    this.#placed(() => checkFreshness(duration, severity));
    // A recorded answer that is half as old as allowed is worth its new time, even if nothing else changed.
    const { refreshAfterMs = Number.POSITIVE_INFINITY } = this.#recorded;
    this.#recorded.refreshAfterMs = Math.min(refreshAfterMs, durationMs("duration", duration) / 2);
    this.#placed(() => this.#jobs());
    const { observedAt } = this.#answer().listing;
    const guard = requireFreshness(this.#stack, { of: this.#where, observedAt, duration, severity });
    return severity === "error" ? guard : undefined;
  }

  get #where(): string {
    return describeQuery(this.#lookup.query);
  }

  /** Notes that a job is used, and warns when its name was another job's. */
  #use(job: StackDiJob): StackDiJob {
    this.#used.add(job.raw.jobName);
    // Who records just now is told by the recording itself.
    if (this.#lookup.recordInto === undefined)
      annotateRecreated(this, this.#where, job.raw.jobName, this.#found?.explanation);
    return job;
  }

  /** The jobs for whoever reads them, who is told when there are none. */
  #jobs(): FoundJobs {
    if (this.#found !== undefined) return this.#found;
    try {
      const { jobs, source } = this.#answer().listing;
      const recorded = this.#lookup.recorded();
      this.#found = new FoundJobs(
        jobs,
        (job) => stackDiJob(job, this.numberToken),
        this.#where,
        recorded && (source === "live" ? explain(recorded, jobs) : explainRecorded(recorded)),
      );
      return this.#found;
    } catch (error) {
      this.#failureTold = true;
      throw error;
    }
  }

  #answer(): Answer {
    const answer = this.#lookup.answer();
    annotateAnswer(this, answer);
    return answer;
  }

  #outcome(): Outcome {
    try {
      return this.#answer().listing;
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      return { workspace: this.#lookup.query, message: error.message };
    }
  }

  /** Waits for a lookup that nobody read, and judges by the rules; what the author was told is not told again. */
  #validate(): string[] {
    const outcome = this.#outcome();
    if ("message" in outcome && !this.#failureTold) annotate(this, "error", outcome.message);
    const results = this.#assertions.flatMap((assert) => assert(outcome));
    const findings = findingsSetting(process.env, contextOf(this));
    annotateFindings(this, [...results, ...resultsOfScopes(this)], findings);
    return [];
  }

  /** Does something, and says in its errors that it was here. */
  #placed<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const placed = DataWorksError.is(error) ? error.at(this.node.path) : error;
      // Above an uncaught error Node.js prints the line that throws; this one is none of the user's, and says so.
      throw placed; // node-do-not-add-exception-line
    }
  }
}

/** A value that must be known at synth. */
function plain<T>(name: string, value: T): T {
  if (isToken(value)) throw unresolvedToken(name);
  return value;
}
