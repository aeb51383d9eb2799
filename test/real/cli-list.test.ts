import { join } from "node:path";
import { widthOf } from "../../src/cli/terminal/columns";
import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot } from "../../src/snapshot/snapshot";
import { type Cli, makeCli } from "../_support/cli";
import { root, run } from "../_support/process";

let cli: Cli;
const HERE = ["--workspace", "cn-shanghai/1967"];

beforeAll(async () => {
  cli = await makeCli();
});

afterAll(() => cli.close());

test("list shows every job of a workspace, aligned, and nothing else", async () => {
  const { status, stdout, stderr } = await cli.run("list", ...HERE);

  expect(stderr).toBe("");
  expect(status).toBe(0);
  const [head, first, ...more] = stdout.trimEnd().split("\n");
  expect(head).toMatch(/^WORKSPACE +ID +NAME +TYPE +FROM +TO +STATUS$/);
  expect(first).toMatch(/^cn-shanghai\/1967 +16626 +mysql_to_holo_sync_8772 +Full +MySQL +Hologres +Finished$/);
  expect(more).toHaveLength(5);
  expect(head?.indexOf("NAME")).toBe(first?.indexOf("mysql_to_holo_sync_8772"));
});

test("list --format json has every field of the jobs, and the question", async () => {
  const { status, stdout } = await cli.run("list", ...HERE, "--status", "failed,stopped", "--format", "json");

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    command: "list",
    listings: [
      {
        query: { regionId: "cn-shanghai", projectId: "1967", apiVersion: "2020-05-18" },
        source: "live",
        calls: 1,
        jobs: [
          { diJobId: "16629", jobName: "payments_to_holo", jobStatus: "Stopped" },
          { diJobId: "16630", jobName: "stock_to_holo", jobStatus: "Failed", importId: "1967:16630" },
        ],
      },
    ],
    unanswered: [],
  });
});

test("list --format csv has the columns of the table, and so has --used", async () => {
  const { status, stdout, stderr } = await cli.run("list", ...HERE, "--id", "16626", "--format", "csv");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(
    "workspace,id,name,type,from,to,status\r\ncn-shanghai/1967,16626,mysql_to_holo_sync_8772,Full,MySQL,Hologres,Finished\r\n",
  );
});

test("a terminal cuts long names, keeps ids and statuses whole, and colours nothing; a pipe has all of it", async () => {
  const name = "订单_".repeat(40);
  const other = await makeCli({ jobs: [{ jobName: name, diJobId: "9007199254740993" }, { jobName: "short" }] });
  const command = `stty cols 100 rows 24; node ${join(root, "dist/cli/program.js")} list ${HERE.join(" ")}`;

  const shown = await run("script", ["-qec", command, "/dev/null"], {
    cwd: other.folder,
    env: { ...other.emulator.env, TERM: "xterm" },
  });
  const { stdout: piped } = await other.run("list", ...HERE);
  await other.close();

  // Before the first line stands the progress that it takes away.
  const lines = shown.stdout
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split("\u001b[K").at(-1) ?? "");
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(100);
  expect(lines[2]).toMatch(/9007199254740993 +订单_.*… +\w+ +\w+ +\w+ +\w+$/);
  expect(piped).toContain(`  ${name}  `);
});

test.each([
  ["list"],
  ["check", "--policy", "p.yaml"],
  ["check", "--policy", "p.yaml", "--locked"],
  ["unmanaged", "--state", "s.json"],
])(
  "%s %s %s about nothing, because the snapshot has no question, does not look as if all were well",
  async (...args) => {
    const own = await makeCli();
    own.write("dataworks.snapshot.json", renderSnapshot(emptySnapshot));
    own.write("p.yaml", "version: 1\nrules: [{ id: unique, rule: uniqueNames }]\n");
    own.write("s.json", '{"format_version":"1.0"}');

    const { status, stdout, stderr } = await own.run(...args);

    await own.close();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("has no question that could be asked\n  name one: --workspace cn-shanghai/1967");
  },
);

test.each([
  [["--name", "orders_to_holo"], ["16627"]],
  [
    ["--id", "16628,16626"],
    ["16626", "16628"],
  ],
  [
    ["--migration-type", "full"],
    ["16626", "16631"],
  ],
  [
    ["--name-like", "ers_to"],
    ["16627", "16631"],
  ],
  [["--source", "Kafka"], []],
])("list %j selects %j", async (filter, ids) => {
  const { stdout } = await cli.run("list", ...HERE, ...filter, "--format", "json");

  const [listing] = JSON.parse(stdout).listings;
  expect(listing.jobs.map((job: { diJobId: string }) => job.diJobId)).toEqual(ids);
});

test("the other API version gives the same jobs, and asks with its own call", async () => {
  await cli.emulator.forgetCalls();

  const { status, stdout } = await cli.run("list", ...HERE, "--api-version", "2024-05-18");

  expect(status).toBe(0);
  expect(stdout).toContain("orders_to_holo");
  expect(await cli.emulator.calls()).toMatchObject([{ version: "2024-05-18" }]);
});

test("a workspace that cannot be listed makes exit 2, and the other one is still shown", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", times: 1 }]);

  const { status, stdout, stderr } = await cli.run("list", ...HERE, "-w", "cn-beijing/2044");
  await cli.emulator.clearFaults();

  expect(status).toBe(2);
  expect(stdout).toMatch(/^WORKSPACE/);
  expect(stderr).toMatch(/^error: the edition of DataWorks does not allow/m);
  expect(stderr).toContain("DIJOBS_API_VERSION=2024-05-18");
});

test("list without a workspace and without a snapshot says what to name", async () => {
  const { status, stdout, stderr } = await cli.run("list");

  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("name one: --workspace cn-shanghai/1967");
});

test.each([
  [
    "a workspace without jobs",
    ["-w", "cn-shanghai/1968"],
    "note: cn-shanghai/1968 has no jobs: are the region and the id right?\n",
  ],
  [
    "a filter that selects none",
    [...HERE, "--name", "nope"],
    "note: none of the 6 jobs of cn-shanghai/1967 is selected\nnote: no listed job is named 'nope'\n",
  ],
  [
    "a mistyped status",
    [...HERE, "--status", "Runing,Failed"],
    "note: 'Runing' is no documented status; did you mean 'Running'?\n",
  ],
])("%s is pointed out, so that an empty list is no riddle", async (_case, args, note) => {
  const { status, stderr } = await cli.run("list", ...args);

  expect(stderr).toBe(note);
  expect(status).toBe(0);
});

test("an id that is none is refused", async () => {
  const { status, stderr } = await cli.run("list", ...HERE, "--id", "abc");

  expect(stderr).toContain("--id cannot be 'abc'");
  expect(status).toBe(2);
});

test("a mistyped option is answered with the help of its command, a mistyped format with the nearest", async () => {
  const { stderr } = await cli.run("list", ...HERE, "--formt", "json");
  const { status, stderr: format } = await cli.run("list", ...HERE, "--format", "jsn");

  expect(stderr).toContain("see: dijobs list --help");
  expect(format).toContain("--format cannot be 'jsn'");
  expect(format).toContain("json");
  expect(status).toBe(2);
});

test("list --used has no page, and says which formats it has", async () => {
  const { status, stderr } = await cli.run("list", "--used", "--format", "html=used.html");

  expect(stderr).toContain("--format cannot be 'html'");
  expect(status).toBe(2);
});

test("an alias is one of the policy file beside it; another one is answered with the nearest", async () => {
  cli.write(
    "dijobs.policy.yaml",
    "version: 1\nworkspaces:\n  orders-prod: { regionId: cn-shanghai, projectId: 1967 }\nrules:\n  - { id: names, rule: uniqueNames }\n",
  );

  const known = await cli.run("list", "-w", "orders-prod");
  const mistyped = await cli.run("list", "-w", "order-prod");

  expect(known).toMatchObject({ status: 0, stderr: "" });
  expect(known.stdout).toContain("orders_to_holo");
  expect(mistyped.status).toBe(2);
  expect(mistyped.stderr).toContain("did you mean 'orders-prod'?");
});

test("a name with control characters cannot leave its column", async () => {
  const other = await makeCli({ jobs: [{ jobName: "evil\n\u001b[31mred" }] });

  const { stdout } = await other.run("list", ...HERE);
  await other.close();

  expect(stdout.trimEnd().split("\n")).toHaveLength(2);
  expect(stdout).toContain("evil\\u{a}\\u{1b}[31mred");
});

test("list --used says which construct uses which job, and asks nothing", async () => {
  const jobs = [
    {
      diJobId: "7",
      jobName: "orders",
      migrationType: "Full",
      sourceDataSourceType: "MySQL",
      destinationDataSourceType: "Hologres",
      jobStatus: "Running",
    },
  ];
  const query = { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" };
  const usedBy = { "apps/a": { "prod/jobs": ["gone", "orders"] }, "apps/b": { "prod/jobs": ["*"] } };
  cli.write(
    "used.json",
    JSON.stringify({
      version: 2,
      workspaces: {},
      lookups: [{ query, observedAt: "2026-01-01T00:00:00Z", usedBy, jobs }],
    }),
  );
  await cli.emulator.forgetCalls();

  const { status, stdout, stderr } = await cli.run("list", "--used", "--snapshot", "used.json");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^APP +CONSTRUCT +USES +ID +ASKED$/m);
  expect(stdout).toMatch(/^apps\/a +prod\/jobs +gone +not there +cn-shanghai\/1967$/m);
  expect(stdout).toMatch(/^apps\/a +prod\/jobs +orders +7 +cn-shanghai\/1967$/m);
  expect(stdout).toMatch(/^apps\/b +prod\/jobs +the whole list +1 job +cn-shanghai\/1967$/m);
  expect(await cli.emulator.calls()).toEqual([]);
});
