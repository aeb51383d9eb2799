import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { parse } from "yaml";
import { type ConnectProxy, startConnectProxy } from "../_support/connect-proxy";
import { parseOpenMetrics } from "../_support/open-metrics";
import { makePipelineProject, type PipelineProject } from "../_support/pipeline-project";
import { root } from "../_support/process";
import { startTokenService, type TokenService } from "../_support/token-service";

interface Workflow {
  readonly jobs: {
    readonly account: {
      readonly strategy: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
      readonly env: Readonly<Record<string, string>>;
      readonly steps: readonly { readonly name?: string; readonly run?: string }[];
    };
  };
}

const example = (name: string) => readFileSync(join(root, "examples/pipelines", name), "utf8");
const { account }: Workflow["jobs"] = parse(example("github-fleet.yml")).jobs;
const accounts = account.strategy.matrix.include;

const REGIONS = ["cn-shanghai", "cn-beijing"];
const HOSTS = REGIONS.map((regionId) => `dataworks.${regionId}.aliyuncs.com`);
const STS = "sts.aliyuncs.com";
const SOURCE_KEY = "LTAI5tSource";
const keyOf = (profile: string) => ({
  id: `STS.KeyOf.${profile}`,
  secret: `secret-of-the-role-${profile}`,
  securityToken: `token-of-the-role-${profile}`,
});

let emulator: Emulator;
let sts: TokenService;
let proxy: ConnectProxy;
let project: PipelineProject;
/** Accounts whose role is given to nobody. */
let refused: readonly string[];

beforeAll(async () => {
  emulator = await startEmulator({
    accessKeys: Object.fromEntries(["orders", "crm"].map(keyOf).map(({ id, ...key }) => [id, key])),
    workspaces: [
      { regionId: "cn-shanghai", projectId: "1967", projectName: "orders_prod" },
      { regionId: "cn-shanghai", projectId: "1968", projectName: "orders_test" },
      { regionId: "cn-shanghai", projectId: "1999", projectName: "playground" },
    ],
    tls: { hostNames: [...HOSTS, STS] },
  });
  sts = await startTokenService(emulator.env.NODE_EXTRA_CA_CERTS ?? "", (question) => {
    const own = accounts.find((each) => question.includes(`acs:ram::${each.account}:role/dijobs`));
    return own?.profile === undefined || refused.includes(own.profile) ? undefined : keyOf(own.profile);
  });
  const { port } = new URL(emulator.endpoint);
  proxy = await startConnectProxy({ ...Object.fromEntries(HOSTS.map((host) => [host, port])), [STS]: sts.port });
  project = makePipelineProject();
}, 120_000);

beforeEach(async () => {
  refused = [];
  sts.questions.length = 0;
  await emulator.setJobs([
    { projectId: 1967, diJobId: 17001, jobName: "orders_to_holo" },
    { projectId: 1968, diJobId: 17002, jobName: "orders_to_holo" },
    { projectId: 2044, diJobId: 17003, jobName: "crm_to_holo" },
  ]);
  await emulator.forgetCalls();
  await project.sh("rm -rf .home evidence out metrics && mkdir -p .home metrics");
});

afterAll(async () => {
  proxy.close();
  sts.close();
  project.remove();
  await emulator.close();
});

const network = () => ({
  HTTPS_PROXY: proxy.url,
  NODE_EXTRA_CA_CERTS: emulator.env.NODE_EXTRA_CA_CERTS ?? "",
});

/** Which key asked which workspace; the names of an account's workspaces are asked without one. */
const asked = async () =>
  (await emulator.calls())
    .map(({ accessKeyId, parameters }) => `${accessKeyId} ${parameters.ProjectId ?? "names"}`)
    .sort();

/** Runs the steps of the job of an account as GitHub does: what it says in `${{ matrix.… }}` is replaced. */
async function jobOf(profile: string) {
  const own = accounts.find((each) => each.profile === profile) ?? {};
  const filled = (text: string) => text.replace(/\$\{\{ matrix\.(\w+) \}\}/g, (_, name: string) => own[name] ?? "");
  const env = Object.fromEntries(Object.entries(account.env).map(([name, value]) => [name, filled(value)]));
  const script = account.steps.flatMap(({ name, run = "" }) =>
    name === undefined || run.includes("curl") ? [] : [run],
  );
  await project.sh(`printf %s 'identity-token' > .home/oidc-token`);
  return await project.sh(script.join("\n"), {
    ...network(),
    ...env,
    RUNNER_TEMP: join(project.folder, ".home"),
    GITHUB_STEP_SUMMARY: join(project.folder, "out-summary.md"),
  });
}

test("the job of an account has its own role only, and checks the workspaces of its label", async () => {
  expect(await jobOf("orders")).toMatchObject({ status: 0 });

  expect(sts.questions).toHaveLength(1);
  expect(sts.questions[0]).toContain("AssumeRoleWithOIDC");
  expect(sts.questions[0]).toContain("identity-token");
  expect(sts.questions[0]).toContain("acs:ram::1000000000000001:oidc-provider/github");
  expect(await asked()).toEqual(["STS.KeyOf.orders 1967", "STS.KeyOf.orders 1968", "STS.KeyOf.orders names"]);
  expect(JSON.parse(project.read("evidence/orders.json")).evidence).toMatchObject([
    { workspace: "cn-shanghai/1967", profile: "orders" },
    { workspace: "cn-shanghai/1968", profile: "orders" },
  ]);
  expect(statSync(join(project.folder, ".home/.aliyun/config.json")).mode & 0o777).toBe(0o600);

  await emulator.forgetCalls();
  expect(await jobOf("crm")).toMatchObject({ status: 0 });
  expect(await asked()).toEqual(["STS.KeyOf.crm 2044"]);
  expect(project.read("evidence/crm.html")).toContain("crm-prod");
}, 120_000);

test("a role that is refused fails the job of its account, and no other", async () => {
  refused = ["crm"];
  await emulator.updateJob("17001", { jobStatus: "Failed" });

  expect(await jobOf("crm")).toMatchObject({ status: 2 });
  expect(await jobOf("orders")).toMatchObject({ status: 1 });
  expect(JSON.parse(project.read("evidence/crm.json"))).toMatchObject({
    unanswered: [{ profile: "crm", code: "NoCredentials" }],
  });
}, 120_000);

describe("metrics of one run for all accounts", () => {
  const metrics = async () => {
    const config = example("aliyun-config.json")
      .replaceAll(/<id [^>]*>/g, SOURCE_KEY)
      .replaceAll(/<its [^>]*>/g, "secret");
    await project.sh(`mkdir -p .home/.aliyun && printf %s '${config}' > .home/.aliyun/config.json`);
    return await project.sh("./metrics.sh metrics", network());
  };
  const samples = () => parseOpenMetrics(project.read("metrics/dijobs.prom"));
  /** The alerts whose expression has any sample, by the simple forms in which they are written. */
  const alerting = () => {
    const rules: readonly { alert: string; expr: string }[] = parse(example("alerts.yml")).groups[0].rules;
    return rules.flatMap(({ alert, expr }) => {
      const [, age, name, label, wanted, limit] =
        /^(time\(\) - )?(?:sum by \(workspace, profile\) )?\(?(\w+)(?:\{(\w+)="(\w+)"\})?\)? > (\d+)$/.exec(expr) ?? [];
      const measured = samples().filter((each) => {
        return each.name === name && (label === undefined || each.labels[label] === wanted);
      });
      if (measured.length === 0) throw new Error(`${alert} measures nothing: ${expr}`);
      const now = age === undefined ? 0 : Date.now() / 1_000;
      return measured.some(({ value }) => (age === undefined ? value : now - value) > Number(limit)) ? [alert] : [];
    });
  };

  test("are written for whoever collects them, by roles that are assumed with one key", async () => {
    expect(await metrics()).toEqual({ status: 0, signal: null, stdout: "", stderr: "" });

    expect(sts.questions.map((each) => /role\/dijobs/.test(each) && /Action=AssumeRole&/.test(each))).toEqual([
      true,
      true,
    ]);
    expect((await asked()).filter((each) => !each.endsWith("names"))).toEqual([
      "STS.KeyOf.crm 2044",
      "STS.KeyOf.orders 1967",
      "STS.KeyOf.orders 1968",
    ]);
    expect(statSync(join(project.folder, "metrics/dijobs.prom")).mode & 0o777).toBe(0o644);
    const jobs = samples().filter(({ name }) => name === "dijobs_jobs");
    expect(jobs.map(({ labels, value }) => [labels.profile, labels.status, value])).toEqual([
      ["orders", "Running", 1],
      ["orders", "Running", 1],
      ["crm", "Running", 1],
    ]);
    expect(alerting()).toEqual([]);
  }, 120_000);

  test("tell findings and accounts that are not answered, and the script does not fail for them", async () => {
    refused = ["orders"];
    await emulator.updateJob("17003", { jobStatus: "Failed" });

    expect(await metrics()).toMatchObject({ status: 0, stderr: "" });

    expect(alerting()).toEqual(["DiJobsFound", "DiJobsUnchecked"]);
  }, 120_000);

  test("stay as they were where the run cannot begin, which is said", async () => {
    await metrics();
    const before = project.read("metrics/dijobs.prom");
    await project.sh("cp fleet.policy.yaml out/kept && sed -i s/uniqueNames/uniqueName/ fleet.policy.yaml");

    const { status, stderr } = await metrics();
    await project.sh("cp out/kept fleet.policy.yaml");

    expect(status).toBe(2);
    expect(stderr).toContain("uniqueName");
    expect(project.read("metrics/dijobs.prom")).toBe(before);
  }, 120_000);
});
