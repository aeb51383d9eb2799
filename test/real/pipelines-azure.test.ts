import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { type EmulatedJob, type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { parse } from "yaml";
import { makePipelineProject, type PipelineProject } from "../_support/pipeline-project";
import { root } from "../_support/process";
import { commandsIn } from "../_support/runner-commands";

interface Step {
  readonly bash?: string;
  readonly displayName?: string;
  readonly condition?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly artifact?: string;
  readonly task?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

const text = readFileSync(join(root, "examples/pipelines/azure-pipelines.yml"), "utf8");
/** Azure Pipelines takes every scalar as a text. */
const file: { readonly stages: readonly { readonly jobs: readonly { readonly steps: readonly Step[] }[] }[] } = parse(
  text,
  { schema: "failsafe" },
);
const steps = file.stages.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps));

const JOBS: readonly EmulatedJob[] = [
  { projectId: 1967, diJobId: 16626, jobName: "mysql_to_holo_sync_8772", migrationType: "FullAndRealtimeIncremental" },
  { projectId: 1967, diJobId: 16627, jobName: "orders_to_holo", migrationType: "RealtimeIncremental" },
  { projectId: 2044, diJobId: 16633, jobName: "CRM-legacy", migrationType: "RealtimeIncremental" },
];

/** What the pipeline holds: variables, secret ones among them, and what the agent knows. */
let variables: Readonly<Record<string, string>>;
let emulator: Emulator;
let project: PipelineProject;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: JOBS });
  const { ALIBABA_CLOUD_ACCESS_KEY_ID = "", ALIBABA_CLOUD_ACCESS_KEY_SECRET = "" } = emulator.env;
  variables = {
    DI_KEY_ID: ALIBABA_CLOUD_ACCESS_KEY_ID,
    DI_KEY_SECRET: ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    "System.AccessToken": "token-of-the-build",
  };
  project = makePipelineProject();
  const made = await project.sh(
    `npx --no-install dijobs refresh
    git init --quiet --initial-branch=main && git add . && git commit --quiet --message first
    git clone --quiet --bare . .home/origin.git && git remote add origin "$PWD/.home/origin.git"`,
    emulator.env,
  );
  expect(made).toMatchObject({ status: 0 });
  mkdirSync(join(project.folder, ".home/bin"), { recursive: true });
  // Azure's own command line, which would ask the organisation.
  writeFileSync(join(project.folder, ".home/bin/az"), '#!/bin/sh\nprintf "%s\\n" "$*" >> "$HOME/az-calls"\n');
  chmodSync(join(project.folder, ".home/bin/az"), 0o755);
}, 120_000);

beforeEach(async () => {
  await emulator.setJobs(JOBS);
  await emulator.forgetCalls();
  await project.sh("git switch --quiet --discard-changes main && git clean --quiet -dxf -e node_modules -e .home");
});

afterAll(async () => {
  project.remove();
  await emulator.close();
});

/** Runs a step as Azure's agent does: with what its env names, of the variables that are no secrets. */
async function step(name: string, env: Readonly<Record<string, string>> = {}) {
  const { bash, env: mapped = {} } = steps.find(({ displayName }) => displayName === name) ?? {};
  if (bash === undefined) throw new Error(`there is no step '${name}'`);
  const replaced = (value: string) => value.replace(/\$\(([\w.]+)\)/g, (whole, key: string) => variables[key] ?? whole);
  const given = Object.entries(mapped).map(([key, value]) => [key, replaced(value)]);
  return await project.sh(`PATH="$HOME/bin:$PATH"\n${replaced(bash).replace("--for 60s", "--for 1s --every 1s")}`, {
    DIJOBS_ENDPOINT: emulator.env.DIJOBS_ENDPOINT ?? "",
    ...Object.fromEntries(given),
    ...env,
  });
}

test("the file is what Azure's own schema wants, and what it keeps and caches has a name", () => {
  const schema = JSON.parse(readFileSync(join(root, "test/fixtures/schemas/azure-pipelines.json"), "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  validate(file);

  expect(validate.errors).toBeNull();
  expect(steps.flatMap(({ artifact = [] }) => artifact)).toEqual(["di-evidence-$(System.JobAttempt)"]);
  expect(steps.find(({ task }) => task === "Cache@2")?.inputs?.key).toContain("npm |");
});

test("no secret is written into a script, where it would stand in a command line", () => {
  const scripts = steps.flatMap(({ bash = [] }) => bash);

  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.filter((script) => script.includes("$("))).toEqual([
    // A command of the shell, no variable of the pipeline.
    expect.stringContaining("open=$(az repos pr list "),
  ]);
});

test("a pull request is checked without credentials, and shows its report and its results when it fails", async () => {
  await project.sh("sed -i s/orders_to_holo]/no_such_job]/ dijobs.policy.yaml");

  expect(await step("check the snapshot")).toMatchObject({ status: 1 });
  const shown = await step("show the report");

  expect(commandsIn(shown.stdout)).toEqual([
    expect.stringContaining(`Azure Pipelines: task.uploadsummary ${project.folder}/out/check.md`),
  ]);
  expect(project.read("out/check.md")).toContain("no\\_such\\_job");
  expect(project.read("out/check.xml")).toContain("<failure");
  expect(await emulator.calls()).toEqual([]);
  const published = steps.filter(({ task }) => task === "PublishTestResults@2");
  expect(published.map(({ condition }) => condition)).toEqual(["succeededOrFailed()", "succeededOrFailed()"]);
}, 120_000);

test("a night is given its secrets by env, and a job's name commands no agent", async () => {
  await emulator.updateJob("16633", { jobName: "##vso[task.setvariable variable=PATH]x" });

  const checked = await step("check the policy");
  const compared = await step("compare with the snapshot");

  expect(checked).toMatchObject({ status: 0 });
  expect(compared).toMatchObject({ status: 1 });
  expect(checked.stdout + compared.stdout).toContain("vso[task.setvariable variable=PATH]x");
  for (const { stdout, stderr } of [checked, compared]) expect(commandsIn(stdout + stderr)).toEqual([]);
  expect(commandsIn((await step("show the reports")).stdout)).toHaveLength(2);
  for (const name of ["check.json", "check.html", "check.xml", "drift.xml"])
    expect(project.read(`evidence/${name}`)).not.toBe("");
}, 120_000);

test("a refresh that changed something is pushed and proposed once, its token in no command line", async () => {
  const trace = join(project.folder, ".home", "trace");
  expect(await step("record the snapshot anew")).toMatchObject({ status: 0 });
  expect(await step("propose the change", { GIT_TRACE2: trace, GIT_TRACE_REDACT: "0" })).toMatchObject({ status: 0 });
  expect((await project.sh("git branch --list di-jobs-refresh")).stdout).toBe("");
  await emulator.removeJob("16627");
  await emulator.addJobs([{ ...JOBS[1], diJobId: 17001, jobName: "orders_to_holo" }]);

  expect(await step("record the snapshot anew")).toMatchObject({ status: 0 });
  expect(await step("propose the change", { GIT_TRACE2: trace, GIT_TRACE_REDACT: "0" })).toMatchObject({ status: 0 });

  expect((await project.sh("git -C .home/origin.git log -1 --format=%B di-jobs-refresh")).stdout).toContain(
    "was recreated (16627 → 17001)",
  );
  expect(project.read(".home/az-calls")).toMatch(/^repos pr list .*\nrepos pr create --source-branch di-jobs-refresh /);
  expect(project.read(".home/trace")).toContain("push");
  for (const said of [".home/trace", ".home/az-calls"]) expect(project.read(said)).not.toContain("token-of-the-build");
}, 120_000);

test("a deployment is what the workflow for GitHub runs", () => {
  const workflow = readFileSync(join(root, "examples/pipelines/github-workflow.yml"), "utf8");
  const commands = ["deploy what was reviewed", "wait until the jobs run"].map(
    (name) => steps.find(({ displayName }) => displayName === name)?.bash ?? name,
  );

  expect(commands.filter((command) => !workflow.includes(`run: ${command}\n`))).toEqual([]);
});
