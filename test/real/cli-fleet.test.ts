import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { type Emulator, type EmulatorOptions, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { marked } from "marked";
import { describeChromium, startChromium } from "../_support/chromium";
import { type ConnectProxy, startConnectProxy } from "../_support/connect-proxy";
import { parseCsv } from "../_support/csv";
import { parseOpenMetrics } from "../_support/open-metrics";
import { type Ended, root, start } from "../_support/process";

/** Forty workspaces in two accounts: one region is well, one throttled, one down, and one is without the edition. */
const KEYS = { "LTAI-alpha": "alphas-own-secret", "LTAI-beta": "betas-own-secret" };
const REGIONS = {
  "cn-shanghai": { alpha: 10, beta: 0 },
  "cn-beijing": { alpha: 6, beta: 6 },
  "cn-hangzhou": { alpha: 7, beta: 0 },
  "ap-southeast-1": { alpha: 0, beta: 7 },
} as const;
type Region = keyof typeof REGIONS;

const hostOf = (region: string) => `dataworks.${region}.aliyuncs.com`;
const FORMATS = ["json", "junit", "sarif", "markdown", "html", "csv", "github", "gitlab", "prometheus"] as const;

let folder: string;
let emulators: Emulator[];
let proxy: ConnectProxy;
let env: Record<string, string>;
let ended: Ended;

interface Entry {
  readonly alias: string;
  readonly regionId: Region;
  readonly projectId: number;
  readonly profile: string;
}

const ENTRIES = Object.entries(REGIONS).flatMap(([regionId, counts], region) =>
  Object.entries(counts).flatMap(([profile, count]) =>
    Array.from({ length: count }, (_, at): Entry => {
      const projectId = 1_000 * (region + 1) + (profile === "beta" ? 100 : 0) + at;
      return { alias: `${profile}-${projectId}`, regionId: regionId as Region, projectId, profile };
    }),
  ),
);

/** Four more of the account beta, which nobody has written down but one, by its name. */
const SEEN = [1, 2, 3, 4].map((at) => ({ projectId: 1_100 + at, projectName: `crm_${at}`, accessKeyId: "LTAI-beta" }));

const POLICY = {
  version: 1,
  workspaces: {
    ...Object.fromEntries(
      ENTRIES.map(({ alias, regionId, projectId, profile }) => {
        return [alias, { regionId, projectId, profile, labels: [profile, regionId] }];
      }),
    ),
    "crm-main": { regionId: "cn-shanghai", projectName: "crm_1", profile: "beta", labels: ["beta"] },
  },
  discover: { regionId: "cn-shanghai", profile: "beta", names: "^crm_", labels: ["seen"] },
  rules: [
    { id: "naming", rule: "jobName", with: { pattern: "^[a-z_]+$" } },
    { id: "running", rule: "jobStatus", with: { allowed: ["Running"] }, severity: "warning" },
    { id: "unique", rule: "uniqueNames" },
  ],
  acknowledge: [
    { id: "naming", workspace: "cn-shanghai/crm_2", reason: "known for long", by: "me", until: "2099-12-31" },
  ],
};

function jobsOf(region: Region) {
  const ids = ENTRIES.filter(({ regionId }) => regionId === region).map(({ projectId }) => projectId);
  return [...ids, ...(region === "cn-shanghai" ? SEEN.map(({ projectId }) => projectId) : [])].flatMap((projectId) => [
    { projectId, diJobId: 10 * projectId, jobName: "Bad ::error::\u001b[31m" },
    { projectId, diJobId: 10 * projectId + 1, jobName: "good", jobStatus: projectId % 2 === 0 ? "Failed" : "Running" },
  ]);
}

async function emulatorOf(region: Region, options: EmulatorOptions = {}) {
  const tls = { hostNames: [hostOf(region)] };
  return await startEmulator({ accessKeys: KEYS, jobs: jobsOf(region), tls, ...options });
}

const check = (...args: string[]) =>
  start(process.execPath, [join(root, "dist/cli/program.js"), "check", ...args], { cwd: folder, env }).ended;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dijobs-fleet-"));
  const well = await emulatorOf("cn-shanghai", { workspaces: SEEN });
  const throttled = await emulatorOf("cn-beijing", { quotaPerSecond: 4 });
  const unlicensed = await emulatorOf("ap-southeast-1");
  emulators = [well, throttled, unlicensed];
  await unlicensed.setFaults([{ kind: "error", code: "Forbidden.Access" }]);
  const down = 1;
  proxy = await startConnectProxy({
    [hostOf("cn-shanghai")]: new URL(well.endpoint).port,
    [hostOf("cn-beijing")]: new URL(throttled.endpoint).port,
    [hostOf("ap-southeast-1")]: new URL(unlicensed.endpoint).port,
    [hostOf("cn-hangzhou")]: down,
  });
  const trusted = emulators.map((each) => readFileSync(each.env.NODE_EXTRA_CA_CERTS ?? "", "utf8"));
  writeFileSync(join(folder, "ca.pem"), trusted.join("\n"));
  mkdirSync(join(folder, ".aliyun"));
  const profiles = Object.entries(KEYS).map(([access_key_id, access_key_secret]) => {
    return { name: access_key_id.slice(5), mode: "AK", access_key_id, access_key_secret, region_id: "cn-shanghai" };
  });
  writeFileSync(join(folder, ".aliyun/config.json"), JSON.stringify({ current: "", profiles }));
  writeFileSync(join(folder, "dijobs.policy.json"), JSON.stringify(POLICY, null, 2));
  env = {
    HOME: folder,
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
    DIJOBS_MAX_ATTEMPTS: "2",
  };
  ended = await check(...FORMATS.flatMap((name) => ["--format", `${name}=out.${name}`]));
});

afterAll(async () => {
  proxy.close();
  await Promise.all(emulators.map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

const read = (format: (typeof FORMATS)[number]) => readFileSync(join(folder, `out.${format}`), "utf8");

function validated(schema: string, format: (typeof FORMATS)[number]) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(root, schema), "utf8")));
  const data = JSON.parse(read(format));
  validate(data);
  expect(validate.errors).toBeNull();
  return data;
}

test("one run judges what answers, says what does not, and ends with 2", async () => {
  const report = validated("schema/report-1.json", "json");
  const count = (entries: { workspace: string; profile: string }[], region: string, profile: string) =>
    entries.filter((each) => each.workspace.startsWith(`${region}/`) && each.profile === profile).length;

  expect(ended.status).toBe(2);
  expect(report.evidence).toHaveLength(26);
  expect([count(report.evidence, "cn-shanghai", "alpha"), count(report.evidence, "cn-shanghai", "beta")]).toEqual([
    10, 4,
  ]);
  expect([count(report.evidence, "cn-beijing", "alpha"), count(report.evidence, "cn-beijing", "beta")]).toEqual([6, 6]);
  const codes = report.unanswered.map(({ workspace, code, profile }: Record<string, string>) => {
    return `${workspace?.split("/")[0]} ${code} ${profile}`;
  });
  expect(codes.sort()).toEqual([
    ...Array.from({ length: 7 }, () => "ap-southeast-1 AccessDenied beta"),
    ...Array.from({ length: 7 }, () => "cn-hangzhou ServiceUnavailable alpha"),
  ]);
  expect(report.summary).toMatchObject({ errors: 25, unchecked: 14, acknowledged: 1 });
});

test("every call is signed by the account of its workspace, and no key or secret is in any output", async () => {
  for (const emulator of emulators.slice(0, 2))
    for (const { accessKeyId, parameters } of await emulator.calls())
      if (parameters.ProjectId !== undefined) {
        const isBeta = Number(parameters.ProjectId) % 1_000 >= 100;
        expect([parameters.ProjectId, accessKeyId]).toEqual([
          parameters.ProjectId,
          isBeta ? "LTAI-beta" : "LTAI-alpha",
        ]);
      }
  for (const text of [ended.stdout, ended.stderr, ...FORMATS.map(read)]) expect(text).not.toMatch(/LTAI|own-secret/);
});

test("the text has a line for each dead workspace at most, and is no command and no colour", () => {
  const open = ended.stdout.split("\n").filter((line) => /^unchecked/.test(line));

  expect(open.length).toBeGreaterThan(0);
  expect(open.length).toBeLessThanOrEqual(14);
  expect(ended.stdout).toContain("14 not checked");
  expect(ended.stdout).not.toMatch(/^::|\p{Cf}/mu);
});

test("readers of each format read it, and say the same", () => {
  const junit = new DOMParser({ onError: onErrorStopParsing }).parseFromString(read("junit"), "application/xml");
  expect(junit.documentElement?.getAttribute("errors")).toBe("14");
  expect(junit.documentElement?.getAttribute("failures")).toBe("25");

  const [run] = validated("test/fixtures/schemas/sarif-2.1.0.json", "sarif").runs;
  expect(run.results.filter(({ kind }: { kind: string }) => kind === "open")).toHaveLength(14);
  expect(run.invocations[0]).toMatchObject({ exitCode: 2, executionSuccessful: false });

  expect(validated("test/fixtures/schemas/gitlab-code-quality.json", "gitlab").length).toBeGreaterThan(25);

  const [head = [], ...rows] = parseCsv(read("csv"));
  const outcome = head.indexOf("outcome");
  expect(rows.filter((row) => row[outcome] === "unchecked")).toHaveLength(14);

  const samples = parseOpenMetrics(read("prometheus"));
  const unchecked = samples.filter(({ name }) => name.endsWith("_unchecked"));
  expect(unchecked.reduce((sum, { value }) => sum + value, 0)).toBe(14);

  const html = marked.parse(read("markdown"), { async: false, gfm: true });
  expect(html).toContain("ServiceUnavailable");
  expect(read("markdown").length).toBeLessThan(65_536);

  const annotations = read("github").trimEnd().split("\n").slice(0, -1);
  expect(annotations.every((line) => /^::(error|warning|notice) /.test(line))).toBe(true);
  expect(annotations.filter((line) => line.startsWith("::error ")).length).toBeLessThanOrEqual(10);
  expect(annotations[0]).toContain("not checked");
});

test("a label narrows the run to an account, or to what is discovered, and leaves the outages out", async () => {
  const seen = await check("--label", "seen", "--format", "json");
  const ids = JSON.parse(seen.stdout).evidence.map(({ workspace }: { workspace: string }) => workspace);

  expect(seen.status).toBe(1);
  expect(ids).toEqual(["cn-shanghai/1102", "cn-shanghai/1103", "cn-shanghai/1104"]);
});

test("with a baseline only what is new fails, and an outage forgets nothing", async () => {
  const baseline = ["--baseline", "fleet.jsonl"];
  const written = await check(...baseline, "--update-baseline");
  const [well] = emulators;
  await well?.addJobs([{ projectId: 1_003, diJobId: 77, jobName: "New" }]);

  const report = JSON.parse((await check(...baseline, "--format", "json")).stdout);
  const part = await check(...baseline, "--label", "cn-shanghai", "--format", "json");

  expect(written.status).toBe(2);
  expect(report).toMatchObject({ exitCode: 2, summary: { errors: 1 }, baseline: { repaired: [], vanished: [] } });
  expect(report.summary.known).toBeGreaterThan(25);
  expect(part.status).toBe(1);
  expect(JSON.parse(part.stdout).summary).toMatchObject({ errors: 1, unchecked: 0 });
});

test("with --timeout a region that hangs leaves the others judged, and each of its workspaces says what would do", async () => {
  const [, , hangs] = emulators;
  await hangs?.setFaults([{ kind: "slow", delayMs: 600_000 }]);

  const labels = ["seen", "alpha", "ap-southeast-1"].flatMap((label) => ["--label", label]);
  const { status, stdout } = await check(...labels, "--timeout", "15s", "--format", "json");
  await hangs?.setFaults([{ kind: "error", code: "Forbidden.Access" }]);

  expect(status).toBe(2);
  const { evidence, unanswered } = JSON.parse(stdout);
  const judged = evidence.filter(({ workspace }: { workspace: string }) => workspace.startsWith("cn-shanghai/"));
  expect(judged).toHaveLength(13);
  const hanging = unanswered.filter(({ workspace }: { workspace: string }) => workspace.startsWith("ap-southeast-1/"));
  expect(hanging).toHaveLength(7);
  for (const { code, message } of hanging) {
    expect(code).toBe("LookupTimedOut");
    expect(message).toMatch(/within the 15 s of --timeout \(\d+ calls? sent, at most 50 a second\)/);
    expect(message).toMatch(/give the run more time: --timeout \d+s/);
  }
});

describeChromium("the page of the fleet", () => {
  test("opens in a browser without a word on its console, and has every account", async () => {
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      await page.goto(pathToFileURL(join(folder, "out.html")).href);

      const text = await page.textContent("body");

      expect(said).toEqual([]);
      for (const words of ["alpha", "beta", "crm-main", "ServiceUnavailable"]) expect(text).toContain(words);
    } finally {
      await browser.close();
    }
  });
});
