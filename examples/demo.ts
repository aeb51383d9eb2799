/** Runs the main job end to end, without an account: emulator, `cdktf synth`, and Terraform when it is there. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startEmulator } from "cdktf-dataworks-di-jobs/testing";

const root = resolve(__dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "dijobs-demo-"));

async function demo(): Promise<void> {
  const emulator = await startEmulator();
  try {
    console.log(`emulator: ${emulator.endpoint} answers ListDIJobs for cn-shanghai/1967`);
    run("cdktf", ["synth", "--output", join(folder, "cdktf.out")], root, { ...process.env, ...emulator.env });
    const terraform = ["terraform", "tofu"].find((name) => spawnSync(name, ["version"]).status === 0);
    if (terraform === undefined) {
      console.log("neither terraform nor tofu is installed: the demo ends after cdktf synth");
      return;
    }
    const stack = join(folder, "cdktf.out", "stacks", "job-map");
    keepStateHere(join(stack, "cdk.tf.json"));
    run(terraform, ["init", "-input=false", "-no-color"], stack);
    run(terraform, ["apply", "-auto-approve", "-input=false", "-no-color"], stack);
    console.log(jobTable(execFileSync(terraform, ["output", "-json"], { cwd: stack, encoding: "utf8" })));
  } finally {
    await emulator.close();
  }
}

/** Takes away the backend of the stack, which would keep Terraform's state in the folder of the project. */
function keepStateHere(stackFile: string): void {
  const stack = JSON.parse(readFileSync(stackFile, "utf8"));
  delete stack.terraform.backend;
  writeFileSync(stackFile, JSON.stringify(stack));
}

/** Shows a command's own output only when it fails. */
function run(command: string, args: string[], cwd: string, env = process.env): void {
  const bin = join(root, "node_modules", ".bin");
  console.log(`$ ${command} ${args.join(" ")}`);
  const result = spawnSync(command, args, {
    cwd,
    env: { ...env, PATH: `${bin}:${env.PATH}`, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" },
    encoding: "utf8",
  });
  if (result.status !== 0)
    throw new Error(`${command} failed\n${result.stdout}\n${result.stderr}`, { cause: result.error });
}

/** The columns of the table, and the fields of a job that they show. */
const COLUMNS = {
  job: "jobName",
  id: "diJobId",
  "migration type": "migrationType",
  from: "sourceDataSourceType",
  to: "destinationDataSourceType",
};

function jobTable(outputs: string): string {
  const { di_jobs } = JSON.parse(outputs) as { di_jobs: { value: Record<string, Record<string, string>> } };
  const jobs = Object.values(di_jobs.value).map((job) => Object.values(COLUMNS).map((field) => job[field] ?? ""));
  const rows = [Object.keys(COLUMNS), ...jobs];
  const widths = Object.keys(COLUMNS).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  "));
  return `terraform output di_jobs:\n${lines.join("\n")}`;
}

demo()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
