import { z } from "zod";
import type { BuiltInRule, RuleDefinition } from "../../checks/definition";
import { DRIFT_KINDS } from "../../checks/drift";
import type { ArgumentForm, RuleArgument } from "../../checks/rule-argument";
import * as builtInRules from "../../checks/rules";
import { SEVERITIES } from "../../checks/severity";
import { API_VERSIONS } from "../../model/api-version";
import { JobStatus, MigrationType } from "../../model/documented-values";
import type { JobFilter } from "../../model/filter";
import { slipOf, suggestion } from "../../text/nearest";

/**
 * A map that knows its keys, which {@link flawsOf} names to whoever mistypes one.
 *
 * @param inner keys that stand below another one, where people look for them here.
 */
function map<S extends z.ZodRawShape>(shape: S, inner: readonly string[] = []) {
  const known = [...Object.keys(shape), ...inner];
  return z.strictObject(shape, {
    error: (issue) => {
      return issue.code === "unrecognized_keys" ? known.join(" ") : undefined;
    },
  });
}

const filled = z.string().min(1, "write something");

/** A text, also where YAML makes a number of it because nobody wrote quotes. */
const text = z
  .union([z.string().min(1, "write a text"), z.int()], { error: "write a text" })
  .transform(String)
  .meta({ id: "text" });

const DIGITS = "write the digits of an id as the console or dijobs list shows them, as 16626";

/** A decimal id; unquoted digits beyond 2^53 are texts already when they come here. */
const id = z
  .union([z.string().regex(/^[1-9][0-9]{0,18}$/, DIGITS), z.int(DIGITS).positive(DIGITS)], { error: DIGITS })
  .transform(String)
  .meta({ id: "id" });

function oneOrMore<T extends z.ZodType>(value: T, form: string) {
  return z.union([value, z.array(value).min(1, `write ${form}, or a list of at least one`)], {
    error: `write ${form}, or a list of them`,
  });
}

const texts = oneOrMore(text, "a text").meta({ id: "texts" });

/** Offers the documented values in editors, and takes any other that is no slip of one. */
function documented(values: readonly string[]) {
  const value = z.union([z.enum(values), text], { error: "write a text" }).refine((each) => !slipOf(each, values), {
    error: ({ input }) => `did you mean '${slipOf(String(input), values)}'?`,
  });
  return oneOrMore(value, "a text");
}

const pattern = filled.describe("A regular expression; anchor it with ^ and $ to mean the whole name.");

const jobs = map({
  jobName: oneOrMore(
    z.union([text, map({ pattern })], { error: "write a whole name or { pattern: … }" }),
    "a whole name, { pattern: … }",
  )
    .exactOptional()
    .describe("Whole names, case-sensitive, or { pattern: ^orders_ }."),
  diJobId: oneOrMore(id, "an id").exactOptional().describe("Ids of jobs."),
  jobStatus: documented(Object.values(JobStatus)).exactOptional(),
  migrationType: documented(Object.values(MigrationType)).exactOptional(),
  sourceDataSourceType: texts.exactOptional().describe("Kinds of source, such as MySQL."),
  destinationDataSourceType: texts.exactOptional().describe("Kinds of destination, such as Hologres."),
} satisfies Record<keyof JobFilter, z.ZodType>).meta({
  id: "jobs",
  description: "The jobs that the rule is about: those that match every field.",
});

const workspace = text.describe("An alias of this file, or <regionId>/<projectId>.");

const label = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, "a label has letters, digits, '.', '_' and '-'")
  .meta({ id: "label" });

const statusMaxAge = z
  .string()
  .regex(/^[1-9][0-9]{0,6}[smhd]$/, "write a whole number and a unit: 30s, 10m, 24h or 7d")
  .optional()
  .describe("Oldest status from a snapshot that still counts, such as 24h.");

const common = {
  id: text.describe("What people read, acknowledge and link to; no two rules share one."),
  workspaces: z
    .array(workspace)
    .min(1, "name one, or leave it out")
    .optional()
    .describe("Where the rule holds; everywhere when left out."),
  jobs: jobs.optional(),
  severity: z.enum(SEVERITIES).optional().describe("How much a finding matters; error when left out."),
  help: filled.optional().describe("Where to read more: an address shown with every finding."),
};

/** How an argument of each form is written in a policy file; a function cannot be written there. */
const FORMS = {
  texts: (values) => (values === undefined ? texts : documented(values)),
  pattern: () => filled,
  count: () => z.int().min(0, "use 0 or more"),
  flag: () => z.boolean(),
} as const satisfies Partial<Record<ArgumentForm, (values: readonly string[] | undefined) => z.ZodType>>;

function argument({ form, values, description, default: whenLeftOut }: RuleArgument) {
  if (form === "function") return z.never();
  const schema = FORMS[form](values);
  return (whenLeftOut === undefined ? schema : schema.optional()).describe(description);
}

function rule({ kind, meaning, arguments: args }: (typeof builtInRules)[BuiltInRule]) {
  const own = Object.entries<RuleArgument>(args).map(([name, given]) => [name, argument(given)] as const);
  const shape = map({ ...Object.fromEntries(own), statusMaxAge }).describe(`The arguments of ${kind}.`);
  return map(
    {
      ...common,
      rule: z.literal(kind).describe(meaning),
      with: own.length > 0 ? shape : shape.optional(),
    },
    [...own.map(([name]) => name), "statusMaxAge"].map((name) => `with.${name}`),
  );
}

/** What the arguments of the rules say about the data, which the compiler cannot follow. */
type Rules = [RuleSchema, ...RuleSchema[]];
type RuleSchema = z.ZodType<RuleDefinition> & z.core.$ZodTypeDiscriminable;

const rules = z.discriminatedUnion("rule", Object.values(builtInRules).map(rule) as readonly unknown[] as Rules, {
  error: ({ input }) =>
    typeof input === "object"
      ? suggestion(String(Object(input).rule), Object.keys(builtInRules))
      : "write every rule with an id, as { id: unique, rule: uniqueNames }",
});

/** Why something is accepted, by whom, and until when. */
const accepted = {
  reason: z.string().trim().min(10, "say why in at least 10 characters").describe("Why this is accepted."),
  by: filled.describe("Who answers for it."),
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "write the last day as YYYY-MM-DD, for example 2027-01-31")
    .describe("Last day on which it counts, that day included, as YYYY-MM-DD."),
};

const acknowledgement = map({
  id: text.describe("Id of the rule whose findings are meant."),
  workspace: workspace.optional().describe("The workspace that is meant; every one when left out."),
  job: z
    .union([map({ diJobId: id }), map({ jobName: text })], { error: "write { diJobId: … } or { jobName: … }" })
    .optional()
    .describe("The job that is meant, by its id, which survives a rename, or by its whole name."),
  ...accepted,
});

const ignore = map({
  kind: oneOrMore(z.enum(DRIFT_KINDS), `one of ${DRIFT_KINDS.join(", ")}`)
    .exactOptional()
    .describe("Kinds of difference that are meant; every kind when left out."),
  workspace: workspace.optional().describe("The workspace that is meant; every one when left out."),
  job: z
    .union([map({ diJobId: id }), map({ jobName: text }), map({ pattern })], {
      error: "write { diJobId: … }, { jobName: … } or { pattern: … }",
    })
    .optional()
    .describe("The jobs that are meant, before or after; all when left out."),
  ...accepted,
});

/** How a workspace, or all that are seen, are asked. */
const asked = {
  regionId: filled.describe("Region, such as cn-shanghai."),
  apiVersion: z.enum(API_VERSIONS).exactOptional().describe("Version of the API that is asked."),
  profile: text
    .optional()
    .describe("Profile of the CLI or SDK files as which it is asked; the run's credentials when left out."),
  labels: z.array(label).min(1, "write one, or leave it out").optional().describe("Words for --label."),
};

const discovery = map({
  ...asked,
  names: pattern.optional().describe("A regular expression for the names that people type; every name when left out."),
});

const ONE_RULE = "write at least one rule, as rules: [{ id: unique, rule: uniqueNames }]";

/** The shape of a policy file, version 1; published as `schema/policy-1.json`. */
export const policySchema = map({
  $schema: z.string().optional().describe("Where an editor finds this schema."),
  version: z.literal(1).describe("Version of this form of file."),
  timeZone: z
    .string()
    .min(1)
    .optional()
    .describe("Time zone in which every last day ends, such as Asia/Shanghai; UTC when left out."),
  workspaces: z
    .record(
      z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, "an alias has letters, digits, '.', '_' and '-'"),
      map({
        ...asked,
        projectId: id.exactOptional().describe("Id of the workspace; it has this or projectName."),
        projectName: filled.exactOptional().describe("Name of the workspace: the identifier, not the display name."),
      }),
    )
    .optional()
    .describe("The workspaces by the aliases that are used for them everywhere."),
  discover: oneOrMore(discovery, "regionId, with profile and names where they are needed")
    .optional()
    .describe("Stands for all workspaces that an account sees."),
  drift: map({ ignore: z.array(ignore).min(1, "write at least one entry, or leave it out") })
    .optional()
    .describe("Differences from the snapshot that dijobs drift expects until a day."),
  longestAcknowledgementDays: z
    .int("write a whole number of days")
    .min(1, "write a whole number of days, 1 or more")
    .max(36_500, "write fewer days, or leave it out for no limit")
    .optional()
    .describe("Longest time from today to the last day of an acknowledgement; one that lasts longer accepts nothing."),
  rules: z.array(rules, ONE_RULE).min(1, ONE_RULE),
  acknowledge: z.array(acknowledgement).optional().describe("Findings that are known and accepted until a day."),
});
