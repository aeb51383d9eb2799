import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { inEveryVersion } from "../../src/model/service-traits";
import { Service } from "../../src/testing/emulator/service";
import { transportTo } from "../_support/emulated-transport";
import { EVERY_JOB, EVERY_SERVICE, hidesItsEnd, mistakes } from "../_support/every-service";
import { KEYS } from "../_support/signed-request";

const ACCESS_KEYS = { LTAI5tEveryService: "a-secret-key" };
const patient = { timeoutMs: 30_000, maxAttempts: 1, callsPerSecond: Number.POSITIVE_INFINITY };
const options = {
  ...patient,
  env: { ALIBABA_CLOUD_ACCESS_KEY_ID: "x".repeat(9), ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" },
};

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ accessKeys: ACCESS_KEYS, jobs: EVERY_JOB });
});

afterAll(() => emulator.close());

test("every service that there could be is listed whole, and each job found, or the service hides its end", async () => {
  const broken: string[] = [];
  for (const [turn, traits] of EVERY_SERVICE.entries()) {
    const service = new Service(EVERY_JOB, { accessKeys: KEYS, latencyMs: 0, traits: inEveryVersion(traits) });
    const wrong = await mistakes(turn, { ...options, endpoint: "http://127.0.0.1:1" }, transportTo(service));
    if (wrong.length > 0 !== hidesItsEnd(traits)) broken.push(`${JSON.stringify(traits)}: ${wrong.join("; ")}`);
  }

  expect(broken).toEqual([]);
});

test("over HTTP, through the SDK, it is the same", async () => {
  const broken: string[] = [];
  for (const [turn, traits] of EVERY_SERVICE.entries()) {
    if (turn % 31 !== 0) continue;
    await emulator.setTraits(traits);
    const wrong = await mistakes(turn / 31, { ...patient, env: emulator.env, endpoint: emulator.endpoint });
    if (wrong.length > 0 !== hidesItsEnd(traits)) broken.push(`${JSON.stringify(traits)}: ${wrong.join("; ")}`);
  }

  expect(broken).toEqual([]);
});
