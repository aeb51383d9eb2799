/** What a job of GitLab CI says that a runner reads; `extends` is resolved in it. */
export interface GitLabJob {
  readonly stage?: string;
  readonly rules?: readonly { readonly if?: string }[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly artifacts?: {
    readonly name?: string;
    readonly paths?: readonly string[];
    readonly reports?: Readonly<Record<string, string>>;
  };
}

type Raw = Partial<GitLabJob> & { readonly extends?: string };

/** Keys at the top of a file that are no jobs. */
const NO_JOBS = ["stages", "workflow", "default", "include", "variables"];

/** The jobs of a `.gitlab-ci.yml`, as GitLab merges them: `extends` deeply for mappings, and `default` where a job says nothing. */
export function gitLabJobs(file: Readonly<Record<string, Raw>>): Map<string, GitLabJob> {
  const resolved = (name: string): Raw => {
    const { extends: parent, ...own } = file[name] ?? {};
    return parent === undefined ? own : (merged(resolved(parent), own) as Raw);
  };
  const names = Object.keys(file).filter((name) => !name.startsWith(".") && !NO_JOBS.includes(name));
  return new Map(names.map((name) => [name, { script: [], ...file.default, ...resolved(name) }]));
}

function merged(under: unknown, over: unknown): unknown {
  if (!isMapping(under) || !isMapping(over)) return over;
  const entries = Object.entries(over).map(([key, value]) => [key, merged(under[key], value)] as const);
  return { ...under, ...Object.fromEntries(entries) };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The variables of a job, with those in them replaced as GitLab does it. */
export function expandedVariables(job: GitLabJob, given: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(job.variables ?? {}).map(([name, value]) => {
    return [name, value.replace(/\$(\w+)/g, (_, variable: string) => given[variable] ?? "")] as const;
  });
  return { ...given, ...Object.fromEntries(own) };
}
