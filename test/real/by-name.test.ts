import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import { type Emulator, type EmulatorOptions, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { failure } from "../_support/failure";

const ORDERS = { projectId: "1967", projectName: "orders_prod", displayName: "Orders" };
const CRM = { projectId: "2044", projectName: "crm" };
const JOBS = [
  { jobName: "orders", diJobId: 7 },
  { jobName: "clients", diJobId: 9, projectId: CRM.projectId },
];

const environment = { ...process.env };
const emulators: Emulator[] = [];
let folder: string;
let snapshot: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "by-name-"));
  snapshot = join(folder, "dataworks.snapshot.json");
});

afterEach(async () => {
  process.env = { ...environment };
  await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
  rmSync(folder, { recursive: true });
});

/** Points this process at an emulator of its own, in a mode. */
async function ask(mode: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ jobs: JOBS, workspaces: [ORDERS, CRM], ...options });
  emulators.push(emulator);
  process.env = { ...environment, ...emulator.env, DIJOBS_SNAPSHOT: snapshot, DIJOBS_MODE: mode, DIJOBS_APP: "app" };
  return emulator;
}

/** An app that asks workspaces by their names, a stack for each. */
function app(...names: readonly string[]) {
  const root = new App({ outdir: join(folder, "out") });
  const all = names.map((projectName, index) => {
    return new DiJobs(new TerraformStack(root, `stack${index}`), "jobs", { regionId: "cn-shanghai", projectName });
  });
  return { root, all };
}

test("jobs of a workspace that is asked by its name have ids, and all questions list the workspaces once", async () => {
  const emulator = await ask("live");

  const { all } = app("orders_prod", "crm", "orders_prod");

  expect(all.flatMap((jobs) => jobs.all.map(({ raw }) => raw.importId))).toEqual(["1967:7", "2044:9", "1967:7"]);
  const actions = (await emulator.calls()).map(({ action }) => action);
  expect(actions.sort()).toEqual(["ListDIJobs", "ListDIJobs", "ListProjects"]);
});

test("a snapshot holds the names by which workspaces were asked for, so that locked answers by both", async () => {
  await ask("record");
  const { root, all } = app("orders_prod");
  all[0]?.names;
  root.synth();
  const emulator = await ask("locked");

  const error = failure(() => app("crm").all[0]?.names);

  expect(readFileSync(snapshot, "utf8")).toContain('"cn-shanghai/orders_prod": "1967"');
  expect(readFileSync(snapshot.replace("json", "d.ts"), "utf8")).toContain('"cn-shanghai/orders_prod":');
  expect(app("orders_prod").all[0]?.names).toEqual(["orders"]);
  expect(error.code).toBe("SnapshotLacksQuery");
  expect(error.message).toContain("does not know the name of the workspace, so it has no answer for cn-shanghai/crm");
  const byId = new DiJobs(new TerraformStack(new App(), "by-id"), "jobs", { regionId: "cn-shanghai", projectId: 1967 });
  expect(byId.names).toEqual(["orders"]);
  expect(await emulator.calls()).toEqual([]);
});
