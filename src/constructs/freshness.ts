import { type Severity, severity } from "../checks/severity";
import { optional, optionsOf } from "../model/arguments";
import { type Duration, durationMs } from "../model/duration";
import { literal } from "../text/literal";
import { visible } from "../text/visible";
import type { Overridable } from "./overrides";

/** How {@link DiJobsConstruct.requireFresherThan | DiJobs.requireFresherThan} treats a late plan or apply. */
export interface FreshnessOptions {
  /**
   * `error` stops it, `warning` lets Terraform print a warning.
   *
   * @default "error"
   */
  readonly severity?: Severity;
}

/**
 * The one resource of a stack that stops a late plan or apply.
 *
 * Resources that must not change late depend on it: `dependsOn: [guard]`.
 */
export interface FreshnessGuard {
  /** Its address in Terraform: `terraform_data.dijobs_freshness`. */
  readonly fqn: string;
}

/** An answer, and how old it may be when Terraform plans or applies. */
export interface FreshnessRequirement {
  /** What was asked, for people. */
  readonly of: string;
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  readonly duration: Duration;
  readonly severity: Severity;
}

const read = optionsOf<FreshnessOptions>("requireFresherThan", { severity: optional(severity) });

/**
 * How a late plan or apply is treated.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export function freshnessSeverity(options: FreshnessOptions): Severity {
  return read(options).severity ?? "error";
}

const NAME = "dijobs_freshness";

/** Hidden on the stack, so that every question, and a second copy of the package, adds to the same guard. */
const REQUIREMENTS = Symbol.for("cdktf-dataworks-di-jobs/freshness");

/**
 * Lets Terraform itself notice that an answer has become too old.
 *
 * All requirements of a stack share one `check` and one guard. Times stand in `locals` only, so that a newer
 * answer changes no resource and no output.
 */
export function requireFreshness(stack: Overridable, requirement: FreshnessRequirement): FreshnessGuard {
  const requirements = requirementsOf(stack);
  requirements.push(requirement);
  stack.addOverride(`locals.${NAME}`, requirements.map(local));
  const of = (severity: Severity, clocks: readonly Clock[]) =>
    requirements.flatMap((one, index) =>
      one.severity === severity ? clocks.map((clock) => condition(one, index, clock)) : [],
    );
  const asserts = of("warning", ["plantimestamp"]);
  // timestamp() is only known when the plan is applied, plantimestamp() already stops the plan.
  const preconditions = of("error", ["plantimestamp", "timestamp"]);
  if (asserts.length > 0) stack.addOverride(`check.${NAME}`, { assert: asserts });
  if (preconditions.length > 0)
    stack.addOverride(`resource.terraform_data.${NAME}`, { lifecycle: { precondition: preconditions } });
  return { fqn: `terraform_data.${NAME}` };
}

type Clock = "plantimestamp" | "timestamp";

function local({ of, observedAt, duration }: FreshnessRequirement) {
  const freshUntil = new Date(Date.parse(observedAt) + durationMs("duration", duration)).toISOString();
  return { jobs_of: literal(of), observed_at: observedAt, fresh_until: freshUntil.replace(/\.\d+Z$/, "Z") };
}

function condition({ of, duration }: FreshnessRequirement, index: number, clock: Clock) {
  const when = clock === "timestamp" ? "apply" : "plan";
  return {
    condition: `\${timecmp(${clock}(), local.${NAME}[${index}].fresh_until) <= 0}`,
    error_message:
      `the jobs of ${literal(visible(of))} were looked up at \${local.${NAME}[${index}].observed_at}, more than ${duration} ` +
      `before this ${when}: synthesize and plan again (with DIJOBS_MODE=locked, first: npx --no-install dijobs refresh)`,
  };
}

function requirementsOf(stack: Overridable & { [REQUIREMENTS]?: FreshnessRequirement[] }): FreshnessRequirement[] {
  const known = stack[REQUIREMENTS];
  if (known !== undefined) return known;
  const requirements: FreshnessRequirement[] = [];
  Object.defineProperty(stack, REQUIREMENTS, { value: requirements });
  return requirements;
}
