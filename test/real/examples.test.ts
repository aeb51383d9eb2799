import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { portedProgram } from "../_support/framework";
import { root, run } from "../_support/process";
import { describeTerraform, Terraform, terraformCommand } from "../_support/terraform";

const EXAMPLES = join(root, "examples");
const names = readdirSync(EXAMPLES)
  .filter((name) => existsSync(join(EXAMPLES, name, "main.ts")))
  // An import block makes the framework ask Terraform for its version.
  .filter((name) => name !== "adopt" || terraformCommand === "terraform");

/** `UPDATE_EXPECTED=1` takes what the examples write now as what is expected of them. */
const accepting = process.env.UPDATE_EXPECTED === "1";

let emulator: Emulator;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: JSON.parse(readFileSync(join(EXAMPLES, "jobs.json"), "utf8")) });
});

afterAll(() => emulator.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "examples-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The stacks that an example writes, byte by byte, by their names. */
async function stacksOf(name: string): Promise<Record<string, string>> {
  const outdir = mkdtempSync(join(folder, `${name}-`));
  const ended = await run("tsx", [portedProgram(join("examples", name, "main.ts"))], {
    cwd: root,
    env: { ...emulator.env, CDKTF_OUTDIR: outdir },
  });
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({
    status: 0,
    stderr: expectedWarnings(name, ended.stderr),
  });
  const stacks = readdirSync(join(outdir, "stacks"));
  return Object.fromEntries(
    stacks.map((stack) => [stack, readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")]),
  );
}

/** What an example says besides its stacks: `expected/stderr.txt`, or nothing. */
function expectedWarnings(name: string, stderr: string): string {
  const file = join(EXAMPLES, name, "expected", "stderr.txt");
  if (accepting && stderr !== "") {
    mkdirSync(join(EXAMPLES, name, "expected"), { recursive: true });
    writeFileSync(file, stderr);
  }
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** A stack without what differs between machines and moments: the framework's metadata, paths, and times of lookups. */
function lasting(stack: string) {
  const parsed = JSON.parse(stack, (key, value) => {
    if (key === "//") return undefined;
    return key === "observed_at" || key === "fresh_until" ? "<time>" : value;
  });
  delete parsed.terraform.backend;
  return parsed;
}

/** Where the expectation of a stack stands: `cdk.tf.json`, or one file a stack where an app has several. */
const expectedFile = (name: string, stack: string, stacks: readonly string[]) =>
  join(EXAMPLES, name, "expected", stacks.length === 1 ? "cdk.tf.json" : `${stack}.tf.json`);

test.each(names)("%s writes what is expected of it, the same twice", async (name) => {
  const [stacks, again] = await Promise.all([stacksOf(name), stacksOf(name)]);

  // Only an app that asks for it has a time in its stacks.
  if (name !== "freshness") expect(again).toEqual(stacks);
  const expected = Object.keys(stacks).map((stack) => expectedFile(name, stack, Object.keys(stacks)));
  for (const [index, text] of Object.values(stacks).entries()) {
    const file = `${expected[index]}`;
    if (accepting) {
      mkdirSync(join(EXAMPLES, name, "expected"), { recursive: true });
      writeFileSync(file, `${JSON.stringify(lasting(text), null, 2)}\n`);
    }
    expect(lasting(text)).toEqual(JSON.parse(readFileSync(file, "utf8")));
  }
  const files = readdirSync(join(EXAMPLES, name, "expected")).filter((file) => file.endsWith(".json"));
  expect(files).toHaveLength(expected.length);
});

test.each(names)("%s says what it is for", (name) => {
  expect(readFileSync(join(EXAMPLES, name, "README.md"), "utf8")).toMatch(/^# .+\n\n(.+\n){2,}/);
});

describeTerraform("with real Terraform", () => {
  /** Applies a stack of an example, and shows that nothing is left to do. */
  async function outputs(name: string, stack: string): Promise<Record<string, unknown>> {
    const text = (await stacksOf(name))[stack];
    if (text === undefined) throw new Error(`${name} has no stack ${stack}`);
    writeFileSync(join(folder, "cdk.tf.json"), text);
    const terraform = new Terraform(folder);
    terraform.take(join(folder, "cdk.tf.json"));
    terraform.apply();
    expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);
    const values = Object.entries(
      JSON.parse(terraform.must("output", "-json").stdout) as Record<string, { value: unknown }>,
    );
    return Object.fromEntries(values.map(([output, { value }]) => [output, value]));
  }

  test("job-map outputs what the workspace holds", async () => {
    const { di_jobs, sample_id, failed } = await outputs("job-map", "job-map");

    expect(di_jobs).toMatchObject({
      mysql_to_holo_sync_8772: { diJobId: "16626", migrationType: "Full", importId: "1967:16626" },
    });
    expect({ sample_id, failed }).toEqual({ sample_id: 16626, failed: ["stock_to_holo"] });
  });

  test("two-regions outputs each workspace and what only one of them has", async () => {
    expect(await outputs("two-regions", "beijing")).toEqual({
      job_ids: {
        crm_to_holo: { diJobId: "20802" },
        invoices_to_maxcompute: { diJobId: "9007199254740993" },
        orders_to_holo: { diJobId: "20801" },
      },
    });
    expect((await outputs("two-regions", "comparison")).only_here).toContain("payments_to_holo");
  });

  test("freshness applies in time", async () => {
    expect(await outputs("freshness", "freshness")).toEqual({ published_id: 16627 });
  });
});
