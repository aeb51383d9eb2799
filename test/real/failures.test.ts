import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type Fault, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { commandLineEnv } from "../_support/command-line";
import { framework, portedProgram } from "../_support/framework";
import { run } from "../_support/process";

const APP = portedProgram("test/fixtures/apps/lookup.js");

let emulator: Emulator;
let cwd: string;
let commandLine: object;

beforeAll(async () => {
  commandLine = await commandLineEnv();
  emulator = await startEmulator();
  cwd = mkdtempSync(join(tmpdir(), "failures-"));
  writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ language: "typescript", app: `node ${APP} read` }));
}, 300_000);

afterAll(async () => {
  await emulator.close();
  rmSync(cwd, { recursive: true });
});

/** What can be wrong, with the environment and the fault that make it so, and what people read about it. */
const FAILURES: readonly { name: string; env?: Record<string, string>; faults?: Fault[]; reads: string[] }[] = [
  {
    name: "no credentials",
    // Seconds spent on asking for the role of an instance would end the lookup otherwise.
    env: { ...keys("", ""), HOME: "/nowhere", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "", DIJOBS_TIMEOUT_MS: "2500" },
    reads: ["[NoCredentials]: no credentials of Alibaba Cloud are configured", "ALIBABA_CLOUD_ACCESS_KEY_ID"],
  },
  {
    name: "an unknown key",
    env: keys("LTAInobodyKnowsThisKey", "secret-of-nobody"),
    reads: ["[AccessDenied]: DataWorks does not accept the access key", "check its id and its secret"],
  },
  {
    name: "a wrong secret",
    env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-of-somebody-else" },
    reads: ["[AccessDenied]: DataWorks does not accept the access key", "check its id and its secret"],
  },
  {
    name: "an edition that does not allow it",
    faults: [{ kind: "error", code: "Forbidden.Access" }],
    reads: ["[AccessDenied]: the edition of DataWorks does not allow", "DIJOBS_API_VERSION=2024-05-18"],
  },
  {
    name: "an http: endpoint elsewhere",
    env: { DIJOBS_ENDPOINT: "http://dataworks.example.com" },
    reads: ["[InvalidArgument]: endpoint cannot be 'http://dataworks.example.com'", "use https:"],
  },
];

function keys(id: string, secret: string): Record<string, string> {
  const token = { ALIBABA_CLOUD_SECURITY_TOKEN: "" };
  return { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret, ...token };
}

/** The error as it is printed: from its name to the empty line below it. */
const messageIn = (text: string) => /DataWorksError[\s\S]*?\n[ ]*\n/.exec(text)?.[0] ?? text;

describe.each([
  ["node", process.execPath, [APP, "read"]],
  [`${framework} synth`, framework, ["synth"]],
])("under %s, people read one message with its repair and their own line, when there is", (_, command, args) => {
  test.each(FAILURES)("$name", async ({ env, faults = [], reads }) => {
    await emulator.setFaults(faults);

    const { status, stdout, stderr } = await run(command, args, {
      cwd,
      env: { ...commandLine, ...emulator.env, ...env },
    });

    const message = messageIn(stderr);
    expect(status).toBe(1);
    for (const words of reads) expect(message).toContain(words);
    expect(message).toContain("at stack/jobs");
    expect(message.match(/^ +at .*[:/].*\d+\)?$/gm)).toEqual([expect.stringContaining(APP)]);
    expect(`${stdout}${stderr}`).not.toMatch(/dist\/|node:internal|Object\.throw|secret-of/);
  });
});

test("under synth, a failure that nobody read is a message without a stack", async () => {
  await emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);

  const unread = ["synth", "--app", `node ${APP} unread`];
  const { status, stdout, stderr } = await run(framework, unread, { cwd, env: { ...commandLine, ...emulator.env } });

  expect({ status, stdout, stderr }).toMatchObject({ status: 1 });
  expect(`${stdout}${stderr}`).toContain("ERROR [stack/jobs]: the edition of DataWorks does not allow");
  const traced = `${stdout}${stderr}`.match(/^ +at .*:\d+\)?$/gm) ?? [];
  // The command line of CDK Terrain prints where it stood itself.
  expect(traced.filter((line) => !line.includes("node_modules/cdktn-cli/"))).toEqual([]);
});
