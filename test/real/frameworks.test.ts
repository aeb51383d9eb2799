import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { install } from "../_support/installation";
import { root, run } from "../_support/process";

const FRAMEWORKS = [
  { framework: "cdktf", entry: "cdktf-dataworks-di-jobs", other: "cdktf-dataworks-di-jobs/cdktn" },
  { framework: "cdktn", entry: "cdktf-dataworks-di-jobs/cdktn", other: "cdktf-dataworks-di-jobs" },
] as const;

/** Loads an entry in a folder, and prints the code of its error or the packages that it loaded. */
async function loading(entry: string, folder: string) {
  const script = `
    try {
      require(${JSON.stringify(entry)});
      const packages = Object.keys(require.cache).map((file) => /.*node_modules.((@[^/]+.)?[^/]+)/.exec(file)[1]);
      console.log([...new Set(packages)].sort().join(" "));
    } catch (error) {
      console.log(error.code + "\\n" + error.message);
    }`;
  const { stdout } = await run(process.execPath, ["-e", script], { cwd: folder });
  return stdout.trim();
}

describe.each(FRAMEWORKS)("a project that has only $framework", ({ framework, entry, other }) => {
  let folder: string;

  beforeAll(async () => {
    folder = await install(framework, "constructs", "@types/node");
    const app = readFileSync(join(root, "test/fixtures/frameworks/app.ts"), "utf8");
    writeFileSync(
      join(folder, "app.ts"),
      app.replace('from "cdktf-dataworks-di-jobs"', `from "${entry}"`).replace('from "cdktf"', `from "${framework}"`),
    );
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test("loads its entry, and with it no other framework", async () => {
    const packages = (await loading(entry, folder)).split(" ");

    expect(packages.filter((name) => /^cdkt/.test(name))).toEqual([framework, "cdktf-dataworks-di-jobs"].sort());
  });

  test("is told how to repair the import of the other entry", async () => {
    const [code, ...message] = (await loading(other, folder)).split("\n");

    expect(code).toBe("FrameworkMissing");
    expect(message.join("\n")).toContain("npm i cdkt");
    expect(message.join("\n")).toContain(`import from '${entry}'`);
  });

  test.each([
    ["CommonJS", "node10"],
    ["node16", "node16"],
    ["ESNext", "bundler"],
  ])("compiles with exact types: module %s, resolved as %s", async (module, moduleResolution) => {
    const options = [
      "--strict",
      "--exactOptionalPropertyTypes",
      "--skipLibCheck",
      "--noEmit",
      "--target",
      "es2022",
      "--types",
      "node",
    ];
    const { stdout } = await run(
      "tsc",
      [...options, "--module", module, "--moduleResolution", moduleResolution, "app.ts"],
      { cwd: folder },
    );

    expect(stdout).toBe("");
  });

  test("synthesizes an app", async () => {
    const { status, stderr } = await run("tsx", ["app.ts"], { cwd: folder });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const stack = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/stack/cdk.tf.json"), "utf8"));
    expect(stack.resource.alicloud_data_works_di_alarm_rule.first.di_job_id).toBe(16626);
  });
});

describe("a project that has no framework", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await install();
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(FRAMEWORKS)("is told to install $framework by its entry", async ({ framework, entry }) => {
    const message = await loading(entry, folder);

    expect(message).toMatch(/^FrameworkMissing\n/);
    expect(message).toContain(`'${framework}' is not installed`);
    expect(message).toContain(`npm i ${framework} constructs`);
  });

  test("can list jobs for a script all the same", async () => {
    const emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
    const script = `
      const { listDiJobs } = require("cdktf-dataworks-di-jobs/list");
      (async () => {
        const query = { regionId: "cn-shanghai", projectId: 1967 };
        for await (const job of listDiJobs(query)) console.log(job.jobName);
      })();`;

    const ended = await run(process.execPath, ["-e", script], { cwd: folder, env: emulator.env });
    await emulator.close();

    expect(ended).toMatchObject({ status: 0, stdout: "orders\n", stderr: "" });
  });

  test("can use the doubles and the recorded names all the same", async () => {
    expect(await loading("cdktf-dataworks-di-jobs/testing", folder)).not.toMatch(/cdktn|Cannot find/);
    expect(await loading("cdktf-dataworks-di-jobs/recorded", folder)).toBe("cdktf-dataworks-di-jobs");
  });
});
