import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sarif } from "../../../../src/cli/report/formats/sarif";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aFleetReport, aReportWithAllowed, baselineOf } from "../../../_support/reports";

const runOf = (report: Report, root = process.cwd()) => JSON.parse(sarif(report, { color: false, root })).runs[0];

const NOT_RUNNING = "look at it in DataWorks, or allow the status";

const at = (startLine: number, name: string, fullyQualifiedName: string) => [
  {
    physicalLocation: {
      artifactLocation: { uri: "conf/di%20jobs.policy.yaml", index: 0 },
      region: { startLine },
    },
    logicalLocations: [{ name, fullyQualifiedName }],
  },
];
const MARK = { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}$/) };

test("each thing that a check says is a result with its rule, weight, place, job and workspace", () => {
  const { results } = runOf(aCheckReport(["a", "b", "c9"]));

  const common = { partialFingerprints: MARK };
  const ofJob = (diJobId: string, jobName: string) => ({ workspace: "cn-shanghai/1967", diJobId, jobName });
  expect(results).toEqual([
    {
      ...common,
      ruleId: "running",
      ruleIndex: 0,
      kind: "fail",
      level: "error",
      message: { text: `orders: 'b' (2) is Failed, not Running: ${NOT_RUNNING}` },
      locations: at(6, "b", "cn-shanghai/1967/2"),
      properties: { kind: "jobStatus", ...ofJob("2", "b") },
    },
    {
      ...common,
      ruleId: "required",
      ruleIndex: 1,
      kind: "fail",
      level: "error",
      message: { text: expect.stringMatching(/^orders: cn-shanghai\/1967 has no job named 'missing/) },
      locations: at(14, "cn-shanghai/1967", "cn-shanghai/1967"),
      properties: { kind: "jobExists", workspace: "cn-shanghai/1967" },
    },
    {
      ...common,
      ruleId: "AccessDenied",
      ruleIndex: 2,
      kind: "open",
      level: "none",
      message: { text: "crm: cn-beijing/2044: not allowed; ask for \\u{1b}[31mread access" },
      locations: at(1, "cn-beijing/2044", "cn-beijing/2044"),
      properties: { kind: "AccessDenied", workspace: "cn-beijing/2044" },
    },
    {
      ...common,
      ruleId: "plain-names",
      ruleIndex: 3,
      kind: "fail",
      level: "warning",
      message: { text: expect.stringMatching(/^orders: 'c9' \(3\) does not match/) },
      locations: at(10, "c9", "cn-shanghai/1967/3"),
      properties: { kind: "jobName", ...ofJob("3", "c9") },
    },
    {
      ...common,
      ruleId: "running",
      ruleIndex: 0,
      kind: "fail",
      level: "error",
      message: {
        text: expect.stringMatching(/^orders: 'c9' \(3\) is Stopped, .* \(acknowledged by data@example\.com/),
      },
      locations: at(6, "c9", "cn-shanghai/1967/3"),
      properties: { kind: "jobStatus", ...ofJob("3", "c9") },
      suppressions: [
        { kind: "external", justification: expect.stringMatching(/\(data@example\.com, until 2026-12-31\)$/) },
      ],
    },
  ]);
});

test("a run says by what, when and how well it went, and what was not answered", () => {
  const { tool, automationDetails, columnKind, invocations } = runOf(aCheckReport(["a", "b", "c9"]));

  expect(tool.driver).toMatchObject({
    name: "dijobs",
    version: "1.2.3",
    semanticVersion: "1.2.3",
    informationUri: "https://www.npmjs.com/package/cdktf-dataworks-di-jobs",
  });
  expect(automationDetails).toEqual({ id: "dijobs/check/" });
  expect(columnKind).toBe("utf16CodeUnits");
  expect(invocations).toEqual([
    {
      executionSuccessful: false,
      exitCode: 2,
      startTimeUtc: "2026-11-23T12:00:00.000Z",
      toolExecutionNotifications: [
        {
          level: "error",
          descriptor: { id: "AccessDenied" },
          message: { text: "cn-beijing/2044: not allowed; ask for \\u{1b}[31mread access" },
        },
      ],
    },
  ]);
  expect(runOf(aDriftReport(["a"])).automationDetails).toEqual({ id: "dijobs/drift/" });
});

test("a run in which all was checked went well, also where something was found", () => {
  const [invocation] = runOf({ ...aFleetReport({ workspaces: 1, jobs: 1 }), exitCode: 1 }).invocations;

  expect(invocation).toMatchObject({ executionSuccessful: true, exitCode: 1, toolExecutionNotifications: [] });
});

test("a rule says what it asks for, how much it matters, and where to read more", () => {
  const { rules } = runOf(aCheckReport(["a", "b", "c9"])).tool.driver;

  expect(rules).toEqual([
    {
      id: "running",
      name: "JobStatus",
      shortDescription: { text: "every job is in an allowed state" },
      fullDescription: { text: "jobStatus: every job is in an allowed state." },
      help: { text: "jobStatus: every job is in an allowed state; see https://wiki.example.com/di#running" },
      helpUri: "https://wiki.example.com/di#running",
      defaultConfiguration: { level: "error" },
    },
    expect.objectContaining({
      id: "required",
      name: "JobExists",
      help: { text: "jobExists: every required name is that of a job" },
      defaultConfiguration: { level: "error" },
    }),
    // An id that is the name already needs no name.
    {
      id: "AccessDenied",
      shortDescription: { text: "a query that was not answered" },
      fullDescription: { text: "AccessDenied: a query that was not answered." },
      help: { text: "AccessDenied: a query that was not answered" },
      defaultConfiguration: { level: "error" },
    },
    expect.objectContaining({ id: "plain-names", name: "JobName", defaultConfiguration: { level: "warning" } }),
  ]);
});

test("a help that is no address is said in words only", () => {
  const report = aCheckReport(["a", "b", "c9"]);
  const results = report.results.map((result) => ({ ...result, help: "ask the data team" }));
  const [rule] = runOf({ ...report, results }).tool.driver.rules;

  expect(rule.help.text).toMatch(/; see ask the data team$/);
  expect(rule).not.toHaveProperty("helpUri");
});

test("a difference that is only shown, and what may stay unchecked, weigh nothing", () => {
  const drift = runOf(aDriftReport(["a", "b", "c", "d", "e", "f"])).results;
  const weights = drift.map(({ ruleId, kind, level }: Record<string, string>) => [ruleId, kind, level].join(" "));

  expect(weights).toEqual([
    ...["removed", "renamed", "rerouted", "retyped", "recreated", "added"].map((kind) => `${kind} fail error`),
    "AccessDenied open none",
    "status informational none",
  ]);
  expect(
    runOf(aReportWithAllowed(["a"])).results.filter(({ kind }: Record<string, string>) => kind === "open"),
  ).toMatchObject([{ ruleId: "running", level: "none" }]);
});

test("with a baseline every result says how it stands to it, and without one none does", () => {
  const known = baselineOf("B");
  const states = (report: Report) =>
    runOf(report).results.map(({ ruleId, kind, baselineState }: Record<string, string>) => [
      ruleId,
      kind,
      baselineState,
    ]);

  expect(states(aCheckReport(["a", "B", "c"], {}, known))).toEqual([
    ["running", "fail", "new"],
    ["required", "fail", "new"],
    ["workspaceVanished", "fail", "new"],
    ["AccessDenied", "open", "new"],
    ["plain-names", "informational", "absent"],
    ["plain-names", "fail", "unchanged"],
    ["running", "fail", "new"],
  ]);
  expect(new Set(states(aCheckReport(["a", "B"])).map(([, , state]: string[]) => state))).toEqual(new Set([undefined]));
});

test("a result says as whom its workspace was asked", () => {
  const { results } = runOf(aFleetReport({ workspaces: 2, jobs: 1, profiles: ["prod", "test"] }));

  expect(results.map(({ properties }: { properties: { profile: string } }) => properties.profile)).toEqual([
    "prod",
    "test",
  ]);
});

test("a file outside of the sources is named by its whole address", () => {
  const root = join(process.cwd(), "elsewhere");
  const [{ locations }] = runOf(aCheckReport(["a", "b"]), root).results;

  expect(locations[0].physicalLocation.artifactLocation.uri).toBe(
    pathToFileURL(join(process.cwd(), "conf/di jobs.policy.yaml")).href,
  );
});

test("a log says which schema it has", () => {
  expect(JSON.parse(sarif(aCheckReport(["a"]), { color: false, root: process.cwd() }))).toMatchObject({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
  });
});
