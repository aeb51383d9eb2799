import { type Cli, makeCli } from "../_support/cli";

let cli: Cli;

beforeAll(async () => {
  cli = await makeCli({
    workspaces: [
      { projectId: "1967", projectName: "orders_prod", displayName: "Orders" },
      { projectId: "9007199254740993", projectName: "crm", displayName: "::error::Customers\u202e" },
    ],
  });
});

afterAll(() => cli.close());
afterEach(() => cli.emulator.clearFaults());

test.each(["2020-05-18", "2024-05-18"])("the workspaces of a region are a table, in %s", async (version) => {
  const { status, stdout, stderr } = await cli.run("workspaces", "--region", "cn-shanghai", "--api-version", version);

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const [head, first, second, ...more] = stdout.trimEnd().split("\n");
  expect(head).toMatch(/^WORKSPACE +ID +DISPLAY NAME +STATUS$/);
  expect(first).toMatch(/^cn-shanghai\/orders_prod +1967 +Orders +available$/i);
  expect(second).toMatch(/^cn-shanghai\/crm +9007199254740993 +.*Customers\\u\{?202e\}? +available$/i);
  expect(more).toEqual([]);
});

test("csv has the same cells, for a program", async () => {
  const { status, stdout, stderr } = await cli.run("workspaces", "--region", "cn-shanghai", "--format", "csv");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const [head, first, second, ...more] = stdout.split("\r\n");
  expect(head).toBe("workspace,id,display name,status");
  expect(first).toMatch(/^cn-shanghai\/orders_prod,1967,Orders,available$/i);
  expect(second).toMatch(/^cn-shanghai\/crm,9007199254740993,[^,]*Customers\\u\{202e\},available$/i);
  expect(more).toEqual([""]);
});

test("without --region it is that of the environment, and json has every digit", async () => {
  const { status, stdout } = await cli.runWith(
    { ALIBABA_CLOUD_REGION_ID: "cn-beijing" },
    "workspaces",
    "--format",
    "json",
  );

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    command: "workspaces",
    listings: [
      {
        query: { apiVersion: "2020-05-18", regionId: "cn-beijing" },
        projects: [
          { regionId: "cn-beijing", projectId: "1967", projectName: "orders_prod", displayName: "Orders" },
          { projectId: "9007199254740993" },
        ],
        calls: 1,
      },
    ],
    unanswered: [],
  });
});

test("a region that cannot be listed makes exit 2, and the other one is still shown", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "ResourceNotAuthorized.Api", times: 1 }]);

  const { status, stdout, stderr } = await cli.run("workspaces", "--region", "cn-shanghai,cn-beijing");

  expect(status).toBe(2);
  expect(stdout).toContain("/orders_prod");
  expect(stderr).toContain("refuses to list the workspaces of cn-");
  expect(stderr).toContain("the permission dataworks:ListProjects");
});

test("no region is an error that says how to name one", async () => {
  const { status, stderr } = await cli.run("workspaces");

  expect(status).toBe(2);
  expect(stderr).toContain("regionId is missing");
});

test.each([
  ["list", ["--format", "json"]],
  ["doctor", []],
])("%s takes a workspace by its name, and one by its id beside it", async (command, more) => {
  const named = await cli.run(command, "--workspace", "cn-shanghai/orders_prod", ...more);
  const byId = await cli.run(command, "--workspace", "cn-shanghai/1967", ...more);

  const stable = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z|after \d+ ms/g, "");
  expect(named.status).toBe(0);
  expect(stable(named.stdout)).toBe(stable(byId.stdout));
});

test("a name that is none ends with 2, and says the near one; every call is told once by --debug", async () => {
  const { status, stdout, stderr } = await cli.run("list", "-w", "cn-shanghai/orders_prd", "--debug");

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("the account has no workspace 'cn-shanghai/orders_prd'");
  expect(stderr).toContain("nearest: orders_prod (shown as 'Orders')");
  expect(stderr.match(/debug: call 1: POST/g)).toHaveLength(1);
});

test("--debug tells each call once, also where a name is looked up before the jobs", async () => {
  const { status, stderr } = await cli.run("list", "-w", "cn-shanghai/orders_prod", "--debug");

  const sent = stderr.split("\n").filter((line) => /^debug: call \d+: POST/.test(line));
  expect({ status, calls: sent.map((line) => line.slice(0, "debug: call 1".length)) }).toEqual({
    status: 0,
    calls: ["debug: call 1", "debug: call 2"],
  });
});

test("what only reads the snapshot takes the id of a name from it, and asks nothing", async () => {
  const refreshed = await cli.run("refresh", "-w", "cn-shanghai/orders_prod", "--snapshot", "named.json");
  const before = (await cli.emulator.calls()).length;
  const workspaces = "workspaces: { orders: { regionId: cn-shanghai, projectName: orders_prod } }";
  cli.write("names.yaml", `version: 1\n${workspaces}\nrules: [{ id: unique, rule: uniqueNames }]\n`);

  const snapshot = JSON.parse(cli.read("named.json"));
  snapshot.lookups[0].usedBy = { ".": { "prod/jobs": ["orders_to_holo"] } };
  cli.write("named.json", JSON.stringify(snapshot));
  const listUsed = (...of: string[]) => cli.run("list", "--used", ...of, "--snapshot", "named.json");

  const used = await listUsed("-w", "cn-shanghai/orders_prod");
  const usedByAlias = await listUsed("-w", "orders", "--policy", "names.yaml");
  const unknown = await cli.run("list", "--used", "-w", "cn-shanghai/crm", "--snapshot", "named.json");
  const checked = await cli.run("check", "--locked", "--policy", "names.yaml", "--snapshot", "named.json");

  expect([refreshed.status, used.status, unknown.status]).toEqual([0, 0, 2]);
  expect(used.stdout).toContain("prod/jobs");
  expect(usedByAlias).toMatchObject({ status: 0, stdout: used.stdout });
  expect(checked).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(cli.read("named.json")).workspaces).toEqual({ "cn-shanghai/orders_prod": "1967" });
  expect(unknown.stderr).toContain("does not know the name of the workspace");
  expect((await cli.emulator.calls()).length).toBe(before);
});

describe("a name that means another workspace now", () => {
  const query = { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "9007199254740993" };
  const moved = (names: string[]) =>
    JSON.stringify({
      version: 2,
      workspaces: { "cn-shanghai/orders_prod": query.projectId },
      lookups: [{ query, observedAt: "2026-01-01T00:00:00Z", usedBy: { ".": { "prod/jobs": names } }, jobs: [] }],
    });

  test("is drift of its own kind, told first, with whom it concerns", async () => {
    cli.write("moved.json", moved(["*"]));

    const { status, stdout } = await cli.run("drift", "--snapshot", "moved.json", "--format", "json");
    const [first] = JSON.parse(stdout).drift;

    expect(status).toBe(1);
    expect(first).toMatchObject({
      kind: "moved",
      workspace: "cn-shanghai/9007199254740993",
      projectName: "orders_prod",
      movedTo: "cn-shanghai/1967",
      usedBy: [{ app: ".", construct: "prod/jobs" }],
      fails: true,
    });
    expect(first.message).toContain(
      "'orders_prod' is the workspace cn-shanghai/1967 now, not cn-shanghai/9007199254740993: prod/jobs",
    );
  });

  test("is shown in text, and fails by --fail-on also where nobody uses it", async () => {
    cli.write("moved.json", moved([]).replace('"prod/jobs":[]', ""));

    const shown = await cli.run("drift", "--snapshot", "moved.json");
    const failed = await cli.run("drift", "--snapshot", "moved.json", "--fail-on", "moved");

    expect([shown.status, failed.status]).toEqual([0, 1]);
    expect(shown.stdout).toContain("'orders_prod' is the workspace cn-shanghai/1967 now");
  });

  test("is not recorded without the app that asks by it", async () => {
    cli.write("moved.json", moved(["*"]));

    const { status, stderr, stdout } = await cli.run("refresh", "--no-app", "--snapshot", "moved.json");

    expect(status).toBe(2);
    expect(`${stdout}${stderr}`).toContain("has no answer for that one");
    expect(JSON.parse(cli.read("moved.json")).workspaces).toEqual({ "cn-shanghai/orders_prod": query.projectId });
  });

  test("and cannot be looked up is not passed", async () => {
    cli.write("moved.json", moved(["*"]).replace("orders_prod", "gone_prod"));

    const { status, stdout } = await cli.run("drift", "--snapshot", "moved.json");

    expect(status).toBe(2);
    expect(stdout).toContain("cn-shanghai/gone_prod");
  });
});
