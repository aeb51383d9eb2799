import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EmulatedJob, type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { parse } from "yaml";
import { makePipelineProject, type PipelineProject } from "../_support/pipeline-project";
import { root } from "../_support/process";

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const workflow: {
  readonly jobs: Readonly<
    Record<string, { readonly env?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
} = parse(readFileSync(join(root, "examples/pipelines/github-workflow.yml"), "utf8"));

const JOBS: readonly EmulatedJob[] = [
  { projectId: 1967, diJobId: 16626, jobName: "mysql_to_holo_sync_8772", migrationType: "FullAndRealtimeIncremental" },
  { projectId: 1967, diJobId: 16627, jobName: "orders_to_holo", migrationType: "RealtimeIncremental" },
  { projectId: 2044, diJobId: 16633, jobName: "CRM-legacy", migrationType: "RealtimeIncremental" },
  { projectId: 2044, diJobId: 16634, jobName: "mysql_to_holo_sync_8772" },
  { projectId: 2044, diJobId: 16635, jobName: "orders_to_holo" },
];

let emulator: Emulator;
let project: PipelineProject;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: JOBS });
  project = makePipelineProject();
  const commit = "git init --quiet --initial-branch=main && git add . && git commit --quiet --message first";
  const recorded = await project.sh(`npx --no-install dijobs refresh && ${commit}`, emulator.env);
  expect(recorded).toMatchObject({ status: 0 });
}, 120_000);

beforeEach(async () => {
  await emulator.setJobs(JOBS);
  await emulator.forgetCalls();
  await project.sh("git switch --quiet --discard-changes main && git clean --quiet -dxf -e node_modules");
});

afterAll(async () => {
  project.remove();
  await emulator.close();
});

/** Runs a step of the workflow as GitHub does, in seconds where it waits for minutes. */
async function step(job: string, name: string, env: Readonly<Record<string, string>>) {
  const { steps = [], env: jobEnv = {} } = workflow.jobs[job] ?? {};
  const found = steps.find((each) => each.name === name);
  if (found?.run === undefined) throw new Error(`${job} has no step '${name}'`);
  const plain = Object.entries({ ...jobEnv, ...found.env }).filter(([, value]) => !value.includes("${{"));
  return await project.sh(quick(found.run), {
    ...Object.fromEntries(plain),
    GITHUB_STEP_SUMMARY: join(project.folder, "out-summary.md"),
    RUNNER_TEMP: project.folder,
    ...env,
  });
}

function quick(script: string): string {
  return script.replace("--for 60s", "--for 1s --every 1s");
}

test("a proposed change is synthesized and checked without credentials, and without a call", async () => {
  expect(await step("proposed", "synthesize from the snapshot", {})).toMatchObject({ status: 0 });
  const checked = await step("proposed", "check the snapshot", {});

  expect(checked).toMatchObject({ status: 0 });
  expect(checked.stdout).toContain("::notice file=dijobs.policy.yaml,line=17,title=not checked (2 in 2 workspaces)");
  expect(project.read("out-summary.md")).toContain("## dijobs check");
  expect(await emulator.calls()).toEqual([]);
}, 120_000);

test("a proposed change to a policy that the snapshot breaks is stopped at the rule's line", async () => {
  await project.sh("sed -i s/orders_to_holo]/no_such_job]/ dijobs.policy.yaml");

  const { status, stdout } = await step("proposed", "check the snapshot", {});

  expect(status).toBe(1);
  expect(stdout).toContain("::error file=dijobs.policy.yaml,line=10,title=orders-prod%3A required-order-jobs");
}, 120_000);

test("a quiet night proves the policy, finds no drift, and proposes nothing, though statuses moved", async () => {
  await emulator.updateJob("16634", { jobStatus: "Finished" });

  expect(await step("nightly", "check the policy", emulator.env)).toMatchObject({ status: 0 });
  expect(await step("nightly", "compare with the snapshot", emulator.env)).toMatchObject({ status: 0 });
  expect(await step("nightly", "record the snapshot anew", emulator.env)).toMatchObject({ status: 0 });

  expect(project.changed()).not.toContain("dataworks.snapshot");
  expect(JSON.parse(project.read("evidence/check.json"))).toMatchObject({
    exitCode: 0,
    summary: { errors: 0, unchecked: 0, acknowledged: 1 },
    evidence: [
      { alias: "orders-prod", source: "live" },
      { alias: "crm-prod", source: "live" },
    ],
  });
  for (const file of ["evidence/check.xml", "evidence/check.sarif"]) expect(project.read(file)).toContain("naming");
}, 120_000);

test("a job that was recreated is drift by night, and a proposal that says whom it concerns", async () => {
  await emulator.removeJob("16627");
  await emulator.addJobs([{ ...JOBS[1], diJobId: 17001, jobName: "orders_to_holo" }]);

  const drift = await step("nightly", "compare with the snapshot", emulator.env);
  const refreshed = await step("nightly", "record the snapshot anew", emulator.env);

  expect(drift.status).toBe(1);
  expect(drift.stdout).toMatch(/^::error file=dataworks.snapshot.json,line=\d+,title=.*recreated/m);
  expect(refreshed.status).toBe(0);
  expect(project.changed()).toContain("dataworks.snapshot.json");
  expect(project.read("body.md")).toMatch(/was recreated \(16627 → 17001\).*orders\/orders-jobs/);
}, 120_000);

test("a job that was renamed fails the app by night, and is proposed without it", async () => {
  await emulator.updateJob("16627", { jobName: "orders_to_holo_v2" });

  const withApp = await step("nightly", "record the snapshot anew", emulator.env);
  const name = "record it without the app, which may look for a name that is gone";
  const withoutApp = await step("nightly", name, emulator.env);

  expect([withApp.status, withoutApp.status]).toEqual([2, 0]);
  expect(project.changed()).toContain("dataworks.snapshot.json");
  expect(project.read("body.md")).toMatch(/was renamed to .*orders.*v2/);
  expect(await step("proposed", "synthesize from the snapshot", {})).not.toMatchObject({ status: 0 });
}, 120_000);

test("a night without the API is broken, not passed, and leaves the snapshot alone", async () => {
  await emulator.setFaults([{ kind: "refuse" }]);
  const env = { ...emulator.env, DIJOBS_MAX_ATTEMPTS: "1" };

  expect(await step("nightly", "check the policy", env)).toMatchObject({ status: 2 });
  expect(await step("nightly", "compare with the snapshot", env)).toMatchObject({ status: 2 });
  expect(await step("nightly", "record the snapshot anew", env)).toMatchObject({ status: 2 });

  expect(project.changed()).not.toContain("dataworks.snapshot");
  await emulator.clearFaults();
}, 120_000);

test("after a deployment the workflow waits until the job runs", async () => {
  expect(await step("deployed", "deploy what was reviewed", {})).toMatchObject({ status: 0 });
  expect(await step("deployed", "wait until the jobs run", emulator.env)).toMatchObject({ status: 0 });

  await emulator.updateJob("16627", { jobStatus: "Failed" });

  expect(await step("deployed", "wait until the jobs run", emulator.env)).toMatchObject({ status: 1 });
}, 120_000);

test("the schema that the policy's first line names for editors is where the package is installed", () => {
  const [, path = ""] = /\$schema=(\S+)/.exec(project.read("dijobs.policy.yaml")) ?? [];

  expect(JSON.parse(project.read(path))).toMatchObject({ title: "A policy file of dijobs check" });
});

test("every step of the workflow is an action, an installation, or one that runs here", () => {
  const others = Object.values(workflow.jobs)
    .flatMap(({ steps }) => steps)
    .filter(({ run, uses }) => uses === undefined && !run?.includes("npx --no-install"));

  expect([...new Set(others.map(({ name, run }) => name ?? run))]).toEqual(["npm ci", "identity token for the role"]);
});

test("the steps of the Jenkinsfile prove, deploy and wait", async () => {
  const jenkinsfile = project.read("Jenkinsfile");
  const [, check = ""] = /script: '([^']+)'/.exec(jenkinsfile) ?? [];
  const [, deploy = ""] = /sh '''([\s\S]+?)'''/.exec(jenkinsfile) ?? [];

  expect(await project.sh(check, emulator.env)).toMatchObject({ status: 0 });
  expect(await project.sh(quick(deploy), emulator.env)).toMatchObject({ status: 0 });
  expect(project.read("out/dijobs.xml")).toContain('<testsuite name="orders-prod"');

  await emulator.updateJob("16627", { jobStatus: "Failed" });

  expect(await project.sh(check, emulator.env)).toMatchObject({ status: 1 });
}, 120_000);

test("the shell script ends with the gravest exit code, and commits what changed to a branch", async () => {
  expect(await project.sh("./nightly.sh", emulator.env)).toMatchObject({ status: 0 });
  expect((await project.sh("git branch --show-current")).stdout).toBe("main\n");

  await emulator.removeJob("16627");
  await emulator.addJobs([{ ...JOBS[1], diJobId: 17001, jobName: "orders_to_holo" }]);

  expect(await project.sh("./nightly.sh", emulator.env)).toMatchObject({ status: 1 });
  expect((await project.sh("git log -1 --format=%B di-jobs-refresh")).stdout).toContain(
    "was recreated (16627 → 17001)",
  );
}, 120_000);

test("every command of docs/pipelines.md stands in an example that is run here", () => {
  const linesOf = (script: string) =>
    script
      .replaceAll(/\\\n\s*/g, "")
      .trim()
      .split("\n")
      .map((line) => line.trim());
  const example = (name: string) => readFileSync(join(root, "examples/pipelines", name), "utf8");
  const stepsOf = ({ jobs }: typeof workflow) =>
    Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run));
  const page = readFileSync(join(root, "docs/pipelines.md"), "utf8");
  const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => linesOf(block));
  const scripts = [...stepsOf(workflow), ...stepsOf(parse(example("github-fleet.yml"))), example("metrics.sh")];
  const run = scripts.flatMap(linesOf);

  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => !run.includes(command))).toEqual([]);
});
