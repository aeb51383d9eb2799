import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import { startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { COMMANDS } from "../../src/cli/commands";
import { type Cli, makeCli } from "../_support/cli";
import { failure } from "../_support/failure";

const WORKSPACE = "cn-shanghai/1967";
const NAME = "orders_to_holo_4711";
/** A job that is there, and was not asked for. */
const OTHER = "orders_to_holo_4712";
const JOBS = Array.from({ length: 5000 }, (_, at) => ({ diJobId: 10_001 + at, jobName: `orders_to_holo_${at + 1}` }));
const environment = { ...process.env };

let cli: Cli;
let snapshot: string;

beforeAll(async () => {
  cli = await makeCli({ jobs: JOBS });
  snapshot = join(cli.folder, "dataworks.snapshot.json");
  record();
}, 120_000);

afterAll(async () => {
  process.env = { ...environment };
  await cli.close();
});

let runs = 0;

/** An app as it stands, in a run of its own: another home is another identity, so that nothing is taken from the run before. */
function app(mode: "record" | "locked"): DiJobs {
  const run = { DIJOBS_MODE: mode, DIJOBS_RECORD: "used", DIJOBS_SNAPSHOT: snapshot, HOME: `/home/${runs++}` };
  process.env = { ...environment, ...cli.emulator.env, ...run };
  const stack = new TerraformStack(new App({ outdir: join(cli.folder, "out") }), "prod");
  return new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
}

function record(): void {
  const jobs = app("record");
  jobs.findJob(NAME);
  (jobs.node.root as App).synth();
}

const text = () => readFileSync(snapshot, "utf8");

test("one job that is asked for among 5,000 takes under 2 KB, its types with it, and the others are not known", () => {
  expect(statSync(snapshot).size + statSync(snapshot.replace(/json$/, "d.ts")).size).toBeLessThan(2048);
  expect(JSON.parse(text()).lookups).toMatchObject([{ partial: true, jobs: [{ diJobId: "14711", jobName: NAME }] }]);

  const jobs = app("locked");
  expect(jobs.findJob(NAME).diJobId).toBe("14711");
  expect(failure(() => jobs.findJob(OTHER)).message).toContain(`'${OTHER}' of ${WORKSPACE} is not recorded`);
});

test("a change of other jobs changes nothing, and one of the job that is asked for its own line", async () => {
  const before = text();
  const others = JOBS.filter(({ jobName }) => jobName !== NAME).slice(100);
  const renamed = others.map((job, at) => ({ ...job, jobName: at % 2 ? job.jobName : `${job.jobName}_v2` }));
  const own = { diJobId: 14_711, jobName: NAME };
  try {
    await cli.emulator.setJobs([own, ...renamed, { jobName: "new" }]);
    record();
    expect(text()).toBe(before);
    expect(await cli.run("refresh", "--no-app")).toMatchObject({ status: 0 });
    expect(text()).toBe(before);

    await cli.emulator.setJobs([{ ...own, sourceDataSourceType: "Oracle" }, ...others]);
    record();
    const lines = before.split("\n");
    const changed = text()
      .split("\n")
      .filter((line) => !lines.includes(line) && !line.includes("observedAt"));
    expect(changed).toEqual([expect.stringMatching(/"diJobId":\s*"14711".*"Oracle"/)]);
  } finally {
    await cli.emulator.setJobs(JOBS);
    record();
  }
}, 120_000);

test("a job that is renamed is told so by a refresh without the app, and not as gone", async () => {
  try {
    await cli.emulator.setJobs(JOBS.map((job) => (job.jobName === NAME ? { ...job, jobName: "orders_v2" } : job)));

    const { status, stdout } = await cli.run("refresh", "--no-app");

    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("was renamed to 'orders_v2'") });
    expect(stdout).not.toContain("removed");
    expect(failure(() => app("locked").findJob(NAME)).message).toContain("is not recorded");
  } finally {
    await cli.emulator.setJobs(JOBS);
    record();
  }
}, 120_000);

/** How a command reads what is recorded in part. */
interface Reading {
  readonly args: readonly string[];
  readonly input?: object;
  readonly status: number;
  readonly says: string;
}

const external = (input: object) => ({ args: ["external"], input: { workspace: WORKSPACE, mode: "locked", ...input } });

/** Of each command that answers from a snapshot what it tells of the recorded job, and of the others. */
const READERS: Readonly<Record<string, readonly Reading[]>> = {
  list: [
    { args: ["list", "--used"], status: 0, says: "14711" },
    { args: ["list", "--used", "--name", OTHER], status: 0, says: "APP" },
  ],
  check: [
    { args: ["check", "--locked"], status: 2, says: `the whole list of ${WORKSPACE} is not recorded` },
    { args: ["check", "--locked", "-w", WORKSPACE], status: 2, says: `the whole list of ${WORKSPACE} is not recorded` },
  ],
  external: [
    { ...external({ name: NAME }), status: 0, says: '"id": "14711"' },
    { ...external({ id: "14711" }), status: 0, says: NAME },
    { ...external({ names: JSON.stringify([NAME]) }), status: 0, says: "14711" },
    ...["fail", "empty"].flatMap((missing): Reading[] => [
      { ...external({ name: OTHER, missing }), status: 1, says: `'${OTHER}' of ${WORKSPACE} is not recorded` },
      { ...external({ id: "14712", missing }), status: 1, says: `'14712' of ${WORKSPACE} is not recorded` },
      { ...external({ names: JSON.stringify([NAME, OTHER]), missing }), status: 1, says: "is not recorded" },
    ]),
  ],
  refresh: [{ args: ["refresh", "--no-app"], status: 0, says: "the snapshot stays as it is" }],
  drift: [{ args: ["drift"], status: 0, says: "nothing differs" }],
  merge: [{ args: ["merge"], status: 0, says: "is in no conflict: 1 question" }],
  doctor: [{ args: ["doctor"], status: 0, says: "1 of them in part" }],
  emulator: [
    {
      args: ["emulator", "--snapshot", "dataworks.snapshot.json"],
      status: 2,
      says: `the whole list of ${WORKSPACE} is not recorded`,
    },
  ],
};

/** These only ask, whatever is recorded. */
const NO_READERS = ["workspaces", "wait", "unmanaged"];

test("every command is in the table", () => {
  expect([...Object.keys(READERS), ...NO_READERS].sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
});

test.each(Object.values(READERS).flatMap((readings) => readings.map((reading) => [reading.args, reading] as const)))(
  "dijobs %j tells what is recorded, and of no other job that it is not there",
  async (args, { input, status, says }) => {
    cli.write("dijobs.policy.yaml", "version: 1\nrules: [{ id: unique, rule: uniqueNames }]\n");
    const running = cli.start(...args);
    running.process.stdin.end(input && JSON.stringify(input));

    const ended = await running.ended;

    const said = ended.stdout + ended.stderr;
    expect({ status: ended.status, said }).toEqual({ status, said: expect.stringContaining(says) });
    expect(said).not.toMatch(/has no job|not there|not found|added/);
  },
);

test("an emulator begins with no part of a workspace", async () => {
  await expect(startEmulator({ snapshot })).rejects.toThrow(`the whole list of ${WORKSPACE} is not recorded`);
});
