import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { applyRules, DiJobs, type DiJobsProps, type RuleSet } from "../../src";
import { renderSnapshot } from "../../src/snapshot/render";
import { fakeDiJobs } from "../../src/testing/fake";
import { job, lookup, snapshotOf } from "../_support/lookups";

const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unmet-"));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
});

type Question = Pick<DiJobsProps, "projectId" | "projectName" | "regionId">;

const naming = (...workspaces: string[]): RuleSet => ({
  version: 1,
  rules: [{ id: "naming", rule: "jobName", with: { pattern: "^x" }, workspaces }],
});

/** What each stack of an app is told, when the rules hold in some of its stacks or in all. */
function told(ruleSet: RuleSet, stacks: Record<string, Question>, { fake = true, scope = "" } = {}) {
  const app = new App({ outdir: join(folder, "out") });
  if (fake)
    fakeDiJobs(app, {
      "cn-shanghai/1967": [{ jobName: "orders" }],
      "cn-shanghai/crm": [{ jobName: "crm" }],
      "cn-beijing/2044": [{ jobName: "stock" }],
    });
  const built = Object.entries(stacks).map(([id, question]) => {
    return new DiJobs(new TerraformStack(app, id), "jobs", { regionId: "cn-shanghai", ...question });
  });
  applyRules(scope === "" ? app : app.node.findChild(scope), ruleSet);
  for (const { node } of app.node.findAll()) node.validate();
  return built.flatMap(({ node }) => node.metadata.map(({ type, data }) => `${node.path} ${type}: ${data}`));
}

/** The same where a snapshot answers, in which `orders_prod` is the name of 1967. */
function toldWhenLocked(ruleSet: RuleSet, stacks: Record<string, Question>) {
  const snapshot = join(folder, "dataworks.snapshot.json");
  const other = lookup([], { projectId: "2044" });
  const workspaces = new Map([["cn-shanghai/orders_prod", "1967"]]);
  writeFileSync(snapshot, renderSnapshot({ ...snapshotOf(lookup([job("7", "orders")]), other), workspaces }));
  process.env = { ...environment, DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT: snapshot };
  return told(ruleSet, stacks, { fake: false });
}

test("a rule for a workspace that no stack asks for is told, with the workspace, the rule and the repair", () => {
  expect(told(naming("cn-shanghai/1968"), { prod: { projectId: 1967 }, dev: { projectName: "crm" } })).toEqual([
    expect.stringMatching(
      /^prod\/jobs @cdktf\/warn: applyRules: no DiJobs .*\n {2}'cn-shanghai\/1968', in rule 'naming'\n {2}correct the rules/,
    ),
  ]);
});

test("of several workspaces those are told that nobody asks for, and the others are judged", () => {
  const said = told(naming("cn-shanghai/1967", "cn-shanghai/1968", "cn-beijing/1967"), { prod: { projectId: 1967 } });

  expect(said).toHaveLength(2);
  expect(said.join("\n")).toMatch(/'cn-shanghai\/1968'.*\n {2}'cn-beijing\/1967'/);
  expect(said.join("\n")).toContain("@cdktf/error: rule 'naming': 'orders'");
  expect(said.join("\n")).not.toContain("'cn-shanghai/1967'");
});

test("a rule by a name, where the workspace may be one that is asked by its id, says which", () => {
  const stacks = {
    prod: { projectId: 1967 },
    dev: { regionId: "cn-beijing", projectId: 2044 },
    crm: { projectName: "crm" },
  };

  expect(told(naming("cn-shanghai/orders_prod"), stacks)).toEqual([
    expect.stringContaining(
      "'cn-shanghai/orders_prod', in rule 'naming': it may be cn-shanghai/1967, asked by its id:",
    ),
  ]);
});

test.each([
  ["the id of what is asked by its name", "cn-shanghai/1967", { projectName: "orders_prod" }],
  ["the name of what is asked by its id", "cn-shanghai/orders_prod", { projectId: 1967 }],
])("a rule by %s judges it, where the snapshot knows the name", (_, workspace, question) => {
  expect(toldWhenLocked(naming(workspace), { prod: question })).toEqual([
    expect.stringContaining("@cdktf/error: rule 'naming': 'orders'"),
  ]);
});

test.each([
  ["its id", "cn-shanghai/1967"],
  ["its name", "cn-shanghai/crm"],
])("nothing is told of a rule that another stack than those in its scope meets by %s", (_, workspace) => {
  const dev = { regionId: "cn-beijing", projectId: 2044 };
  const stacks = { dev, prod: { projectId: 1967 }, crm: { projectName: "crm" } };

  expect(told(naming(workspace), stacks, { scope: "dev" })).toEqual([]);
});

test("nothing is told of what another stage or app asks for, as the snapshot knows", () => {
  expect(toldWhenLocked(naming("cn-shanghai/orders_prod", "cn-shanghai/1967"), { dev: { projectId: 2044 } })).toEqual(
    [],
  );
});

test("a name that was asked in vain may be what a rule means by its id: only the failure is told", () => {
  const said = toldWhenLocked(naming("cn-shanghai/1968"), { prod: { projectName: "crm" } });

  expect(said).toEqual([expect.stringContaining("@cdktf/error")]);
});

test("a broken snapshot keeps nobody from being told", () => {
  const snapshot = join(folder, "dataworks.snapshot.json");
  writeFileSync(snapshot, "{");
  process.env = { ...environment, DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT: snapshot };

  expect(told(naming("cn-shanghai/1968"), { prod: { projectId: 1967 } }, { fake: false })).toEqual([
    expect.stringContaining("@cdktf/error"),
    expect.stringContaining("'cn-shanghai/1968', in rule 'naming'"),
  ]);
});
