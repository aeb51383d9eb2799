import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Cli, makeCli } from "../_support/cli";

const KEYS = { "LTAI-alpha": "alphas-own-secret", "LTAI-beta": "betas-own-secret" };
const ORDERS_CN = { projectId: "1", projectName: "orders_cn", accessKeyId: "LTAI-alpha" };
const ORDERS_EU = { projectId: "2", projectName: "orders_eu", accessKeyId: "LTAI-alpha" };
const OTHER = { projectId: "3", projectName: "other", accessKeyId: "LTAI-alpha" };
const DELETED = { projectId: "4", projectName: "orders_gone", accessKeyId: "LTAI-alpha", status: "Deleted" };
const CRM = { projectId: "5", projectName: "crm", accessKeyId: "LTAI-beta" };
const TWIN = { projectId: "6", projectName: "orders_cn", accessKeyId: "LTAI-beta" };

const RULES = `rules:
  - id: naming
    rule: jobName
    with: { pattern: "^[a-z_]+$" }
`;
const DISCOVER = `version: 1
discover: { regionId: cn-shanghai, profile: alpha, names: "^orders_", labels: [orders] }
${RULES}`;

let cli: Cli;

const run = (...args: string[]) =>
  cli.runWith({ ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" }, ...args);

async function check(...args: string[]) {
  const { status, stdout, stderr } = await run("check", "--format", "json", ...args);
  return { status, stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
}

const asked = (report: { evidence: { workspace: string; alias?: string; profile?: string }[] }) =>
  report.evidence.map(({ workspace, alias, profile }) => [workspace, alias, profile]);

beforeEach(async () => {
  cli = await makeCli({
    accessKeys: KEYS,
    workspaces: [ORDERS_CN, ORDERS_EU, OTHER, DELETED, CRM],
    jobs: ["1", "2", "3", "4", "5", "6"].map((projectId) => ({ projectId, diJobId: `${projectId}0`, jobName: "Bad" })),
  });
  mkdirSync(join(cli.folder, ".aliyun"));
  const profiles = Object.entries(KEYS).map(([access_key_id, access_key_secret]) => {
    return { name: access_key_id.slice(5), mode: "AK", access_key_id, access_key_secret, region_id: "cn-shanghai" };
  });
  cli.write(".aliyun/config.json", JSON.stringify({ current: "", profiles }));
  cli.write("dijobs.policy.yaml", DISCOVER);
});

afterEach(() => cli.close());

test("all workspaces that the account sees and the pattern matches are checked, new ones too", async () => {
  expect(asked((await check()).report)).toEqual([
    ["cn-shanghai/1", "cn-shanghai/orders_cn", "alpha"],
    ["cn-shanghai/2", "cn-shanghai/orders_eu", "alpha"],
  ]);
  await cli.emulator.setWorkspaces([ORDERS_CN, { ...OTHER, projectName: "orders_new" }]);

  const { status, report } = await check();

  expect(status).toBe(1);
  expect(asked(report).map(([workspace]) => workspace)).toEqual(["cn-shanghai/1", "cn-shanghai/3"]);
  const listed = await run("list", "--label", "orders", "--format", "json");
  expect(JSON.parse(listed.stdout).listings).toHaveLength(2);
});

test("a workspace that vanished is a finding until the baseline says so", async () => {
  const baseline = ["--baseline", "di.baseline.jsonl"];
  expect((await check(...baseline, "--update-baseline")).status).toBe(0);
  expect(cli.read("di.baseline.jsonl")).toContain('{"workspace":"cn-shanghai/2","name":"orders_eu"}');
  await cli.emulator.setWorkspaces([ORDERS_CN]);

  const gone = await check(...baseline);
  const text = (await run("check", ...baseline)).stdout;

  expect(gone.status).toBe(1);
  expect(gone.report.baseline.vanished).toMatchObject([{ workspace: "cn-shanghai/2", fails: true }]);
  expect(text).toMatch(/^error .*workspaceVanished +the workspace 'orders_eu' is seen no longer/m);
  expect((await check(...baseline, "--update-baseline")).status).toBe(0);
  expect(cli.read("di.baseline.jsonl")).not.toContain("orders_eu");
});

test("a refused ListProjects, and a pattern that nothing matches, are exit code 2 and forget nothing", async () => {
  const baseline = ["--baseline", "di.baseline.jsonl", "--update-baseline"];
  await check(...baseline);
  const before = cli.read("di.baseline.jsonl");
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", action: "ListProjects" }]);
  const refused = await check(...baseline);
  await cli.emulator.clearFaults();

  expect(refused.status).toBe(2);
  expect(refused.report.unanswered).toMatchObject([
    { workspace: "cn-shanghai/*", profile: "alpha", code: "AccessDenied" },
  ]);
  expect(cli.read("di.baseline.jsonl")).toBe(before);

  cli.write("dijobs.policy.yaml", DISCOVER.replace("^orders_", "^orderz_"));
  const none = await check();
  expect(none.status).toBe(2);
  expect(none.stderr).toContain("no workspace of cn-shanghai has a name that matches ^orderz_");
  expect(none.stderr).toContain("3 workspaces are listed for the account");
});

test("workspaces by name are asked as their account, and rules and acknowledgements mean them by the name", async () => {
  cli.write(
    "dijobs.policy.yaml",
    `version: 1
workspaces:
  crm: { regionId: cn-shanghai, projectName: crm, profile: beta, labels: [all] }
  eu: { regionId: cn-shanghai, projectName: orders_eu, profile: alpha, labels: [all] }
  lost: { regionId: cn-shanghai, projectName: orders_xx, profile: alpha }
rules:
  - id: naming
    rule: jobName
    workspaces: [cn-shanghai/crm, eu]
    with: { pattern: "^[a-z_]+$" }
acknowledge:
  - { id: naming, workspace: cn-shanghai/crm, reason: known for long, by: me, until: 2099-12-31 }
`,
  );

  const { status, report } = await check();

  expect(status).toBe(2);
  expect(asked(report).sort()).toEqual([
    ["cn-shanghai/2", "eu", "alpha"],
    ["cn-shanghai/5", "crm", "beta"],
  ]);
  expect(report.results.map(({ alias, outcome }: Record<string, string>) => [alias, outcome])).toEqual([
    ["eu", "fail"],
    ["crm", "acknowledged"],
  ]);
  expect(report.unanswered).toMatchObject([
    { workspace: "cn-shanghai/orders_xx", alias: "lost", profile: "alpha", code: "WorkspaceNotFound" },
  ]);

  expect(asked((await check("-w", "cn-shanghai/crm")).report)).toEqual([["cn-shanghai/5", "crm", "beta"]]);
  await run("refresh", "--label", "all");
  expect(JSON.parse((await run("drift", "-w", "crm", "--format", "json")).stdout)).toMatchObject({ exitCode: 0 });
  const waited = await run("wait", "-w", "eu", "--name", "Bad", "--until", "Running", "--format", "json");
  expect(JSON.parse(waited.stdout)).toMatchObject({
    jobs: [{ workspace: "cn-shanghai/2", alias: "eu", profile: "alpha" }],
  });
  const locked = await check("--locked");
  expect(locked.status).toBe(2);
  expect(locked.report.unanswered).toHaveLength(3);
});

test("rules and acknowledgements mean a workspace that nobody wrote down, as the account that sees it", async () => {
  const acknowledge =
    "acknowledge: [{ id: naming, workspace: cn-shanghai/orders_eu, reason: known for long, by: me, until: 2099-12-31 }]";
  cli.write("dijobs.policy.yaml", `${DISCOVER}    workspaces: [cn-shanghai/orders_eu]\n${acknowledge}\n`);
  const outcomes = ({ report }: Awaited<ReturnType<typeof check>>) =>
    report.results.map(({ workspace, outcome }: Record<string, string>) => `${workspace} ${outcome}`);

  const all = await check();
  const byId = await check("-w", "cn-shanghai/2", "--profile", "alpha");

  expect([all.status, byId.status]).toEqual([0, 0]);
  expect(outcomes(all)).toEqual(["cn-shanghai/2 acknowledged"]);
  expect(outcomes(byId)).toEqual(["cn-shanghai/2 acknowledged"]);
});

test("what a rule means by a name is exit code 2 where that cannot be told, and no matter of other workspaces", async () => {
  cli.write(
    "dijobs.policy.yaml",
    `${DISCOVER}    workspaces: [cn-shanghai/orders_eu]
workspaces:
  crm: { regionId: cn-shanghai, projectId: 5, profile: beta }
`,
  );
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", action: "ListProjects" }]);

  expect((await check("-w", "cn-shanghai/2", "--profile", "alpha")).status).toBe(2);
  expect((await check("-w", "crm")).status).toBe(0);
});

test("a name of two accounts is refused where it is used, and may be there where it is not", async () => {
  await cli.emulator.setWorkspaces([ORDERS_CN, TWIN]);
  const both = `version: 1
discover: [{ regionId: cn-shanghai, profile: alpha }, { regionId: cn-shanghai, profile: beta }]
`;
  cli.write("dijobs.policy.yaml", both + RULES);
  expect(asked((await check()).report).map(([workspace, , profile]) => [workspace, profile])).toEqual([
    ["cn-shanghai/1", "alpha"],
    ["cn-shanghai/6", "beta"],
  ]);

  cli.write("dijobs.policy.yaml", `${both}${RULES}    workspaces: [cn-shanghai/orders_cn]\n`);
  const { status, stderr } = await check();
  expect(status).toBe(2);
  expect(stderr).toContain("'cn-shanghai/orders_cn' is the name of cn-shanghai/1 and cn-shanghai/6");
});
