import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Cli, makeCli } from "../_support/cli";

const KEYS = { "LTAI-alpha": "alphas-own-secret", "LTAI-beta": "betas-own-secret" };

const POLICY = `version: 1
workspaces:
  orders: { regionId: cn-shanghai, projectId: 1967, profile: alpha, labels: [prod, orders] }
  crm: { regionId: cn-beijing, projectId: 2044, profile: beta, labels: [prod] }
  playground: { regionId: cn-beijing, projectId: 2045, profile: beta, labels: [test] }
rules:
  - id: naming
    rule: jobName
    with: { pattern: "^[a-z_]+$" }
`;

const config = (profiles: Readonly<Record<string, string>>) => {
  const entries = Object.entries(profiles).map(([name, id]) => {
    const access_key_secret = KEYS[id as keyof typeof KEYS];
    return { name, mode: "AK", access_key_id: id, access_key_secret, region_id: "cn-shanghai" };
  });
  return JSON.stringify({ current: "", profiles: entries });
};

let cli: Cli;

/** The keys of the environment are nobody's: only the profiles can answer. */
const run = (...args: string[]) =>
  cli.runWith({ ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" }, ...args);

/** Which key asked which workspace. */
const asked = async () =>
  (await cli.emulator.calls()).map(({ accessKeyId, parameters }) => `${accessKeyId} ${parameters.ProjectId}`).sort();

beforeEach(async () => {
  cli = await makeCli({
    accessKeys: KEYS,
    jobs: [
      { projectId: "1967", jobName: "orders_to_holo" },
      { projectId: "2044", jobName: "CRM" },
      { projectId: "2045", jobName: "try_out" },
    ],
  });
  mkdirSync(join(cli.folder, ".aliyun"));
  cli.write(".aliyun/config.json", config({ alpha: "LTAI-alpha", beta: "LTAI-beta" }));
  cli.write("dijobs.policy.yaml", POLICY);
});

afterEach(() => cli.close());

test("one check asks each workspace as the profile of its account, and says which one answered", async () => {
  const formats = ["sarif", "junit", "markdown", "text"].flatMap((name) => ["--format", `${name}=out.${name}`]);
  const { status, stdout } = await run("check", "--format", "json", ...formats);

  expect(status).toBe(1);
  expect(await asked()).toEqual(["LTAI-alpha 1967", "LTAI-beta 2044", "LTAI-beta 2045"]);
  const profiles = JSON.parse(stdout).evidence.map(({ alias, profile }: { alias: string; profile: string }) => {
    return [alias, profile];
  });
  expect(profiles).toEqual([
    ["orders", "alpha"],
    ["crm", "beta"],
    ["playground", "beta"],
  ]);
  expect(cli.read("out.text")).toContain("live as profile beta, seen at");
  expect(cli.read("out.markdown")).toContain("live as profile alpha");
  expect(cli.read("out.junit")).toContain('<property name="profile" value="beta"/>');
  expect(JSON.parse(cli.read("out.sarif")).runs[0].results[0].properties).toMatchObject({ profile: "beta" });
  for (const name of ["sarif", "junit", "markdown", "text"])
    expect(cli.read(`out.${name}`)).not.toMatch(/LTAI|own-secret/);
});

test("an account that is refused leaves its workspaces unchecked, by its profile, and the others judged", async () => {
  cli.write(".aliyun/config.json", config({ alpha: "LTAI-alpha" }));

  const { status, stdout } = await run("check", "--format", "json");

  expect(status).toBe(2);
  const { evidence, unanswered } = JSON.parse(stdout);
  expect(evidence).toMatchObject([{ alias: "orders", profile: "alpha" }]);
  expect(unanswered).toMatchObject([
    { alias: "crm", profile: "beta", code: "NoCredentials" },
    { alias: "playground", profile: "beta", code: "NoCredentials" },
  ]);
});

test("--label stands for the workspaces that have it, beside those that --workspace names", async () => {
  await run("list", "--label", "test", "-w", "orders");
  expect(await asked()).toEqual(["LTAI-alpha 1967", "LTAI-beta 2045"]);

  await cli.emulator.forgetCalls();
  await run("check", "--label", "prod", "--label", "orders");
  expect(await asked()).toEqual(["LTAI-alpha 1967", "LTAI-beta 2044"]);

  const { status, stderr } = await run("list", "--label", "prot");
  expect(status).toBe(2);
  expect(stderr).toContain("did you mean 'prod'?");
});

test("list, wait, doctor, refresh and drift ask as the policy says, and --profile goes before it", async () => {
  const listed = JSON.parse((await run("list", "--label", "prod", "--format", "json")).stdout);
  expect(listed.listings.map(({ profile }: { profile: string }) => profile)).toEqual(["alpha", "beta"]);

  const waited = await run("wait", "-w", "crm", "--name", "CRM", "--until", "Running", "--format", "json");
  expect(JSON.parse(waited.stdout)).toMatchObject({ outcome: "reached", workspaces: [{ profile: "beta" }] });

  expect((await run("doctor", "--label", "test")).stdout).toContain("1 job in cn-beijing/2045");

  await run("refresh", "--label", "prod");
  const { stdout } = await run("drift", "--policy", "dijobs.policy.yaml", "--format", "json");
  expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0, evidence: [{ profile: "beta" }, { profile: "alpha" }] });

  await cli.emulator.forgetCalls();
  await run("list", "-w", "crm", "--profile", "alpha");
  expect(await asked()).toEqual(["LTAI-alpha 2044"]);
});

test("wait asks each workspace of a label as the profile of its account", async () => {
  const args = ["--name", "orders_to_holo", "--name", "CRM", "--until", "Running", "--timeout", "1s"];
  const { status, stdout } = await run("wait", "--label", "prod", ...args, "--format", "json");

  expect(status).toBe(1);
  expect(new Set(await asked())).toEqual(new Set(["LTAI-alpha 1967", "LTAI-beta 2044"]));
  expect(JSON.parse(stdout)).toMatchObject({
    workspaces: [
      { workspace: "cn-shanghai/1967", alias: "orders", profile: "alpha" },
      { workspace: "cn-beijing/2044", alias: "crm", profile: "beta" },
    ],
    jobs: [
      { alias: "orders", profile: "alpha", jobName: "orders_to_holo", diJobId: expect.any(String) },
      { alias: "orders", jobName: "CRM", outcome: "timedOut" },
      { alias: "crm", jobName: "orders_to_holo", outcome: "timedOut" },
      { alias: "crm", profile: "beta", jobName: "CRM", outcome: "reached" },
    ],
  });
});

test("a policy in its usual place says as whom to ask where nobody names it, which is said in one line", async () => {
  const listed = await run("list", "-w", "cn-beijing/2044", "-w", "cn-shanghai/1967");
  const said =
    "says as whom to ask: 1 workspace as profile 'beta', 1 workspace as profile 'alpha' (--profile goes before it)";
  expect(listed).toMatchObject({ status: 0, stderr: `note: dijobs.policy.yaml ${said}\n` });
  const waited = await run("wait", "-w", "cn-beijing/2044", "--name", "CRM", "--until", "Running", "--format", "json");
  expect(JSON.parse(waited.stdout)).toMatchObject({ jobs: [{ jobName: "CRM", profile: "beta" }] });
  const saidOnce =
    "note: dijobs.policy.yaml says as whom to ask: 1 workspace as profile 'beta' (--profile goes before it)\n";
  expect(waited.stderr.match(/says as whom/g)).toHaveLength(1);
  expect(waited.stderr).toContain(saidOnce);
  expect((await run("doctor", "-w", "cn-beijing/2044")).stderr).toContain(saidOnce);
  await run("refresh", "-w", "cn-beijing/2045");

  await cli.emulator.forgetCalls();
  const drift = await run("drift", "--format", "json");
  expect(JSON.parse(drift.stdout)).toMatchObject({ exitCode: 0, evidence: [{ alias: "playground", profile: "beta" }] });
  expect(drift.stderr).toContain("1 workspace as profile 'beta'");
  expect(await asked()).toEqual(["LTAI-beta 2045"]);

  for (const named of [
    ["--policy", "dijobs.policy.yaml"],
    ["--profile", "beta"],
  ])
    for (const command of ["list", "doctor"])
      expect((await run(command, "-w", "cn-beijing/2044", ...named)).stderr).toBe("");
  expect((await run("list", "--used")).stderr).toBe("");
});

test("a workspace that only a discovery stands for is asked as its profile, also by its id", async () => {
  const discovery =
    "discover: { regionId: cn-beijing, profile: beta, names: '^crm' }\nrules: [{ id: a, rule: uniqueNames }]\n";
  cli.write("dijobs.policy.yaml", `version: 1\n${discovery}`);
  await cli.emulator.setWorkspaces([{ regionId: "cn-beijing", projectId: "2044", projectName: "crm_prod" }]);

  expect(await run("list", "-w", "cn-beijing/2044")).toMatchObject({ status: 0 });
  expect(await asked()).toEqual(["LTAI-beta 2044", "LTAI-beta undefined"]);
});
