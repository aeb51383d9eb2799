import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { emulatorFailed } from "../errors";
import { type CertificateFiles, makeCertificate, removeCertificate } from "./certificate";
import type { EmulatedJob } from "./emulated-job";
import type { AccessKey } from "./emulator/authentication";
import type { Command, CommandResult } from "./emulator/control";
import type { Fault } from "./emulator/fault";
import type { RecordedCall } from "./emulator/service";

/** How an emulator begins. */
export interface EmulatorOptions {
  /** Jobs to hold. @default the six of the API page's sample, in cn-shanghai/1967 */
  readonly jobs?: readonly EmulatedJob[];
  /** Path of a snapshot whose jobs to hold. */
  readonly snapshot?: string;
  /** Keys that may ask, secret by id; the first is the one in {@link Emulator.env}. @default one of its own */
  readonly accessKeys?: Readonly<Record<string, AccessKey>>;
  /** Speak TLS with a certificate made for it by the `openssl` program. @default false */
  readonly tls?: boolean | { readonly hostNames: readonly string[] };
  /** Calls admitted in any second; one more is answered with `Throttling.User`. @default no limit */
  readonly quotaPerSecond?: number;
  /** Wait before each answer, in milliseconds. @default 0 */
  readonly latencyMs?: number;
}

/** A running emulator of ListDIJobs. */
export interface Emulator {
  /** Where it listens: `http://127.0.0.1:<port>`, with TLS `https://localhost:<port>`. */
  readonly endpoint: string;
  /** Where it takes commands, for other processes. */
  readonly controlEndpoint: string;
  /** Environment of a process that is to ask it: endpoint, credentials, certificate. */
  readonly env: Readonly<Record<string, string>>;
  /** Holds these jobs instead of those it has. */
  setJobs(jobs: readonly EmulatedJob[]): Promise<void>;
  /** Holds these jobs too. */
  addJobs(jobs: readonly EmulatedJob[]): Promise<void>;
  /** Holds a job no longer. */
  removeJob(diJobId: string): Promise<void>;
  /** Changes fields of a job, which keeps its id and its place. */
  updateJob(diJobId: string, changes: Partial<EmulatedJob>): Promise<void>;
  /** Lets things go wrong from now on, instead of what went wrong so far. */
  setFaults(faults: readonly Fault[]): Promise<void>;
  /** Lets nothing go wrong any more. */
  clearFaults(): Promise<void>;
  /** Every call since the start, or since they were forgotten, in the order of arrival. */
  calls(): Promise<readonly RecordedCall[]>;
  /** Forgets the calls so far. */
  forgetCalls(): Promise<void>;
  /** Ends it, and waits until it has ended. */
  close(): Promise<void>;
}

const DEFAULT_KEYS: Readonly<Record<string, AccessKey>> = { LTAI5tEmulator: "secret-of-the-emulator" };

/**
 * Starts an emulator of ListDIJobs as a process of its own, which ends with this one at the latest.
 *
 * A process of its own, because an app that looks up jobs blocks its main thread.
 *
 * @throws DataWorksError `EmulatorFailed` when it does not start.
 *
 * @example
 * const emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
 * execFileSync("npx", ["cdktf", "synth"], { env: { ...process.env, ...emulator.env } });
 * await emulator.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { accessKeys = DEFAULT_KEYS, tls = false } = options;
  const certificate = tls === false ? undefined : await makeCertificate(tls === true ? [] : tls.hostNames);
  const child = spawnProgram([
    ...["--access-keys", JSON.stringify(accessKeys), "--latency-ms", String(options.latencyMs ?? 0)],
    ...(options.snapshot === undefined ? [] : ["--snapshot", options.snapshot]),
    ...(options.quotaPerSecond === undefined ? [] : ["--quota", String(options.quotaPerSecond)]),
    ...(certificate === undefined ? [] : ["--tls-key", certificate.keyFile, "--tls-cert", certificate.certificateFile]),
  ]);
  const { endpoint, control: controlEndpoint } = await ready(child);
  if (certificate !== undefined) child.once("exit", () => void removeCertificate(certificate));

  const tell = async (command: Command) => void (await send(controlEndpoint, command));
  if (options.jobs !== undefined) await tell({ command: "set-jobs", jobs: options.jobs });
  return {
    endpoint,
    controlEndpoint,
    env: { DIJOBS_ENDPOINT: endpoint, ...credentials(accessKeys), ...trust(certificate) },
    setJobs: (jobs) => tell({ command: "set-jobs", jobs }),
    addJobs: (jobs) => tell({ command: "add-jobs", jobs }),
    removeJob: (diJobId) => tell({ command: "remove-job", diJobId }),
    updateJob: (diJobId, changes) => tell({ command: "update-job", diJobId, changes }),
    setFaults: (faults) => tell({ command: "set-faults", faults }),
    clearFaults: () => tell({ command: "set-faults", faults: [] }),
    calls: async () => (await send(controlEndpoint, { command: "calls" })).calls ?? [],
    forgetCalls: () => tell({ command: "forget-calls" }),
    close: () => ended(child),
  };
}

function spawnProgram(args: readonly string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  const program = join(__dirname, "emulator", "program.js");
  return spawn(process.execPath, [program, "--until-stdin-closes", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    // A test runner's own flags (a debugger's port, a loader) are not for the emulator.
    env: { ...process.env, NODE_OPTIONS: "" },
  });
}

/** Waits for the line that says where the emulator listens; afterwards it keeps no process alive. */
async function ready(child: ReturnType<typeof spawnProgram>): Promise<{ endpoint: string; control: string }> {
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaint += text;
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), once(child, "exit").then(() => [])]);
  if (line === undefined) throw emulatorFailed(complaint.trim());
  child.unref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
  return JSON.parse(line);
}

async function ended(child: ReturnType<typeof spawnProgram>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function send(controlEndpoint: string, command: Command): Promise<CommandResult> {
  const response = await fetch(controlEndpoint, { method: "POST", body: JSON.stringify(command) });
  const result = (await response.json()) as CommandResult;
  if (result.error !== undefined) throw emulatorFailed(result.error);
  return result;
}

/** The first of the keys, in the variables that every Alibaba Cloud tool reads. */
function credentials(accessKeys: Readonly<Record<string, AccessKey>>): Record<string, string> {
  const [[accessKeyId, key] = ["", ""]] = Object.entries(accessKeys);
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: typeof key === "string" ? key : key.secret,
    // Said even if empty, so that no token of the surroundings is sent along.
    ALIBABA_CLOUD_SECURITY_TOKEN: typeof key === "string" ? "" : key.securityToken,
  };
}

function trust(certificate: CertificateFiles | undefined): Record<string, string> {
  return certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificate.certificateFile };
}
