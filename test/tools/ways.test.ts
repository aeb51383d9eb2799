import { rmSync } from "node:fs";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { addApp, install, runsOtherNodes } from "../_support/installation";
import { run } from "../_support/process";
import { namesFrom } from "../_support/synthesized";
import { BUNDLED, pathFor, WAYS, type Way } from "../_support/tools";

let folder: string;
let emulator: Emulator;

const appOf = (way: Way) => async (env: object) =>
  run("sh", ["-c", way.command], { cwd: folder, env: { ...env, PATH: await pathFor(folder, way) } });

beforeAll(async () => {
  const packages = new Set([...WAYS, ...BUNDLED].flatMap((way) => way.packages));
  emulator = await startEmulator({ jobs: [{ jobName: "recorded" }] });
  folder = await install("cdktf", "constructs", "@types/node@22", "@types/jest", ...packages);
  await addApp(folder);
  const recorded = await run(process.execPath, ["compiled/main.js"], {
    cwd: folder,
    env: { ...emulator.env, DIJOBS_MODE: "record" },
  });
  expect(recorded).toMatchObject({ status: 0 });
  await emulator.setJobs([{ jobName: "orders" }]);
}, 300_000);

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const named = (ways: readonly Way[]) =>
  ways.map((way) => [way.node === undefined ? way.command : `${way.command} on ${way.node}`, way] as const);

const tried = WAYS.filter(({ node }) => node === undefined || runsOtherNodes || process.env.CI);

test.each(named(tried))(
  "the installed package asks, and reads what was recorded: %s",
  async (_, way) => {
    expect(await namesFrom(folder, appOf(way), emulator.env)).toEqual(["orders"]);
    expect(await namesFrom(folder, appOf(way), { DIJOBS_MODE: "locked" })).toEqual(["recorded"]);
  },
  180_000,
);

test.each(BUNDLED.map((way) => [way.command, way] as const))(
  "in one file it reads what was recorded, and asks or says why it cannot: %s",
  async (_, way) => {
    expect(await namesFrom(folder, appOf(way), { DIJOBS_MODE: "locked" })).toEqual(["recorded"]);
    const asked = await namesFrom(folder, appOf(way), emulator.env);

    expect(asked).toEqual(
      way.live === "works"
        ? ["orders"]
        : expect.objectContaining({
            status: 7,
            stderr: expect.stringMatching(
              /^WorkerFailed .*there is no file '.*supervisor\.js'.*leave it out of the bundle/s,
            ),
          }),
    );
  },
);
