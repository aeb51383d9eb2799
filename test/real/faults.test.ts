import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type AccessKey, type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { type ClientOptions, listJobs } from "../../src/client/list-jobs";
import { DataWorksError } from "../../src/errors/error";
import type { Environment } from "../../src/model/environment";
import { canonicalQuery } from "../../src/model/query";
import { FAULT_ROWS, type FaultRow } from "../_support/faults";
import { type FaultOutcome, withFaults } from "../_support/reliability-page";

const ROOT = join(__dirname, "..", "..");
const SECRET = "the-secret-nobody-reads";
const TOKEN = "the-token-nobody-reads";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });

/** Every row has a key of its own, because those who share a key share a pace. */
const keyOf = (row: FaultRow) => `LTAI5tFaultNumber${FAULT_ROWS.indexOf(row)}`;

const outcomes = new Map<string, FaultOutcome>();
const started: (Emulator | Server)[] = [];

let emulator: Emulator;
let secureEmulator: Emulator;
let refusingProxies: Readonly<Record<407 | 403, string>>;

beforeAll(async () => {
  const accessKeys = Object.fromEntries(FAULT_ROWS.map((row): [string, AccessKey] => [keyOf(row), accessKey(row)]));
  emulator = await startEmulator({ accessKeys });
  secureEmulator = await startEmulator({ accessKeys, tls: true });
  started.push(emulator, secureEmulator);
  refusingProxies = { 407: await startRefusingProxy(407), 403: await startRefusingProxy(403) };
  for (const row of FAULT_ROWS) outcomes.set(row.fault, await outcomeOf(row));
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  writeFileSync(join(ROOT, ".cache", "faults.json"), JSON.stringify([...outcomes.values()], null, 2));
});

afterAll(async () => {
  await Promise.all(started.map((one) => one.close()));
});

test.each(FAULT_ROWS)("$fault: $code after $attempts", (row) => {
  const outcome = outcomes.get(row.fault);

  expect(outcome).toMatchObject({ code: row.code, attempts: row.attempts });
  for (const words of row.says ?? []) expect(outcome?.message).toContain(words);
});

test("no message has a secret, a key, a signature or a URL with parameters in it", () => {
  for (const { message } of outcomes.values()) {
    expect(message).not.toMatch(/nobody-reads|LTAI|ACS3|Signature=|x-acs-|https?:\/\/[^\s]*\?/i);
    expect(message.length).toBeLessThan(700);
  }
});

test("every refusal of the API keeps its RequestId", () => {
  for (const { code, message } of outcomes.values())
    if (["AccessDenied", "QuotaExhausted", "UnsupportedRegion", "RequestRejected"].includes(code))
      expect(message).toContain("(RequestId …)");
});

test("docs/reliability.md tells what happened", () => {
  const page = readFileSync(join(ROOT, "docs", "reliability.md"), "utf8");

  expect(page).toBe(withFaults(page, [...outcomes.values()]));
});

async function outcomeOf(row: FaultRow): Promise<FaultOutcome> {
  await emulator.forgetCalls();
  await emulator.setJobs(jobs(row));
  await emulator.setFaults(row.faults ?? []);
  const options: ClientOptions = { env: env(row), timeoutMs: 2_500, maxAttempts: 3, ...endpoint(row) };
  const answer = await listJobs(query, options).catch((error: unknown) => error);
  if (answer instanceof Error && !DataWorksError.is(answer)) throw answer;
  const calls = (await emulator.calls()).length;
  if (DataWorksError.is(answer))
    return { fault: row.fault, code: answer.code, attempts: answer.attempts ?? calls, message: inGeneral(answer) };
  expect(answer).toHaveProperty("jobs.length", jobs(row).length);
  return { fault: row.fault, code: "listed", attempts: calls, message: "" };
}

function jobs({ jobCount = 250 }: FaultRow) {
  return Array.from({ length: jobCount }, (_, index) => ({ diJobId: String(index + 1), jobName: `job_${index + 1}` }));
}

/** What the message would be anywhere else. */
function inGeneral({ message }: Error): string {
  return message
    .replace(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, "…")
    .replace(/(127\.0\.0\.1|localhost):\d+/g, "$1:…")
    .replace("EAI_AGAIN", "ENOTFOUND");
}

function endpoint({ surroundings = "plain" }: FaultRow): { endpoint?: string } {
  if (surroundings.startsWith("proxy")) return {};
  if (surroundings === "host name that does not exist") return { endpoint: "dataworks.{region}.invalid" };
  if (surroundings === "TLS that is not trusted") return { endpoint: secureEmulator.endpoint };
  return { endpoint: emulator.endpoint };
}

function env(row: FaultRow): Environment {
  const id = row.surroundings === "unknown key" ? "LTAI5tNobodyKnowsThis" : keyOf(row);
  const secret = row.surroundings === "wrong secret" ? "another-secret-nobody-reads" : SECRET;
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
    ...(row.surroundings === "expired token" ? { ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN } : {}),
    ...(row.surroundings === "proxy that wants a password" ? { HTTPS_PROXY: refusingProxies[407] } : {}),
    ...(row.surroundings === "proxy that forbids the way" ? { HTTPS_PROXY: refusingProxies[403] } : {}),
    ...(row.surroundings === "proxy that is not there" ? { HTTPS_PROXY: "http://127.0.0.1:9" } : {}),
  };
}

function accessKey({ surroundings }: FaultRow): AccessKey {
  return surroundings === "expired token" ? { secret: SECRET, securityToken: TOKEN, expired: true } : SECRET;
}

async function startRefusingProxy(statusCode: 407 | 403): Promise<string> {
  const server = createServer().on("connect", (_, socket) => socket.end(`HTTP/1.1 ${statusCode} No\r\n\r\n`));
  server.listen(0, "127.0.0.1");
  started.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
