import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Ajv from "ajv";
import { type EmulatedJob, type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { parse } from "yaml";
import { expandedVariables, gitLabJobs } from "../_support/gitlab-jobs";
import { makePipelineProject, type PipelineProject } from "../_support/pipeline-project";
import { root } from "../_support/process";

const file = parse(readFileSync(join(root, "examples/pipelines/gitlab-ci.yml"), "utf8"));
const jobs = gitLabJobs(file);
const schema = (name: string) => JSON.parse(readFileSync(join(root, `test/fixtures/schemas/${name}.json`), "utf8"));

const JOBS: readonly EmulatedJob[] = [
  { projectId: 1967, diJobId: 16626, jobName: "mysql_to_holo_sync_8772", migrationType: "FullAndRealtimeIncremental" },
  { projectId: 1967, diJobId: 16627, jobName: "orders_to_holo", migrationType: "RealtimeIncremental" },
  { projectId: 2044, diJobId: 16633, jobName: "CRM-legacy", migrationType: "RealtimeIncremental" },
];

let emulator: Emulator;
let project: PipelineProject;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: JOBS });
  project = makePipelineProject();
  const hook = `printf '%s\\n' "$GIT_PUSH_OPTION_0" "$GIT_PUSH_OPTION_1" "$GIT_PUSH_OPTION_2" > push-options`;
  const made = await project.sh(
    `npx --no-install dijobs refresh
    git init --quiet --initial-branch=main && git add . && git commit --quiet --message first
    git clone --quiet --bare . .home/group.git && git -C .home/group.git config receive.advertisePushOptions true
    printf '#!/bin/sh\\n%s\\n' '${hook.replaceAll("'", `'"'"'`)}' > .home/group.git/hooks/post-receive
    chmod +x .home/group.git/hooks/post-receive`,
    emulator.env,
  );
  expect(made).toMatchObject({ status: 0 });
}, 120_000);

beforeEach(async () => {
  await emulator.setJobs(JOBS);
  await emulator.forgetCalls();
  await project.sh(
    `git switch --quiet --discard-changes main && git clean --quiet -dxf -e node_modules -e .home
    git for-each-ref --format='%(refname:short)' refs/heads/di-jobs-refresh | xargs --no-run-if-empty git branch --quiet -D`,
  );
});

afterAll(async () => {
  project.remove();
  await emulator.close();
});

/** Runs the scripts of a job as GitLab's runner does, in seconds where it waits for minutes. */
async function job(name: string, env: Readonly<Record<string, string>> = {}) {
  const found = jobs.get(name);
  if (found === undefined) throw new Error(`there is no job '${name}'`);
  const { before_script = [], script, after_script = [] } = found;
  const given = {
    CI_PROJECT_DIR: join(project.folder, "out", "sources"),
    CI_PROJECT_URL: `file://${join(project.folder, ".home", "group")}`,
    CI_DEFAULT_BRANCH: "main",
    GITLAB_USER_NAME: "nightly",
    GITLAB_USER_EMAIL: "nightly@example.com",
    DI_PUSH_TOKEN: "glpat-of-the-project",
    DI_ID_TOKEN: "token-of-the-job",
    ...env,
  };
  const installed = before_script.filter((line) => !line.startsWith("npm ci"));
  const text = [...installed, ...script].join("\n").replace("--for 60s", "--for 1s --every 1s");
  const ended = await project.sh(text, expandedVariables(found, given));
  const token = await project.sh(`stat --format=%a out/sources.tmp/dijobs-id-token; cat out/sources.tmp/*`);
  await project.sh(after_script.join("\n"), expandedVariables(found, given));
  return { ...ended, token: token.stdout };
}

test("the file is what GitLab's own schema wants, with artifacts and caches that have a name", () => {
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema("gitlab-ci"));
  validate(file);

  expect(validate.errors).toBeNull();
  expect([...jobs.values()].filter(({ script, rules = [] }) => script.length === 0 || rules.length === 0)).toEqual([]);
  for (const { artifacts } of jobs.values()) if (artifacts !== undefined) expect(artifacts.name).toMatch(/^di-/);
  expect(file.default.cache.key).toMatchObject({ prefix: "npm" });
});

test("a merge request is checked without credentials, and its Code Quality and JUnit are there when it fails", async () => {
  await project.sh("sed -i s/orders_to_holo]/no_such_job]/ dijobs.policy.yaml");

  const broken = await job("proposed");

  expect(broken.status).toBe(1);
  const { codequality = "", junit = "" } = jobs.get("proposed")?.artifacts?.reports ?? {};
  const issues = JSON.parse(project.read(codequality));
  const validate = new Ajv().compile(schema("gitlab-code-quality"));
  expect(validate(issues)).toBe(true);
  expect(issues[0]).toMatchObject({ location: { path: "dijobs.policy.yaml", lines: { begin: 10 } } });
  expect(project.read(junit)).toContain("<failure");
  expect(await emulator.calls()).toEqual([]);
}, 120_000);

test("a night's gates are jobs of their own, with the evidence of each", async () => {
  expect(await job("nightly-check", emulator.env)).toMatchObject({ status: 0, token: "600\ntoken-of-the-job" });
  expect(project.changed()).not.toContain("dijobs-id-token");
  for (const path of [
    "evidence/check.json",
    "evidence/check.html",
    ...Object.values(jobs.get("nightly-check")?.artifacts?.reports ?? {}),
  ])
    expect(project.read(path)).not.toBe("");
  await emulator.removeJob("16627");

  expect(await job("nightly-check", emulator.env)).toMatchObject({ status: 1 });
  expect(await job("nightly-drift", emulator.env)).toMatchObject({ status: 1 });
  expect(project.read("out/drift.xml")).toContain("<failure");
}, 120_000);

test("a refresh that changed something opens a merge request that says what, and otherwise none", async () => {
  expect(await job("nightly-refresh", emulator.env)).toMatchObject({ status: 0 });
  expect((await project.sh("git branch --list di-jobs-refresh")).stdout).toBe("");
  await emulator.removeJob("16627");
  await emulator.addJobs([{ ...JOBS[1], diJobId: 17001, jobName: "orders_to_holo" }]);

  expect(await job("nightly-refresh", emulator.env)).toMatchObject({ status: 0 });

  const pushed = "git -C .home/group.git";
  expect((await project.sh(`${pushed} log -1 --format=%B di-jobs-refresh`)).stdout).toMatch(
    /^Refresh the snapshot of DI jobs\n\n## dijobs refresh.*was recreated \(16627 → 17001\)/s,
  );
  expect((await project.sh(`${pushed} diff --name-only main di-jobs-refresh`)).stdout).toMatch(
    /^dataworks\.snapshot\./,
  );
  expect(project.read(".home/group.git/push-options")).toBe(
    "merge_request.create\nmerge_request.target=main\nmerge_request.remove_source_branch\n",
  );
}, 120_000);

test("a renamed job is proposed without the app, which looks for the old name", async () => {
  await emulator.updateJob("16627", { jobName: "orders_to_holo_v2" });

  expect(await job("nightly-refresh", emulator.env)).toMatchObject({ status: 0 });

  expect((await project.sh("git log -1 --format=%B di-jobs-refresh")).stdout).toMatch(/was renamed to .*v2/);
}, 120_000);

test("the token that pushes reaches the server, and no command line", async () => {
  const logins: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    logins.push(headers.authorization);
    response.writeHead(headers.authorization === undefined ? 401 : 403, { "www-authenticate": "Basic" }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await emulator.removeJob("16626");
  await emulator.addJobs([{ ...JOBS[0], diJobId: 17002, jobName: "mysql_to_holo_sync_8772" }]);

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/group/project`;
  const env = {
    ...emulator.env,
    CI_PROJECT_URL: url,
    GIT_TRACE2: join(project.folder, "out", "trace"),
    GIT_TRACE_REDACT: "0",
  };
  const { status, stdout, stderr } = await job("nightly-refresh", env);
  server.close();

  expect(status).not.toBe(0);
  expect(logins).toContain(`Basic ${Buffer.from("dijobs:glpat-of-the-project").toString("base64")}`);
  expect(project.read("out/trace")).toContain("$DI_PUSH_TOKEN");
  for (const said of [project.read("out/trace"), stdout, stderr]) expect(said).not.toContain("glpat-of-the-project");
}, 120_000);

test("a deployment is what the workflow for GitHub runs, one at a time", () => {
  const workflow = readFileSync(join(root, "examples/pipelines/github-workflow.yml"), "utf8");
  const commands = jobs.get("deployed")?.script.map((line) => line.replace("DIJOBS_MODE=locked ", "")) ?? [];

  expect(commands.length).toBe(2);
  expect(commands.filter((command) => !workflow.includes(`run: ${command}\n`))).toEqual([]);
  expect(file.deployed.resource_group).toBe("production");
});
