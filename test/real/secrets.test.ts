import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { portedProgram } from "../_support/framework";
import { root } from "../_support/process";
import { makeProject, type Project } from "../_support/project";

const KEY_ID = "LTAI5tSecretsTestKey0001";
const SECRET = "S3cr3tOfTheSecretsTest00000001";
const TOKEN = "T0kenOfTheSecretsTest0000000001";
const PROXY_PASSWORD = "Pa55wordOfTheSecretsTest01";

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
const script: [string, ...string[]] = ["node", join(root, "test/fixtures/apps/list.js")];
const list = ["list", "--debug", "--workspace", "cn-shanghai/1967"];

test.each<[string, Readonly<Record<string, string>>, [string, ...string[]], string]>([
  ["a synth that records", { DIJOBS_MODE: "record" }, synth, "stock_to_holo"],
  ["a synth with a wrong secret", { ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${SECRET}2` }, synth, "SignatureDoesNotMatch"],
  ["dijobs list", {}, ["node", "node_modules/cdktf-dataworks-di-jobs/dist/cli/program.js", ...list], "stock_to_holo"],
  ["a script", {}, script, "stock_to_holo"],
  ["a script with a wrong secret", { ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${SECRET}2` }, script, "SignatureDoesNotMatch"],
])("%s shows and writes no key, no secret and no signature, whatever DEBUG says", (_, env, command, outcome) => {
  const left = traces(env, ...command);

  expect(left).toContain(outcome);
  for (const secret of [KEY_ID, SECRET, "ACS3-HMAC-SHA256", "x-acs-content-sha256"]) expect(left).not.toContain(secret);
});

/** Sections of Node.js of which one prints a request, a connection or a thread with its environment. */
const SECTIONS = "http,https,net,tls,worker,http2,stream,timer,fetch,undici,websocket,diagnostics";
const program: [string, ...string[]] = ["node", "node_modules/cdktf-dataworks-di-jobs/dist/cli/program.js"];

test.each<[string, [string, ...string[]], string]>([
  ["an app", ["node", portedProgram("test/fixtures/apps/lookup.js"), "read"], "*"],
  ["an app that a loader runs", synth, SECTIONS],
  ["a script", script, "*"],
  ["dijobs list", [...program, ...list], "*"],
  ["dijobs doctor", [...program, "doctor", "--workspace", "cn-shanghai/1967"], "*"],
  ["dijobs refresh", [...program, "refresh"], "*"],
])("%s shows no key, no secret, no token and no signature, whatever NODE_DEBUG says", async (_, command, sections) => {
  await emulator.close();
  emulator = await startEmulator({ accessKeys: { [KEY_ID]: { secret: SECRET, securityToken: TOKEN } } });
  const env = { NODE_DEBUG: sections, HTTPS_PROXY: `http://someone:${PROXY_PASSWORD}@127.0.0.1:9` };

  const left = traces(env, ...command);

  expect((await emulator.calls()).map(({ status }) => status)).toEqual([200]);
  for (const secret of [KEY_ID, SECRET, TOKEN, PROXY_PASSWORD])
    for (const spelled of [secret, encodeURIComponent(secret), ...encodings(secret)])
      expect(left).not.toContain(spelled);
  expect(left).not.toMatch(/ACS3-HMAC-SHA256|Signature=|x-acs-(content-sha256|security-token)/i);
});

/** A text as a buffer is printed, and as it stands in data. */
function encodings(text: string): string[] {
  const bytes = Buffer.from(text);
  return [bytes.toString("base64"), bytes.toString("hex"), [...bytes].map((byte) => byte.toString(16)).join(" ")];
}
