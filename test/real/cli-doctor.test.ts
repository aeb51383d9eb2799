import { type Cli, makeCli } from "../_support/cli";

let cli: Cli;
const HERE = ["--workspace", "cn-shanghai/1967"];

beforeEach(async () => {
  cli = await makeCli();
});

afterEach(() => cli.close());

test("doctor says what a lookup would use, with one call for one job, and never the secret", async () => {
  const { status, stdout, stderr } = await cli.run("doctor", ...HERE, "--debug");

  expect(status).toBe(0);
  expect(stdout).toMatch(/^ok +question: cn-shanghai\/1967, API 2020-05-18$/m);
  expect(stdout).toMatch(/^ok +region: cn-shanghai$/m);
  expect(stdout).toMatch(
    /^note +endpoint: http:\/\/127\.0\.0\.1:\d+, as DIJOBS_ENDPOINT says, instead of the region's own\n +unset DIJOBS_ENDPOINT, to/m,
  );
  expect(stdout).toMatch(/^ok +proxy: none/m);
  expect(stdout).toMatch(/^ok +credentials: environment ALIBABA_CLOUD_ACCESS_KEY_ID$/m);
  expect(stdout).toMatch(/^ok +answer: 6 jobs in cn-shanghai\/1967$/m);
  expect(stdout).toMatch(/^ok +clock: agrees/m);
  expect(stdout).toMatch(
    /^note +snapshot: there is none at .*dataworks\.snapshot\.json', in the working directory\n +record one.*dijobs refresh$/m,
  );
  expect(stdout + stderr).not.toContain("secret-of-the-emulator");
  expect(await cli.emulator.calls()).toHaveLength(1);
});

test("doctor suggests the other version where the edition refuses one", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);

  const { status, stdout } = await cli.run("doctor", ...HERE);

  expect(status).toBe(2);
  expect(stdout).toMatch(/^failed +answer: the edition of DataWorks does not allow/m);
  expect(stdout).toContain("DIJOBS_API_VERSION=2024-05-18");
});

test.each([
  [5 * 60_000, 1, /^trouble +clock: [45] minutes behind the server's; .*\n +set the clock/m],
  [-20 * 60_000, 2, /^failed +clock: (19|20) minutes ahead of the server's/m],
])("doctor finds a clock that is off by %d ms", async (skewMs, code, says) => {
  await cli.emulator.setFaults([{ kind: "clock-skew", skewMs }]);

  const { status, stdout } = await cli.run("doctor", ...HERE);

  expect(stdout).toMatch(says);
  expect(status).toBe(code);
});

test("doctor without credentials lists the ways, and asks nothing", async () => {
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" };

  const { status, stdout } = await cli.runWith(env, "doctor", ...HERE);

  expect(status).toBe(2);
  expect(stdout).toMatch(
    /^failed +credentials: no credentials of Alibaba Cloud are configured\n +set ALIBABA_CLOUD_ACCESS_KEY_ID/m,
  );
  expect(stdout).toMatch(/^failed +answer: nothing was asked/m);
  expect(await cli.emulator.calls()).toEqual([]);
});

test("doctor tells an endpoint that must not be asked, and goes on with the rest", async () => {
  const { status, stdout } = await cli.run("doctor", ...HERE, "--endpoint", "http://dataworks.example.com");

  expect(status).toBe(2);
  expect(stdout).toMatch(/^failed +endpoint: .*\n +http: is for this machine only/m);
  expect(stdout).toMatch(/^ok +credentials/m);
});

test("doctor names the proxy on the way, without its password", async () => {
  const env = { HTTPS_PROXY: "http://me:hunter2hunter2@127.0.0.1:9", DIJOBS_ENDPOINT: "" };

  const { status, stdout, stderr } = await cli.runWith(env, "doctor", ...HERE);

  expect(status).toBe(2);
  expect(stdout).toMatch(/^ok +proxy: 127\.0\.0\.1:9, from HTTPS_PROXY$/m);
  expect(stdout).toMatch(/^failed +answer: cannot reach .* through the proxy 127\.0\.0\.1:9$/m);
  expect(stdout + stderr).not.toContain("hunter2");
});

test("doctor reminds of variables that change what an app does", async () => {
  const env = { DIJOBS_MODE: "locked", DIJOBS_FINDINGS: "warn" };

  const { status, stdout } = await cli.runWith(env, "doctor", ...HERE);

  expect(status).toBe(0);
  expect(stdout).toMatch(/^note +DIJOBS_MODE: locked: .*\n +.*unset DIJOBS_MODE$/m);
  expect(stdout).toMatch(/^note +DIJOBS_FINDINGS: warn: .*\n +.*unset DIJOBS_FINDINGS$/m);
});

test("doctor asks the snapshot's first question, and says how old its answer is", async () => {
  const query = { apiVersion: "2024-05-18", regionId: "cn-shanghai", projectId: "1967" };
  const lookup = { query, observedAt: "2020-01-01T00:00:00Z", usedBy: {}, jobs: [] };
  cli.write("dataworks.snapshot.json", JSON.stringify({ version: 1, lookups: [lookup] }));

  const [{ status, stdout }, other] = await Promise.all([
    cli.run("doctor"),
    cli.run("doctor", "--api-version", "2020-05-18"),
  ]);

  expect(status).toBe(0);
  expect(stdout).toContain("API 2024-05-18");
  expect(other.stdout).toContain("cn-shanghai/1967, API 2020-05-18");
  expect(stdout).toMatch(/^ok +snapshot: .* has 1 question, the oldest answer \d+ days old$/m);
});

test.each<[string, Record<string, string>, readonly string[], string]>([
  ["beside cdktf.json", {}, [], "beside cdktf.json"],
  ["where the context says", { DIJOBS_TEST: "context" }, [], "as the context of cdktf.json says"],
  ["where the environment says", { DIJOBS_SNAPSHOT: "env.json" }, [], "as DIJOBS_SNAPSHOT says"],
  ["where the option says", { DIJOBS_SNAPSHOT: "env.json" }, ["--snapshot", "option.json"], "as --snapshot says"],
])("doctor says which cdktf.json it takes and why the snapshot is %s", async (_, env, args, why) => {
  const context = env.DIJOBS_TEST === undefined ? {} : { dijobs: { snapshot: "shared.json" } };
  cli.write("cdktf.json", JSON.stringify({ app: "node main.js", context }));

  const { stdout } = await cli.runWith(env, "doctor", ...HERE, ...args);

  const project = stdout.split("\n").find((line) => line.includes("project: ")) ?? "";
  expect(project).toContain(`'${cli.folder}/cdktf.json', the nearest one upwards from the working directory`);
  expect(stdout).toContain(`', ${why}\n`);
});

test("doctor without a cdktf.json says where it looked, and how to be understood", async () => {
  const { stdout } = await cli.run("doctor", ...HERE);

  expect(stdout).toMatch(/^note +project: no cdktf\.json upwards from the working directory '.*'.*\n +change into/m);
  expect(stdout).toContain("', in the working directory\n");
});

test("a broken snapshot is worth a repair, though jobs can be listed", async () => {
  cli.write("dataworks.snapshot.json", "{");

  const { status, stdout } = await cli.run("doctor", ...HERE);

  expect(status).toBe(1);
  expect(stdout).toMatch(/^trouble +snapshot: .*line 1/m);
});

test("doctor without anything to ask says how to name it, as json too", async () => {
  const { status, stdout } = await cli.run("doctor", "--format", "json");

  expect(status).toBe(2);
  expect(JSON.parse(stdout).diagnoses[0]).toMatchObject({ subject: "workspace", state: "failed" });
});

test.each([
  [{}, false],
  [{ FORCE_COLOR: "1" }, true],
  [{ CLICOLOR_FORCE: "1", NO_COLOR: "1" }, false],
])("a pipe with %j gets colours: %s", async (env, isColored) => {
  const { stdout } = await cli.runWith(env, "doctor", ...HERE);

  expect(stdout.includes("\u001b[32mok")).toBe(isColored);
});
