import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { makeProject, type Project } from "../_support/project";

const KEY_ID = "LTAI5tSecretsTestKey0001";
const SECRET = "S3cr3tOfTheSecretsTest00000001";

let emulator: Emulator;
let project: Project;

beforeEach(async () => {
  emulator = await startEmulator({ accessKeys: { [KEY_ID]: SECRET } });
  project = makeProject("examples/job-map/main.ts");
});

afterEach(async () => {
  project.remove();
  await emulator.close();
});

/** Everything that a run leaves behind: what it printed, and every file it wrote. */
function traces(env: Readonly<Record<string, string>>, ...command: [string, ...string[]]): string {
  const { stdout, stderr } = project.run({ ...emulator.env, DEBUG: "*", NODE_DEBUG: "", ...env }, ...command);
  const files = readdirSync(project.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  return [stdout, stderr, ...files].join("\n");
}

const synth: [string, ...string[]] = ["tsx", "main.ts"];
const list = ["list", "--debug", "--workspace", "cn-shanghai/1967"];

test.each<[string, Readonly<Record<string, string>>, [string, ...string[]], string]>([
  ["a synth that records", { DIJOBS_MODE: "record" }, synth, "stock_to_holo"],
  ["a synth with a wrong secret", { ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${SECRET}2` }, synth, "SignatureDoesNotMatch"],
  ["dijobs list", {}, ["node", "node_modules/cdktf-dataworks-di-jobs/dist/cli/program.js", ...list], "stock_to_holo"],
])("%s shows and writes no key, no secret and no signature, whatever DEBUG says", (_, env, command, outcome) => {
  const left = traces(env, ...command);

  expect(left).toContain(outcome);
  for (const secret of [KEY_ID, SECRET, "ACS3-HMAC-SHA256", "x-acs-content-sha256"]) expect(left).not.toContain(secret);
});
