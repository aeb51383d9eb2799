import { Construct } from "constructs";
import { type Acknowledgement, checkAcknowledgement } from "../checks/acknowledge";
import { evaluate } from "../checks/evaluate";
import type { Evaluation } from "../checks/evaluation";
import type { Severity } from "../checks/result";
import type { Rule } from "../checks/rule";
import { type Duration, durationMs } from "../duration";
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
import { fakeLookup, fakeOf } from "../lookup/fake";
import { type Answer, type Lookup, startLookup } from "../lookup/lookup";
import { type Context, findingsSetting, queryDefaults, resolveSettings, type SettingProps } from "../lookup/settings";
import { canonicalQuery, type DiJobsQuery, describeQuery, type QueryProps } from "../query";
import { type Explanation, explain } from "../snapshot/explain";
import type { JobName } from "../snapshot/recorded";
import { isToken } from "../token";
import { annotate } from "./annotation";
import { annotateAnswer, annotateRecreated } from "./answer-annotation";
import { annotateFindings } from "./finding-annotation";
import { checkFreshness, type FreshnessGuard, type FreshnessOptions, requireFreshness } from "./freshness";
import { JobIndex } from "./job-index";
import { type JobMap, type JobMapOptions, jobMap } from "./job-map";
import { type Overridable, stackOf } from "./overrides";
import { type RecordedConstruct, recordAfterSynth } from "./recording";
import { type Outcome, offerOutcome, resultsOfScopes } from "./rule-set-scope";
import { type NumberToken, type StackDiJob, stackDiJob } from "./stack-di-job";

/** What to look up, where, as whom and how; every value must be known at synth. */
export interface DiJobsProps extends QueryProps, SettingProps {}

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
    for (const each of props) start(each, contextFromCli());
  }

  readonly #stack: Overridable;
  readonly #lookup: Lookup;
  #index: JobIndex | undefined;
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
    try {
      const stack = stackOf(this);
      if (stack === undefined) throw notInStack(this.node.path);
      this.#stack = stack;
      const context = this.node.tryGetContext("dijobs") as Context | undefined;
      const fake = fakeOf(this.node.root);
      this.#lookup = fake === undefined ? start(props, context) : fakeLookup(question(props, context), fake);
    } catch (error) {
      throw DataWorksError.is(error) && error.code !== "NotInStack" ? error.at(this.node.path) : error;
    }
    this.node.addValidation({ validate: () => this.#validate() });
    offerOutcome(this, () => this.#outcome());
    this.#recorded = { construct: this, lookup: this.#lookup, used: this.#used };
    recordAfterSynth(this.#recorded);
  }

  /** Every job, sorted by id, numerically. */
  get all(): readonly StackDiJob[] {
    this.#used.add("*");
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
  findJob(jobName: JobName<W>): StackDiJob {
    const job = this.tryFindJob(jobName);
    if (job === undefined) throw this.#notFound(jobName);
    return job;
  }

  /**
   * The job whose name is exactly `jobName`, or `undefined`.
   *
   * @throws DataWorksError `JobNameAmbiguous` with all ids, or what the lookup failed with.
   */
  tryFindJob(jobName: JobName<W>): StackDiJob | undefined {
    if (isToken(jobName)) throw unresolvedToken("jobName").at(this.node.path);
    const [job, ...others] = this.#jobs().named(jobName);
    this.#used.add(job?.raw.jobName ?? jobName);
    if (job !== undefined) annotateRecreated(this, this.#where, job.raw.jobName, this.#explanation());
    if (job === undefined || others.length === 0) return job;
    const ids = [job, ...others].map(({ raw }) => raw.diJobId);
    throw jobNameAmbiguous(job.raw.jobName, this.#where, ids).at(this.node.path);
  }

  /**
   * The jobs of these names, in this order.
   *
   * @throws DataWorksError one that lists every name that was not found, or was found twice.
   */
  findJobs(jobNames: readonly JobName<W>[]): StackDiJob[] {
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
    this.#used.add(job.raw.jobName);
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
    const { severity, acknowledge = [], timeZone = "UTC" } = options;
    for (const acknowledgement of acknowledge) checkAcknowledgement(acknowledgement);
    this.#assertions.push({ rules: [rule], severity, acknowledgements: acknowledge, timeZone });
  }

  /**
   * Makes Terraform itself notice that it plans, or applies a saved plan, later than `duration` after this answer.
   *
   * Waits for the answer, and puts its time into the stack. With severity `error`, resources that depend on the
   * returned guard are neither created nor updated late; without that, a late apply is only reported when it is over.
   * `-target` skips the guard, and what a saved plan deletes, it deletes.
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
    checkFreshness(duration, severity);
    // A recorded answer that is half as old as allowed is worth its new time, even if nothing else changed.
    const { refreshAfterMs = Number.POSITIVE_INFINITY } = this.#recorded;
    this.#recorded.refreshAfterMs = Math.min(refreshAfterMs, durationMs("duration", duration) / 2);
    const { observedAt } = this.#answer().listing;
    const guard = requireFreshness(this.#stack, { of: this.#where, observedAt, duration, severity });
    return severity === "error" ? guard : undefined;
  }

  get #where(): string {
    return describeQuery(this.#lookup.query);
  }

  /** The jobs for whoever reads them, who is told when there are none. */
  #jobs(): JobIndex {
    if (this.#index !== undefined) return this.#index;
    try {
      const { jobs } = this.#answer().listing;
      this.#index = new JobIndex(jobs.map((job) => stackDiJob(job, this.numberToken)));
      return this.#index;
    } catch (error) {
      this.#failureTold = true;
      throw DataWorksError.is(error) ? error.at(this.node.path) : error;
    }
  }

  #answer(): Answer {
    const answer = this.#lookup.answer();
    annotateAnswer(this, answer);
    return answer;
  }

  #notFound(jobName: string): DataWorksError {
    const hints = this.#explanation()?.hints(jobName) ?? [];
    return jobNotFound(jobName, this.#where, this.#jobs().names, hints).at(this.node.path);
  }

  /** What the snapshot knows about a live answer. */
  #explanation(): Explanation | undefined {
    const recorded = this.#lookup.recorded();
    return recorded && explain(recorded, this.#answer().listing.jobs);
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
    const answered = "jobs" in outcome ? { listings: [outcome] } : { listings: [], unlisted: [outcome] };
    const results = this.#assertions.flatMap((assertion) => evaluate({ ...assertion, ...answered, now: new Date() }));
    const context = this.node.tryGetContext("dijobs") as Context | undefined;
    annotateFindings(this, [...results, ...resultsOfScopes(this)], findingsSetting(process.env, context));
    return [];
  }
}

/** How {@link DiJobs.assert} takes what a rule finds. */
export interface AssertOptions {
  /**
   * How much a finding matters.
   *
   * @default what the rule says, else `error`
   */
  readonly severity?: Severity;
  /** Findings of this rule that are known and accepted until a day. */
  readonly acknowledge?: readonly Acknowledgement[];
  /**
   * Time zone in which a last day ends.
   *
   * @default "UTC"
   */
  readonly timeZone?: string;
}

type Assertion = Pick<Evaluation, "rules" | "severity" | "acknowledgements" | "timeZone">;

function start(props: DiJobsProps, context: Context = {}): Lookup {
  const { env } = process;
  return startLookup(question(props, context), resolveSettings(env, props, context), { ...env });
}

function question(props: DiJobsProps, context: Context = {}): DiJobsQuery {
  for (const [name, value] of Object.entries(props)) if (isToken(value)) throw unresolvedToken(name);
  return canonicalQuery(props, queryDefaults(process.env, context));
}

/** The context that the framework's command line hands to the app it runs. */
function contextFromCli(): Context {
  const context = JSON.parse(process.env.CDKTF_CONTEXT_JSON || "{}") as { dijobs?: Context };
  return context.dijobs ?? {};
}
