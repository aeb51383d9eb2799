import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FORMAT_NAMES } from "../../src/cli/report/formats";
import { type FrameworkName, portedProgram } from "../_support/framework";
import { type Ended, root, run } from "../_support/process";
import { commandsIn, HOSTILE_TEXTS, unseenIn } from "../_support/runner-commands";
import {
  answer,
  pagesOf,
  type ScriptedServer,
  type Step,
  startScriptedServer,
  wireJob,
} from "../_support/scripted-server";

const ALL = HOSTILE_TEXTS.join(" ");
/** What may stand in a header. */
const IN_HEADER = "::error::x ##[add-mask]x ##vso[task.complete]x \u009b31m";

/** Jobs of which nothing is as the documentation has it; some names exist twice. */
const JOBS = [...HOSTILE_TEXTS, ...HOSTILE_TEXTS.slice(0, 9)].map((text, index) =>
  wireJob(index + 1, {
    JobName: text,
    MigrationType: `${text}t`,
    SourceDataSourceType: `s${text}`,
    DestinationDataSourceType: text,
    JobStatus: text,
  }),
);

/** What answers instead of the API. */
const ANSWERS: Readonly<Record<string, Step>> = {
  jobs: pagesOf(JOBS),
  "a refusal": answer(
    403,
    { RequestId: ALL, HostId: ALL, Code: HOSTILE_TEXTS[6], Message: ALL },
    { "x-acs-request-id": IN_HEADER },
  ),
  "a known refusal": answer(403, { RequestId: ALL, Code: "Forbidden.Access", Message: ALL }),
  "a server error": answer(500, { RequestId: "##[add-mask]x", Code: "InternalError.System", Message: ALL }),
  "a refused parameter": answer(400, { RequestId: "\n::error::x", Code: `InvalidParameter${ALL}`, Message: ALL }),
  "a throttle": answer(
    429,
    { RequestId: "x", Code: "Throttling.User", Message: ALL },
    { "x-acs-retry-after": "60000" },
  ),
  "a page of a gateway": answer(502, `<html>${ALL}</html>`, { "content-type": `text/html; ${IN_HEADER}` }),
  "a page of a portal": answer(200, `<html>${ALL}</html>`, { "content-type": `text/html; ${IN_HEADER}` }),
  "a redirection": answer(302, ALL, { location: `https://x/${IN_HEADER}` }),
  "another shape": answer(200, { RequestId: ALL, [ALL]: ALL }),
  "a broken job": answer(200, {
    DIJobPaging: { TotalCount: 1, PageNumber: 1, PageSize: 100, DIJobs: [{ DIJobId: ALL }] },
  }),
  "a broken total": answer(200, { DIJobPaging: { TotalCount: ALL, DIJobs: [] } }),
};

/** Texts as YAML and JSON that have no character of theirs as it is. */
const ascii = (data: unknown) =>
  JSON.stringify(data).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

const [ESC = "", , , , , , MASK = "", , , , , , ERROR = ""] = HOSTILE_TEXTS;

const POLICY = {
  version: 1,
  workspaces: { orders: { regionId: "cn-shanghai", projectId: "1967" } },
  rules: [
    { id: MASK, rule: "jobExists", with: { names: HOSTILE_TEXTS.map((text) => `${text}z`) }, help: ALL },
    { id: `${ERROR}2`, rule: "jobStatus", with: { allowed: [ALL] }, help: `https://x/?${ALL}` },
    { id: `${ESC}3`, rule: "jobName", with: { pattern: "^[a-z]+##[add]+$" } },
    { id: "4\n::error::x", rule: "migrationType", with: { allowed: [MASK] } },
    { id: "5", rule: "dataSourceTypes", with: { source: [MASK], destination: [ERROR] }, severity: "warning" },
    { id: "6", rule: "jobCount", with: { min: 1000 } },
    { id: "7", rule: "uniqueNames" },
    { id: "8", rule: "knownValues" },
  ],
  acknowledge: [
    { id: `${ERROR}2`, job: { diJobId: "1" }, reason: ALL, by: ALL, until: "2999-12-31" },
    { id: `${ERROR}2`, job: { diJobId: "999" }, reason: ALL, by: ALL, until: "2999-12-31" },
    { id: `${ERROR}2`, job: { diJobId: "2" }, reason: ALL, by: ALL, until: "2020-12-31" },
  ],
};

const SNAPSHOT = {
  version: 1,
  lookups: [
    {
      query: { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" },
      observedAt: "2026-01-31T08:00:00Z",
      usedBy: { [`a/${ALL}`]: ["*", ALL], [ERROR]: [MASK] },
      jobs: [
        ...HOSTILE_TEXTS.map((text, index) => ({ diJobId: String(index + 1), jobName: `${text}old`, rest: text })),
        ...HOSTILE_TEXTS.map((text, index) => ({ diJobId: String(index + 100), jobName: text, rest: text })),
      ].map(({ rest, ...job }) => ({
        ...job,
        migrationType: rest,
        sourceDataSourceType: rest,
        destinationDataSourceType: `${rest}x`,
        jobStatus: rest,
      })),
    },
  ],
};

let server: ScriptedServer;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hostile-"));
  mkdirSync(join(folder, "sources"));
  writeFileSync(join(folder, "dijobs.policy.yaml"), ascii(POLICY));
});

afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

const environment = (more: object = {}) => ({
  DIJOBS_ENDPOINT: server.endpoint,
  DIJOBS_MAX_ATTEMPTS: "1",
  DIJOBS_CALLS_PER_SECOND: "1000",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tHostileTestKey0001",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "S3cr3tOfTheHostileTest00000001",
  HOME: folder,
  ...more,
});

const dijobs = (args: readonly string[], env: object = {}) =>
  run(process.execPath, [join(root, "dist/cli/program.js"), ...args], { cwd: folder, env: environment(env) });

/** Our own commands, with which the format `github` annotates: they have properties, and a line each. */
const OURS = /^::(error|warning|notice) (file=|title=)[^:]*::[^\n]*$/gm;

/** What a terminal or a runner obeys in what was printed. */
function obeyed(what: string, { stdout, stderr }: Pick<Ended, "stdout" | "stderr">): string[] {
  const printed = `${what.includes("github") ? stdout.replace(OURS, "") : stdout}\n${stderr}`;
  const found = [...commandsIn(printed), ...unseenIn(printed).map((char) => `U+${char.codePointAt(0)?.toString(16)}`)];
  return found.map((one) => `${what}: ${one}`);
}

/** What is obeyed of what commands print; each of them prints something. */
async function allOf(
  commands: readonly (readonly string[])[],
  env: object = {},
  expected = ({ stdout, stderr }: Ended) => stdout + stderr,
): Promise<string[]> {
  const found: string[] = [];
  for (const args of commands) {
    writeFileSync(join(folder, "dataworks.snapshot.json"), ascii(SNAPSHOT));
    const ended = await dijobs(args, env);
    found.push(...obeyed(args.join(" "), ended));
    if (expected(ended).trim() === "") found.push(`${args.join(" ")} printed nothing: ${ended.stderr}`);
  }
  return found;
}

const W = ["--workspace", "cn-shanghai/1967"];
const formats = (...command: string[]) => FORMAT_NAMES.map((format) => [...command, "--format", format]);

/** Every command, in every format, that asks. */
const ASKING: readonly (readonly string[])[] = [
  ["list", ...W, "--debug"],
  ["list", ...W, "--format", "json"],
  ["list", ...W, "--format", "csv"],
  ["list", ...W, "--format", "html"],
  ["doctor", ...W],
  ["doctor", ...W, "--format", "json"],
  ["wait", ...W, "--id", "7", "--until", MASK, "--timeout", "1s"],
  [
    "wait",
    ...W,
    "--name",
    MASK,
    "--id",
    "9",
    "--until",
    "x",
    "--fail-on",
    "y",
    "--every",
    "1s",
    "--timeout",
    "2s",
    "--format",
    "json",
  ],
  ...formats("check"),
  ...formats("drift"),
  ...formats("refresh", "--no-app"),
];

test.each(Object.entries(ANSWERS).map(([name, step], nth) => [name, step, nth] as const))(
  "no command of dijobs lets a word of %s command a terminal or a runner, in any format",
  async (name, step, nth) => {
    server = await startScriptedServer(step);

    // Of the other answers each meets a fifth of the commands, and together they meet all.
    const commands = name === "jobs" ? ASKING : ASKING.filter((_, index) => index % 5 === nth % 5);

    expect(await (name === "jobs" ? allOf(commands, {}, ({ stdout }) => stdout) : allOf(commands))).toEqual([]);
  },
  240_000,
);

test("no word of a command line, an environment or a file commands a terminal or a runner", async () => {
  server = await startScriptedServer(pagesOf(JOBS));
  writeFileSync(join(folder, "broken.yaml"), `${ascii(ALL)}: [\u0007\n::error::x`);
  writeFileSync(
    join(folder, "alias.yaml"),
    ascii({ ...POLICY, workspaces: { [ALL]: { regionId: ALL, projectId: ERROR } } }),
  );
  writeFileSync(
    join(folder, "wrong.yaml"),
    ascii({ ...POLICY, [ALL]: 1, rules: [{ id: ALL, rule: MASK, [ERROR]: ALL }] }),
  );
  writeFileSync(join(folder, "broken.json"), `{"version": ${ALL}`);
  writeFileSync(join(folder, "wrong.json"), ascii({ version: ALL, lookups: [] }));
  writeFileSync(join(folder, "field.json"), ascii({ version: 1, lookups: [], [ALL]: 1 }));
  writeFileSync(join(folder, "jobs.json"), ascii([{ jobName: 1, [ALL]: ALL }]));

  const found = [
    ...(await allOf([
      [MASK],
      ["list", `--${MASK}`],
      ["list", "--format", MASK],
      ["check", "--format", MASK],
      ["check", "--format", `json=${MASK}/\n::error::x`],
      ["drift", "--fail-on", MASK],
      ["list", "--workspace", MASK],
      ["list", "--workspace", `cn-shanghai/${ERROR}`],
      ["list", ...W, "--status", ALL, "--name", ALL, "--name-like", ALL, "--migration-type", MASK],
      ["list", "--used"],
      ["list", "--used", "--format", "json"],
      ["list", ...W, "--endpoint", ERROR],
      ["list", ...W, "--profile", ALL],
      ["list", ...W, "--api-version", MASK],
      ["wait", ...W, "--name", ALL, "--until", ALL, "--timeout", "1s", "--every", "1s", "--missing", "fail"],
      ["wait", ...W, "--id", MASK, "--until", "x"],
      ["wait", ...W, "--name", "x", "--until", "x", "--for", MASK],
      ["check", "--policy", MASK],
      ["check", "--policy", "broken.yaml"],
      ["check", "--policy", "wrong.yaml"],
      ["check", "--policy", "alias.yaml"],
      ["drift", "--snapshot", "broken.json"],
      ["drift", "--snapshot", "wrong.json"],
      ["drift", "--snapshot", "field.json"],
      ["drift", "--snapshot", `${MASK}\n${ERROR}`],
      ["doctor", ...W, "--snapshot", `${MASK}\n${ERROR}`],
      ["doctor", ...W, "--snapshot", "broken.json"],
      ["emulator", "--jobs", "jobs.json"],
      ["emulator", "--jobs", MASK],
      ["emulator", "--workspace", ERROR],
      ["emulator", "--port", ALL],
      ["help", MASK],
    ])),
    ...(await allOf(
      [
        ["list", ...W],
        ["doctor", ...W],
      ],
      { DIJOBS_ENDPOINT: MASK },
    )),
    ...(await allOf(
      [
        ["list", ...W],
        ["doctor", ...W],
      ],
      { DIJOBS_MODE: ALL, DIJOBS_TIMEOUT_MS: ERROR },
    )),
    ...(await allOf([["list"]], { ALIBABA_CLOUD_REGION_ID: MASK, DIJOBS_SNAPSHOT: `${folder}/${MASK}` })),
    ...(await allOf(
      [
        ["list", ...W],
        ["doctor", ...W],
      ],
      { HTTPS_PROXY: `http://${MASK}:x`, HTTP_PROXY: `http://${MASK}` },
    )),
  ];

  expect(found).toEqual([]);
}, 240_000);

/** The app in a folder of its own. */
const app = (framework: FrameworkName, what: string, env: object = {}) =>
  run(process.execPath, [portedProgram("test/fixtures/apps/hostile.js", framework), what], {
    cwd: root,
    env: environment({
      HOSTILE: JSON.stringify(HOSTILE_TEXTS),
      CDKTF_OUTDIR: join(folder, "cdktf.out"),
      DIJOBS_SNAPSHOT: join(folder, "dataworks.snapshot.json"),
      ...env,
    }),
  });

describe.each(["cdktf", "cdktn"] as const)("an app of %s", (framework) => {
  test.each(Object.entries(ANSWERS))(
    "prints no word of %s that commands a terminal or a runner",
    async (_, step) => {
      server = await startScriptedServer(step);
      const ended = await app(framework, "print");

      expect({ status: ended.status, obeyed: obeyed("app", ended) }).toEqual({ status: 1, obeyed: [] });
      expect(ended.stderr).toContain("\nNode.js v");
    },
    120_000,
  );

  test("writes a snapshot, types and a stack in which no word commands whoever shows them", async () => {
    server = await startScriptedServer(pagesOf(JOBS));
    const ended = await app(framework, "synth", { DIJOBS_MODE: "record", DIJOBS_FINDINGS: "warn" });

    expect({ ...ended, obeyed: obeyed("app", ended) }).toMatchObject({ status: 0, obeyed: [] });
    expect(ended.stderr).toMatch(/^note: snapshot '.*' is new: .*\n$/);
    const files = readdirSync(folder).filter((name) => /^dataworks\.snapshot\.(json|d\.ts)$/.test(name));
    expect(files.sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
    files.push("cdktf.out/stacks/stack/cdk.tf.json");
    for (const file of files)
      expect(obeyed(file, { stdout: readFileSync(join(folder, file), "utf8"), stderr: "" })).toEqual([]);
  }, 120_000);
});
