import { tell } from "../_support/figures";
import { drizzle, flood, packedFlood } from "../_support/flood";
import { portedProgram } from "../_support/framework";
import { root, run } from "../_support/process";
import { answer, type ScriptedServer, type Step, startScriptedServer, wireJobs } from "../_support/scripted-server";

const APP = portedProgram("test/fixtures/apps/flooded.js");
const MOST_MB = 300;

let server: ScriptedServer;

afterEach(() => server.close());

/** A synth whose lookups all ask a server that takes one step for each call. */
async function synth(lookups: number, apiVersion: string, script: readonly Step[]) {
  server = await startScriptedServer(...script);
  const { stdout, stderr } = await run(process.execPath, [APP, `${lookups}`], {
    cwd: root,
    env: {
      DIJOBS_ENDPOINT: server.endpoint,
      DIJOBS_API_VERSION: apiVersion,
      DIJOBS_CALLS_PER_SECOND: "1000",
      // One that comes byte by byte takes longer than anyone waits.
      ...(script[0] === drizzle ? { DIJOBS_TIMEOUT_MS: "3000" } : {}),
      ALIBABA_CLOUD_ACCESS_KEY_ID: "an-access-key",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key",
    },
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as { failures: string[]; maxRssMb: number };
}

const firstOfMany = (envelope: string) =>
  answer(200, { [envelope]: { TotalCount: 10_000, PageNumber: 1, PageSize: 100, DIJobs: wireJobs(100) } });

const TOO_LONG = "more than 16 MB";

test.each<[string, number, string, Step[], string]>([
  ["a body without end", 1, "2020-05-18", [flood(200)], TOO_LONG],
  ["a body without end, byte by byte", 1, "2020-05-18", [drizzle], "could not be listed within 3 s"],
  ["failures without end, one after the other", 1, "2024-05-18", [flood(503)], TOO_LONG],
  ["a small body that unpacks without end", 1, "2024-05-18", [packedFlood(200)], TOO_LONG],
  ["99 pages without end, side by side", 1, "2020-05-18", [firstOfMany("DIJobPaging"), flood(200)], TOO_LONG],
  [
    "99 packed pages without end, side by side",
    1,
    "2024-05-18",
    [firstOfMany("PagingInfo"), packedFlood(200)],
    TOO_LONG,
  ],
  ["the bodies without end of 40 lookups", 40, "2020-05-18", [flood(200)], TOO_LONG],
])("%s take less than 300 MB", async (what, lookups, apiVersion, script, words) => {
  const { failures, maxRssMb } = await synth(lookups, apiVersion, script);
  tell(`${what}: ${maxRssMb} MB at most`);

  expect(failures).toHaveLength(lookups);
  for (const message of failures) expect(message).toContain(words);
  expect(maxRssMb).toBeLessThan(MOST_MB);
});
