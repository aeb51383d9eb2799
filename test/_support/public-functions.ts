import { App, TerraformStack } from "cdktf";
import { App as TerrainApp, TerraformStack as TerrainStack } from "cdktn";
import { Construct } from "constructs";
import * as cdktf from "../../src";
import * as cdktn from "../../src/cdktn";
import { DataWorksError } from "../../src/errors/error";
import * as list from "../../src/list";
import * as testing from "../../src/testing";
import { apartFrom, freely, made, or, plain, word } from "./mistakes";

/** A public function with arguments that it takes. */
export interface Row {
  /** Calls it, on something fresh. */
  readonly call: (...given: never[]) => unknown;
  /** Every argument with every property: examples of what is right. */
  readonly full: readonly unknown[];
  /** The same without what may be left out. @default `full` */
  readonly least?: readonly unknown[];
  /** Path of the construct that an error names. @default none */
  readonly where?: string;
  /** The codes of a refusal. @default `InvalidArgument` */
  readonly codes?: readonly string[];
}

const SHANGHAI = { regionId: "cn-shanghai", projectId: or(1967, "text") };
const JOB = {
  regionId: or("cn-shanghai"),
  projectId: "1967",
  diJobId: "16626",
  jobName: "orders",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Running",
  importId: "1967:16626",
};
const QUERY = {
  ...SHANGHAI,
  jobNameLike: "o",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  migrationType: "Full",
  apiVersion: word("2024-05-18"),
  specType: "ALL",
};
const WHERE = { endpoint: "http://127.0.0.1:9", network: word("public"), profile: "default" };
const PROPS = { ...QUERY, ...WHERE, mode: word("locked"), onUnavailable: word("fail") };
const FILTER = {
  jobName: or("orders", "list", "pattern"),
  diJobId: apartFrom(or(16626, "text", "list"), 2 ** 53, Number.NaN, [1.5]),
  jobStatus: or("Running", "list"),
  migrationType: or("Full", "list"),
  sourceDataSourceType: or("MySQL", "list"),
  destinationDataSourceType: or("Hologres", "list"),
};
const LISTS_OF_A_FILTER = {
  jobName: or([or("orders", "pattern")], "text", "pattern"),
  diJobId: or([apartFrom("16626", 1.5, "orders")], "number"),
  jobStatus: or(["Running"], "text"),
  migrationType: or(["Full"], "text"),
  sourceDataSourceType: or(["MySQL"], "text"),
  destinationDataSourceType: or(["Hologres"], "text"),
};
const RULE_OPTIONS = {
  id: apartFrom("unique", ""),
  jobs: FILTER,
  severity: word("warning"),
  help: "https://example.com",
  statusMaxAge: word("24h"),
};
const ACKNOWLEDGEMENT = {
  id: apartFrom("unique", ""),
  workspace: apartFrom("cn-shanghai/1967", "cn-shanghai", "1967"),
  job: { jobName: "orders" },
  reason: apartFrom("known since the migration", "short"),
  by: "ops",
  until: apartFrom("2999-12-31", "2999-02-31", "tomorrow"),
};
const ALARM = {
  job: JOB,
  diAlarmRuleName: apartFrom("delay", ""),
  metricType: "Delay",
  triggerConditions: apartFrom(
    [{ severity: word("Warning"), duration: apartFrom(10, 0, 1.5), threshold: 300, ddlReportTags: ["RENAMECOLUMN"] }],
    [],
  ),
  notificationSettings: {
    inhibitionInterval: 5,
    notificationChannels: [{ severity: word("Warning"), channels: ["Mail"] }],
    notificationReceivers: [{ receiverType: "AliyunUid", receiverValues: ["1"] }],
  },
  description: "watched",
  enabled: true,
};
const EMULATED = {
  regionId: "cn-shanghai",
  projectId: or("1967", "number"),
  diJobId: or("16626", "number"),
  jobName: "orders",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Running",
  owner: "me",
  specType: word("CLASSIC"),
};
const { regionId: _regionId, projectId: _projectId, ...FAKE } = EMULATED;

const LEAST_ALARM = {
  job: JOB,
  diAlarmRuleName: "beat",
  metricType: "Heartbeat",
  triggerConditions: [{}],
  notificationSettings: {},
};

interface Framework {
  readonly entry: typeof cdktf;
  stack(): TerraformStack;
}

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  cdktf: { entry: cdktf, stack: () => new TerraformStack(new App(), "prod") },
  cdktn: {
    entry: cdktn as unknown as typeof cdktf,
    stack: () => new TerrainStack(new TerrainApp(), "prod") as unknown as TerraformStack,
  },
};

/** The functions of an entry that builds stacks. */
function stackRows({ entry, stack }: Framework): Record<string, Row> {
  const faked = () => {
    const inside = stack();
    testing.fakeDiJobs(inside, { "cn-shanghai/1967": [{ jobName: "orders", diJobId: 16626 }] });
    return inside;
  };
  const jobs = () => new entry.DiJobs(faked(), "jobs", { regionId: "cn-shanghai", projectId: 1967 });
  const of = (method: string): Pick<Row, "call" | "where"> => ({
    call: (...given) => Reflect.apply(Reflect.get(jobs(), method), jobs(), given),
    where: "prod/jobs",
  });
  const called = (name: keyof typeof entry.rules, full: object, least: readonly unknown[]): Record<string, Row> => ({
    [`rules.${name}`]: { call: entry.rules[name], full: [{ ...RULE_OPTIONS, ...full }], least },
  });
  const unique = made(
    entry.rules.uniqueNames(),
    entry.rules.uniqueNames,
    { id: "unique", rule: "uniqueNames" },
    { ...entry.rules.uniqueNames(), severity: "warn" },
    { ...entry.rules.uniqueNames(), severty: "warning" },
  );

  return {
    "new DiJobs": {
      call: (id, props) => new entry.DiJobs(stack(), id, props),
      full: [apartFrom("jobs", ""), PROPS],
      least: ["jobs", SHANGHAI],
      where: "prod",
    },
    "DiJobs.prefetch": { call: entry.DiJobs.prefetch, full: [[PROPS]], least: [[SHANGHAI]] },
    "DiJobs#findJob": { ...of("findJob"), full: ["orders"] },
    "DiJobs#tryFindJob": { ...of("tryFindJob"), full: ["orders"] },
    "DiJobs#findJobs": { ...of("findJobs"), full: [["orders"]] },
    "DiJobs#findJobById": {
      ...of("findJobById"),
      full: [apartFrom(or("16626", "number"), 1.5, 2 ** 53, -1, 0, "", "orders", "016626", Number.NaN)],
    },
    "DiJobs#where": { ...of("where"), full: [FILTER] },
    "DiJobs#where with lists": { ...of("where"), full: [LISTS_OF_A_FILTER] },
    "DiJobs#toMap": { ...of("toMap"), full: [{ by: word("jobName"), fields: [word("jobName")] }], least: [] },
    "DiJobs#assert": {
      ...of("assert"),
      full: [
        unique,
        { severity: word("error"), acknowledge: [ACKNOWLEDGEMENT], timeZone: apartFrom("Asia/Shanghai", "Mars") },
      ],
      least: [unique],
    },
    "DiJobs#requireFresherThan": {
      ...of("requireFresherThan"),
      full: [word("24h"), { severity: word("error") }],
      least: ["24h"],
    },
    "new DiAlarmRule": {
      call: (id, config) => new entry.DiAlarmRule(stack(), id, config),
      full: [apartFrom("alarm", ""), ALARM],
      least: ["alarm", LEAST_ALARM],
      where: "prod",
    },
    applyRules: {
      call: (ruleSet) => entry.applyRules(stack(), ruleSet),
      full: [
        {
          version: apartFrom(1, 2, "1"),
          timeZone: apartFrom("UTC", "Mars"),
          workspaces: or({ orders: { ...SHANGHAI, apiVersion: word("2024-05-18") } }),
          rules: [
            {
              id: apartFrom("unique", ""),
              rule: word("uniqueNames"),
              with: { statusMaxAge: word("24h") },
              workspaces: [word("orders")],
              jobs: { ...FILTER, jobName: or([or({ pattern: "^o" }, "text", "pattern")], "text", "pattern") },
              severity: word("error"),
              help: "https://example.com",
            },
            made(entry.rules.knownValues(), entry.rules.knownValues),
          ],
          acknowledge: [{ ...ACKNOWLEDGEMENT, workspace: word("orders") }],
        },
      ],
      least: [{ version: 1, rules: [{ id: "unique", rule: "uniqueNames" }] }],
      where: "prod",
      // What is a rule set and does not fit together is told in the words that a policy file gets.
      codes: ["InvalidArgument", "PolicyInvalid"],
    },
    "applyRules to a scope": {
      call: (scope) => entry.applyRules(scope, { version: 1, rules: [entry.rules.uniqueNames()] }),
      full: [made(new Construct(stack(), "scope"))],
    },
    jobTags: {
      call: entry.jobTags,
      full: [JOB, { prefix: "di-", fields: [word("jobName")] }],
      least: [JOB],
    },
    "new TagWithJob": {
      call: (job, options) => new entry.TagWithJob(job, options),
      full: [JOB, { prefix: "di-", fields: [word("jobName")], overwrite: true, resourceTypes: ["alicloud_vpc"] }],
      least: [JOB],
    },
    "TagWithJob#visit": {
      call: (construct) => new entry.TagWithJob(plain(JOB) as cdktf.DiJob).visit(construct),
      full: [made(new Construct(stack(), "scope"))],
    },
    literal: { call: entry.literal, full: ["orders"] },
    describeResult: {
      call: entry.describeResult,
      full: [made(RESULT, { ...RESULT, outcome: "failed" }, { ...RESULT, kind: "unique" }, { ...RESULT, args: null })],
    },
    listDiJobs: listRow(entry.listDiJobs),
    ...called("jobExists", { names: or("orders", "list") }, [{ names: ["orders"] }]),
    ...called("jobStatus", { allowed: or("Running", "list") }, [{ allowed: ["Running"] }]),
    ...called("jobName", { pattern: or("^o", "pattern") }, [{ pattern: "^o" }]),
    ...called("migrationType", { allowed: or("Full", "list") }, [{ allowed: ["Full"] }]),
    ...called("dataSourceTypes", { source: or("MySQL", "list"), destination: or("Hologres", "list") }, [
      { source: ["MySQL"] },
    ]),
    ...called("jobCount", { min: apartFrom(1, -1, 1.5), max: 3 }, [{ min: 1 }]),
    ...called("uniqueNames", {}, []),
    ...called("knownValues", {}, []),
    ...called("custom", { checkJob: () => undefined, readsStatus: true }, [
      { id: "own", checkListing: () => undefined },
    ]),
  };
}

const RESULT: cdktf.RuleResult = {
  ruleId: "unique",
  kind: "uniqueNames",
  workspace: "cn-shanghai/1967",
  severity: "error",
  outcome: "pass",
  args: { jobs: 1 },
};

function listRow(listDiJobs: typeof list.listDiJobs): Row {
  return {
    call: async (query, options) => {
      for await (const job of listDiJobs(query, options)) return job;
      return undefined;
    },
    full: [QUERY, { ...WHERE, env: made({ DIJOBS_MAX_ATTEMPTS: "1", DIJOBS_TIMEOUT_MS: "1" }) }],
    least: [SHANGHAI],
  };
}

/** Environment in which a call that nothing refuses asks nobody. */
export const OFFLINE = {
  DIJOBS_MODE: "locked",
  DIJOBS_ENDPOINT: "http://127.0.0.1:9",
  DIJOBS_TIMEOUT_MS: "1",
  DIJOBS_MAX_ATTEMPTS: "1",
};

/** The entries of the package, with a row for each public function, or several. */
export const ENTRIES: Readonly<Record<string, { readonly of: object; readonly rows: Readonly<Record<string, Row>> }>> =
  {
    cdktf: { of: cdktf, rows: stackRows(FRAMEWORKS.cdktf as Framework) },
    cdktn: { of: cdktn, rows: stackRows(FRAMEWORKS.cdktn as Framework) },
    list: { of: list, rows: { listDiJobs: listRow(list.listDiJobs) } },
    testing: {
      of: testing,
      rows: {
        fakeDiJobs: {
          call: (workspaces) => testing.fakeDiJobs(new App(), workspaces),
          full: [freely({ "cn-shanghai/1967": [FAKE] })],
          least: [{ "cn-shanghai/1967": [{ jobName: "orders" }] }],
        },
        "fakeDiJobs of an app": { call: (app) => testing.fakeDiJobs(app, {}), full: [made(new App())] },
        startEmulator: {
          call: testing.startEmulator,
          full: [
            {
              jobs: [EMULATED],
              snapshot: "dataworks.snapshot.json",
              replay: "exchanges.json",
              accessKeys: freely({ id: or({ secret: "a", securityToken: "b", expired: false }, "text") }),
              tls: or({ hostNames: ["localhost"] }, "flag"),
              quotaPerSecond: apartFrom(5, -1, 1.5),
              latencyMs: apartFrom(5, -1, 1.5),
              traits: {
                order: word("newest"),
                nameMatch: word("prefix"),
                nameCase: word("exact"),
                nameWildcards: apartFrom("%_", "_%", "?"),
                emptyList: word("null"),
                specTypeDefault: word("CLASSIC"),
                idsAs: word("text"),
                pageSizeMost: apartFrom(50, 0, 101, 1.5),
                pageSizeEcho: word("asked"),
                pageSizeBeyond: word("cut"),
                totalCount: word("page"),
                refusal: apartFrom("Forbidden.Access", "no code"),
              },
            },
          ],
          least: [],
        },
      },
    },
  };

/** What a call comes to, as a text: the code of its error, where it says that it happened, and what it says. */
export async function answerOf(call: Row["call"], given: readonly unknown[]): Promise<string> {
  try {
    await Reflect.apply(call, undefined, given);
    return "nothing was wrong";
  } catch (error) {
    if (!DataWorksError.is(error)) return String(error);
    const [{ where = "", repairs = [] }] = error.problems;
    return repairs.length === 0 ? `without a repair: ${error.message}` : `${error.code} at ${where}: ${error.message}`;
  }
}
