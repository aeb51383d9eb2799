import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { text as bodyOf } from "node:stream/consumers";
import { emulatorFailed } from "../errors/testing";
import { packageLoader } from "../lookup/thread/inherited-options";
import { type Form, flag, form, list, object, optional, optionsOf, record, text } from "../model/arguments";
import { type ServiceTraits, traitsArgument } from "../model/service-traits";
import { idArgument } from "../model/workspace";
import { completeJobs, type EmulatedJob, emulatedJobs, jobChanges } from "./emulated-job";
import { type EmulatedWorkspace, emulatedWorkspaces } from "./emulated-workspace";
import type { AccessKey } from "./emulator/authentication";
import type { Command, CommandResult } from "./emulator/control";
import type { Fault } from "./emulator/fault";
import { faultsArgument } from "./emulator/fault-argument";
import type { Ready } from "./emulator/program";
import type { RecordedCall } from "./emulator/recorded-call";

/** How an emulator begins. */
export interface EmulatorOptions {
  /** Jobs to hold. @default the six of the API page's sample, in cn-shanghai/1967 */
  readonly jobs?: readonly EmulatedJob[];
  /** Workspaces to list. @default those in which jobs stand: `orders_prod` for 1967, `workspace_<id>` for others */
  readonly workspaces?: readonly EmulatedWorkspace[];
  /**
   * Path of a snapshot whose jobs to hold.
   *
   * @default none
   */
  readonly snapshot?: string;
  /**
   * Path of a recording, made by `dijobs emulator --record-from`, to answer from.
   *
   * @default none
   */
  readonly replay?: string;
  /** Keys that may ask, secret by id; the first is the one in {@link Emulator.env}. @default one of its own */
  readonly accessKeys?: Readonly<Record<string, AccessKey>>;
  /** Speak TLS with a certificate made for it by the `openssl` program. @default false */
  readonly tls?: boolean | { readonly hostNames: readonly string[] };
  /** Calls admitted in any second; one more is answered with `Throttling.User`. @default no limit */
  readonly quotaPerSecond?: number;
  /** Wait before each answer, in milliseconds. @default 0 */
  readonly latencyMs?: number;
  /** How it is in what nobody knows of the service. @default as assumed */
  readonly traits?: Partial<ServiceTraits>;
}

const count = form<number>((value) => Number.isSafeInteger(value) && Number(value) >= 0, "use a whole number");

const accessKey: Form<AccessKey> = (value, name) =>
  typeof value === "string"
    ? value
    : object<Exclude<AccessKey, string>>({ secret: text, securityToken: text, expired: optional(flag) })(value, name);

const read = optionsOf<EmulatorOptions>("startEmulator", {
  jobs: optional(emulatedJobs),
  workspaces: optional(emulatedWorkspaces),
  snapshot: optional(text),
  replay: optional(text),
  accessKeys: optional(record(accessKey)),
  tls: optional((value, name) =>
    typeof value === "object" ? object({ hostNames: list(text) })(value, name) : flag(value, name),
  ),
  quotaPerSecond: optional(count),
  latencyMs: optional(count),
  traits: optional(traitsArgument),
});

/** A running emulator of ListDIJobs and ListProjects. */
export interface Emulator {
  /** Where it listens: `http://127.0.0.1:<port>`, with TLS `https://localhost:<port>`. */
  readonly endpoint: string;
  /** Where it takes commands, for other processes. */
  readonly controlEndpoint: string;
  /** Environment of a process that is to ask it: endpoint, credentials, certificate. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Holds these jobs instead of those it has.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it has ended.
   */
  setJobs(jobs: readonly EmulatedJob[]): Promise<void>;
  /**
   * Lists these workspaces instead of those it lists.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it has ended.
   */
  setWorkspaces(workspaces: readonly EmulatedWorkspace[]): Promise<void>;
  /**
   * Becomes another service in what nobody knows, and as assumed in everything else.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it has ended.
   */
  setTraits(traits: Partial<ServiceTraits>): Promise<void>;
  /**
   * Holds these jobs too.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` for an id that it holds already.
   */
  addJobs(jobs: readonly EmulatedJob[]): Promise<void>;
  /**
   * Holds a job no longer.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it has no such job.
   */
  removeJob(diJobId: string): Promise<void>;
  /**
   * Changes fields of a job, which keeps its id and its place.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it has no such job.
   */
  updateJob(diJobId: string, changes: Partial<EmulatedJob>): Promise<void>;
  /**
   * Lets things go wrong from now on, instead of what went wrong so far.
   *
   * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it has ended.
   */
  setFaults(faults: readonly Fault[]): Promise<void>;
  /**
   * Lets nothing go wrong any more.
   *
   * @throws DataWorksError `EmulatorFailed` when it has ended.
   */
  clearFaults(): Promise<void>;
  /**
   * Every call since the start, or since they were forgotten, in the order of arrival.
   *
   * @throws DataWorksError `EmulatorFailed` when it has ended.
   */
  calls(): Promise<readonly RecordedCall[]>;
  /**
   * Forgets the calls so far.
   *
   * @throws DataWorksError `EmulatorFailed` when it has ended.
   */
  forgetCalls(): Promise<void>;
  /** Ends it, and waits until it has ended. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of ListDIJobs and ListProjects as a process of its own, which ends with this one at the latest.
 *
 * A process of its own, because an app that looks up jobs blocks its main thread.
 *
 * @throws DataWorksError `InvalidArgument`, or `EmulatorFailed` when it does not start.
 *
 * @example
 * const emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
 * execFileSync("npx", ["cdktf", "synth"], { env: { ...process.env, ...emulator.env } });
 * await emulator.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const args = programArguments(read(options));
  if (options.jobs !== undefined) checked(options.jobs);
  const child = spawnProgram(args);
  const { endpoint, control: controlEndpoint, env } = await ready(child);

  const tell = async (command: Command) => void (await send(controlEndpoint, command));
  if (options.jobs !== undefined)
    await tell({ command: "set-jobs", jobs: options.jobs }).catch(async (error) => {
      await end(child);
      throw error;
    });
  return {
    endpoint,
    controlEndpoint,
    env,
    setWorkspaces: async (workspaces) =>
      tell({ command: "set-workspaces", workspaces: emulatedWorkspaces(workspaces, "workspaces") }),
    setJobs: async (jobs) => tell({ command: "set-jobs", jobs: checked(jobs) }),
    setTraits: async (traits) => tell({ command: "set-traits", traits: traitsArgument(traits, "traits") }),
    addJobs: async (jobs) => tell({ command: "add-jobs", jobs: checked(jobs) }),
    removeJob: async (diJobId) => tell({ command: "remove-job", diJobId: idOf(diJobId) }),
    updateJob: async (diJobId, changes) =>
      tell({ command: "update-job", diJobId: idOf(diJobId), changes: jobChanges(changes, "changes") }),
    setFaults: async (faults) => tell({ command: "set-faults", faults: faultsArgument(faults, "faults") }),
    clearFaults: () => tell({ command: "set-faults", faults: [] }),
    calls: async () => (await send(controlEndpoint, { command: "calls" })).calls ?? [],
    forgetCalls: () => tell({ command: "forget-calls" }),
    close: () => end(child),
  };
}

/** Jobs of which no two have one id, nor an id that is none. */
function checked(jobs: readonly EmulatedJob[]): readonly EmulatedJob[] {
  completeJobs(jobs);
  return jobs;
}

function idOf(diJobId: string): string {
  return String(idArgument(diJobId, "diJobId"));
}

function programArguments({
  workspaces,
  snapshot,
  replay,
  accessKeys,
  tls = false,
  quotaPerSecond,
  latencyMs,
  traits,
}: EmulatorOptions): string[] {
  const option = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}`, String(value)];
  return [
    ...option("snapshot", snapshot),
    ...option("replay", replay),
    ...option("workspaces", workspaces && JSON.stringify(workspaces)),
    ...option("access-keys", accessKeys && JSON.stringify(accessKeys)),
    ...option("quota", quotaPerSecond),
    ...option("latency-ms", latencyMs),
    ...option("traits", traits && JSON.stringify(traits)),
    ...(tls === false ? [] : ["--tls"]),
    ...(typeof tls === "object" ? tls.hostNames.flatMap((name) => option("tls-name", name)) : []),
  ];
}

function spawnProgram(args: readonly string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  const program = join(__dirname, "emulator", "program.js");
  return spawn(process.execPath, [...packageLoader(), program, "--until-stdin-closes", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    // A test runner's own flags, such as a debugger's port, are not for the emulator.
    env: { ...process.env, NODE_OPTIONS: "" },
  });
}

/** Waits for the line that says where the emulator listens; afterwards it keeps no process alive. */
async function ready(child: ReturnType<typeof spawnProgram>): Promise<Ready> {
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaint += text;
  });
  const closed = once(child, "close").then((): string[] => []);
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), closed]);
  if (line === undefined) throw emulatorFailed(complaint.trim());
  child.unref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
  return JSON.parse(line);
}

/** Sends a command; by an agent of its own, so that neither a proxy nor a mocked `fetch` gets it. */
async function send(controlEndpoint: string, command: Command): Promise<CommandResult> {
  const request = http.request(controlEndpoint, { method: "POST", agent: new http.Agent() });
  request.end(JSON.stringify(command));
  const [response] = await once(request, "response").catch((error) => {
    throw emulatorFailed("it has ended, or does not answer", error);
  });
  const result: CommandResult = JSON.parse(await bodyOf(response));
  if (result.error !== undefined) throw emulatorFailed(result.error);
  return result;
}

async function end(child: ReturnType<typeof spawnProgram>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill("SIGTERM");
  await once(child, "exit");
}
