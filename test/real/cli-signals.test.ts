import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cli, makeCli } from "../_support/cli";
import { root, run } from "../_support/process";

const NAME = `${"a".repeat(200)}X`;

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli({ jobs: [{ regionId: "cn-shanghai", projectId: "1967", jobName: NAME }] });
});

afterEach(() => cli.close());

test("a check whose pattern would backtrack without end comes to its end", async () => {
  cli.write(
    "dijobs.policy.yaml",
    `version: 1
workspaces: { w: { regionId: cn-shanghai, projectId: 1967 } }
rules:
  - { id: naming, rule: jobName, with: { pattern: "^(a+)+$" } }
  - { id: selected, rule: jobCount, jobs: { jobName: { pattern: "^(a|aa)+X$" } }, with: { min: 1, max: 1 } }
`,
  );

  const { status, signal, stdout } = await cli.run("check", "--format", "json");

  expect({ status, signal }).toEqual({ status: 1, signal: null });
  expect(JSON.parse(stdout).results).toMatchObject([
    { ruleId: "naming", outcome: "fail", job: { jobName: NAME }, args: { pattern: "^(a+)+$" } },
    { ruleId: "selected", outcome: "pass", args: { jobs: 1 } },
  ]);
});

describe("a signal ends at once", () => {
  const policyOf = (rules: string) => `version: 1
workspaces: { w: { regionId: cn-shanghai, projectId: 1967 } }
rules:
${rules}`;

  test("a check that computes", async () => {
    const names = Array.from({ length: 40_000 }, (_, index) => `${index}`.padStart(200, "b"));
    cli.write(
      "dijobs.policy.yaml",
      policyOf(`  - { id: all, rule: jobExists, with: { names: ${JSON.stringify(names)} } }`),
    );
    await cli.emulator.setJobs(
      names
        .slice(0, 100)
        .map((name) => ({ regionId: "cn-shanghai", projectId: "1967", jobName: `x${name}`.slice(0, 200) })),
    );
    const running = cli.start("check");
    await until(async () => (await cli.emulator.calls()).length > 0);
    const startedMs = cpuMs(running.process.pid);
    // Longer than it takes to read the answer: then it looks for names that are near.
    await until(() => cpuMs(running.process.pid) > startedMs + 2_000);

    running.process.kill("SIGTERM");

    expect(await running.ended).toMatchObject({ status: null, signal: "SIGTERM", stdout: "" });
  });

  test.each([
    ["list", "-w", "cn-shanghai/1967"],
    ["check"],
    ["doctor", "-w", "cn-shanghai/1967"],
    ["refresh", "-w", "cn-shanghai/1967"],
  ])("%s, whose answer does not come", async (...args) => {
    cli.write("dijobs.policy.yaml", policyOf("  - { id: unique, rule: uniqueNames }\n"));
    await cli.emulator.setFaults([{ kind: "slow", delayMs: 600_000 }]);
    const running = cli.start(...args);
    await until(async () => (await cli.emulator.calls()).length > 0);

    running.process.kill("SIGTERM");

    expect(await running.ended).toEqual({ status: 143, signal: null, stdout: "", stderr: "" });
  });

  test.each([
    ["alone", "node main.js"],
    ["below a shell that ends before it", "node main.js; true"],
    ["beside others", "node main.js & node main.js & wait"],
  ])("an app that refresh runs, and that ignores signals, %s", async (_how, app) => {
    cli.write("cdktf.json", JSON.stringify({ language: "typescript", app }));
    cli.write(
      "main.js",
      `for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => {});
       require("node:fs").writeFileSync("started-" + process.pid, process.env.CDKTF_OUTDIR);
       setInterval(() => {}, 1000);`,
    );
    const running = cli.start("refresh");
    const expected = app.split("main.js").length - 1;
    const pids = await until(() => {
      const started = readdirSync(cli.folder).flatMap((name) => /^started-(\d+)$/.exec(name)?.[1] ?? []);
      return started.length === expected && started.map(Number);
    });
    const outdir = cli.read(`started-${pids[0]}`);

    running.process.kill("SIGTERM");

    const ended = await once(running.process, "exit");
    const alive = pids.filter(isAlive);
    // Whatever the test finds, it leaves none behind.
    for (const pid of alive) process.kill(pid, "SIGKILL");
    expect(ended).toEqual([143, null]);
    expect(alive).toEqual([]);
    expect(existsSync(outdir)).toBe(false);
  });

  test.each(
    ["program", "answer", "timer", "turn"].flatMap((way) => [
      [way, "SIGTERM", 143],
      [way, "SIGINT", 130],
    ]),
  )("a wait that ends in the very moment, by a %s, with %s", async (way, signal, status) => {
    const waits = join(root, "test/fixtures/ends-waiting.js");

    const ended = await run(process.execPath, [waits, `${way}`, `${signal}`], { cwd: root });

    expect(ended).toEqual({ status, signal: null, stdout: "", stderr: "" });
  });

  test("the emulator, with the process in which it runs", async () => {
    const running = cli.start("emulator");
    await once(running.process.stdout, "data");
    const children = readFileSync(`/proc/${running.process.pid}/task/${running.process.pid}/children`, "utf8");

    running.process.kill("SIGTERM");

    expect(await running.ended).toMatchObject({ status: 143, signal: null });
    const pids = children.trim().split(" ").map(Number);
    expect(pids).toHaveLength(1);
    await until(() => !pids.some(isAlive));
  });
});

/** Looks again and again until something is there. */
async function until<T>(look: () => T | Promise<T>): Promise<Exclude<T, false | undefined>> {
  for (;;) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen as Exclude<T, false | undefined>;
    await sleep(20);
  }
}

/** Time that a process has computed, in milliseconds. */
function cpuMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticksPerSecond = 100;
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

function isAlive(pid: number): boolean {
  try {
    // What has ended, and was not yet told so to its parent, is no more than a number.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
