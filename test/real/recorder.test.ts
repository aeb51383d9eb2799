import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { type Cli, makeCli } from "../_support/cli";
import type { Running } from "../_support/process";

const API = "dataworks.cn-shanghai.aliyuncs.com";
const KEYS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "STS.KeyThatNobodyReads",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-that-nobody-reads",
  ALIBABA_CLOUD_SECURITY_TOKEN: "token-that-nobody-reads",
};
const JOBS = [
  { jobName: "orders_secret", diJobId: "9007199254740999", owner: "1234567890123456", jobStatus: "Failed" },
  { jobName: "crm_secret", diJobId: "777001", owner: "1234567890123456", sourceDataSourceType: "Kafka" },
  { jobName: "stock_secret", diJobId: "42042", owner: "6543210987654321" },
].map((job) => ({ ...job, projectId: "556677" }));

let service: Emulator;
let cli: Cli;
const running: Running[] = [];

beforeAll(async () => {
  service = await startEmulator({
    tls: true,
    jobs: JOBS,
    workspaces: [{ projectId: "556677", projectName: "secret_prod", displayName: "Secret" }],
    accessKeys: {
      [KEYS.ALIBABA_CLOUD_ACCESS_KEY_ID]: {
        secret: KEYS.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        securityToken: KEYS.ALIBABA_CLOUD_SECURITY_TOKEN,
      },
    },
  });
});

beforeEach(async () => {
  cli = await makeCli();
  await service.forgetCalls();
});

afterEach(async () => {
  for (const one of running.splice(0)) {
    one.signalGroup("SIGTERM");
    await one.ended;
  }
  await cli.close();
});

afterAll(() => service.close());

/** Starts `dijobs emulator`; what it prints for a shell, as an environment. */
async function startEmulating(env: Record<string, string>, ...args: string[]): Promise<Record<string, string>> {
  const one = cli.startWith(env, "emulator", ...args);
  running.push(one);
  const [lines]: unknown[] = await once(one.process.stdout, "data");
  return Object.fromEntries(
    [...String(lines).matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
}

const recorder = (trusted = true) =>
  startEmulating(
    trusted ? { NODE_EXTRA_CA_CERTS: service.env.NODE_EXTRA_CA_CERTS ?? "" } : {},
    ...["--record-from", service.endpoint, "--record-host", API, "--record-to", "exchanges.json"],
  );

test("calls are passed on as they were signed, recorded without what tells of the account, and replayed", async () => {
  const env = { ...(await recorder()), ...KEYS };
  const ask = (...args: string[]) => cli.runWith(env, ...args);
  const live = await ask("list", "-w", "cn-shanghai/556677", "--format", "json");
  expect(live).toMatchObject({ status: 0, stderr: "" });
  await ask("list", "-w", "cn-shanghai/556677", "--api-version", "2024-05-18");
  await ask("list", "-w", "cn-shanghai/secret_prod", "--name-like", "crm_secret");
  await cli.runWith(
    { ...env, ALIBABA_CLOUD_SECURITY_TOKEN: "another-token-nobody-reads" },
    "list",
    "-w",
    "cn-shanghai/556677",
  );

  const calls = await service.calls();
  expect(calls.map(({ action, status }) => `${action} ${status}`)).toEqual([
    "ListDIJobs 200",
    "ListDIJobs 200",
    "ListProjects 200",
    "ListDIJobs 200",
    "ListDIJobs 400",
  ]);
  const written = cli.read("exchanges.json");
  expect(JSON.parse(written).exchanges).toHaveLength(5);
  expect(written).not.toMatch(
    /nobody|STS\.|Signature|ACS3|authorization|secret|556677|9007199254740999|777001|42042|1234567890123456|6543210987654321/i,
  );

  const like = await startEmulating({}, "--replay", "exchanges.json");
  const replayed = await cli.runWith(like, "list", "-w", "cn-shanghai/1001", "--format", "json");
  expect(replayed).toMatchObject({ status: 0, stderr: "" });
  const shown = (text: string) =>
    JSON.parse(text).listings[0].jobs.map((job: Record<string, string>) => [
      ...[job.jobStatus, job.sourceDataSourceType, Number(job.diJobId) > Number.MAX_SAFE_INTEGER],
    ]);
  expect(shown(replayed.stdout)).toEqual(shown(live.stdout));
  expect(shown(replayed.stdout)).toHaveLength(JOBS.length);
  const other = await cli.runWith(like, "list", "-w", "cn-shanghai/4711");
  expect(other.status).toBe(2);
  expect(other.stderr).toContain("NotRecorded");

  const emulator = await startEmulator({ replay: join(cli.folder, "exchanges.json") });
  const again = await cli.runWith(
    emulator.env,
    "list",
    "-w",
    "cn-shanghai/1001",
    "--api-version",
    "2024-05-18",
    "--format",
    "json",
  );
  await emulator.close();
  expect(JSON.parse(again.stdout).listings[0].jobs.map((job: { owner: string }) => job.owner)).toEqual([
    expect.stringMatching(/^\d+$/),
    expect.stringMatching(/^\d+$/),
    expect.stringMatching(/^\d+$/),
  ]);
});

test("an answer that is packed reaches the caller so, and the recording unpacked", async () => {
  const env = { ...(await recorder()), ...KEYS };
  await service.setFaults([{ kind: "gzip" }]);

  const { status, stdout } = await cli.runWith(env, "list", "-w", "cn-shanghai/556677");
  await service.clearFaults();

  expect(status).toBe(0);
  expect(stdout).toContain("orders_secret");
  expect(JSON.parse(JSON.parse(cli.read("exchanges.json")).exchanges[0].body).DIJobPaging.TotalCount).toBe(3);
});

test("a service whose certificate is not trusted gets no call, and nothing is recorded", async () => {
  const env = { ...(await recorder(false)), ...KEYS, DIJOBS_MAX_ATTEMPTS: "1" };

  const { status, stderr } = await cli.runWith(env, "list", "-w", "cn-shanghai/556677");

  expect(status).toBe(2);
  expect(stderr).toContain("502");
  expect(await service.calls()).toEqual([]);
  expect(existsSync(join(cli.folder, "exchanges.json"))).toBe(false);
});

test("a recorder is the way to its service only, and on this machine only", async () => {
  const way = await recorder();
  const env = { ...way, ...KEYS, DIJOBS_ENDPOINT: "dataworks.cn-beijing.aliyuncs.com" };

  const { status, stderr } = await cli.runWith(env, "list", "-w", "cn-beijing/556677");

  expect(status).toBe(2);
  expect(stderr).toContain("refuses the way to dataworks.cn-beijing.aliyuncs.com");
  expect(way.HTTPS_PROXY).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(readFileSync(way.NODE_EXTRA_CA_CERTS ?? "", "utf8")).toContain("BEGIN CERTIFICATE");
});

test.each([
  [["--record-from", "http://dataworks.cn-shanghai.aliyuncs.com", "--record-to", "x.json"], "--record-from"],
  [["--record-from", "https://dataworks.cn-shanghai.aliyuncs.com"], "--record-to"],
  [["--replay", "x.json"], "--replay"],
])("%j is refused", async (args, says) => {
  cli.write("x.json", "{}");

  const { status, stderr } = await cli.run("emulator", ...args);

  expect(status).toBe(2);
  expect(stderr).toContain(says);
});
