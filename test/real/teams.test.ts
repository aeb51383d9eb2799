import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Cli, makeCli } from "../_support/cli";
import { framework, ported } from "../_support/framework";
import { blocksOf, pages } from "../_support/pages";
import { root, run } from "../_support/process";

const APP = ported(`
const { App, TerraformStack } = require("cdktf");
const { DiJobs } = require("cdktf-dataworks-di-jobs");
const app = new App();
new DiJobs(new TerraformStack(app, "prod"), "jobs", { regionId: "cn-shanghai", projectId: 1967 }).findJob("orders");
app.synth();
`);

const page = pages().filter(({ path }) => path === "docs/teams.md");
const lines = page
  .flatMap((page) => blocksOf(page).filter(({ info }) => info === "sh"))
  .flatMap(({ code }) => code.trim().split("\n"));

let cli: Cli;

beforeAll(async () => {
  cli = await makeCli({ jobs: [{ diJobId: 7, jobName: "orders" }] });
  mkdirSync(join(cli.folder, "node_modules/.bin"), { recursive: true });
  for (const name of [framework, "constructs"])
    symlinkSync(join(root, "node_modules", name), join(cli.folder, "node_modules", name));
  symlinkSync(root, join(cli.folder, "node_modules/cdktf-dataworks-di-jobs"));
  cli.write("main.js", APP);
  cli.write("cdktf.json", JSON.stringify({ app: "node main.js" }));
  await run("git", ["init", "--quiet"], { cwd: cli.folder });
});

afterAll(() => cli.close());

test("every command that the page speaks of is among those that it runs", () => {
  const named = page.flatMap(({ text }) =>
    [...text.matchAll(/`(?:npx --no-install )?dijobs (\w+)/g)].map(([, name]) => name),
  );
  const run = lines.flatMap((line) => /dijobs (\w+)/.exec(line)?.[1] ?? []);

  expect(named.length).toBeGreaterThan(2);
  expect(run).toEqual(expect.arrayContaining(named));
});

test("every command of the page for teams does what it is said to do, one after another", async () => {
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    const command = line.replace(
      "npx --no-install dijobs",
      `'${process.execPath}' '${join(root, "dist/cli/program.js")}'`,
    );
    const given = line.startsWith("git") || line.startsWith("echo") ? line : command;
    const env = { PATH: process.env.PATH ?? "", HOME: cli.folder, ...cli.emulator.env };
    const { status, stderr } = await run("bash", ["-c", given], { cwd: cli.folder, env });

    expect({ line, status, stderr: status === 0 ? "" : stderr }).toEqual({ line, status: 0, stderr: "" });
  }
  const { lookups } = JSON.parse(cli.read("dataworks.snapshot.json"));
  expect(lookups).toMatchObject([{ usedBy: { ".": {}, "orders-prod": { "prod/jobs": ["orders"] } } }]);
  expect(lookups[0].usedBy).not.toHaveProperty("orders-dev");
}, 120_000);
