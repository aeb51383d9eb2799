import { parseArgs } from "node:util";
import { invalidArgument } from "../../errors/arguments";
import { DataWorksError, inOneLine } from "../../errors/error";
import { traitsArgument } from "../../model/service-traits";
import { parseWorkspace } from "../../model/workspace";
import { readSnapshot } from "../../snapshot/file";
import { jsonText } from "../../text/json-text";
import { visibleLines } from "../../text/visible";
import type { EmulatedJob } from "../emulated-job";
import type { AccessKey } from "./authentication";
import { makeCertificate } from "./certificate";
import { openControl } from "./control";
import { parseFault } from "./fault-text";
import { readJsonFile } from "./json-file";
import { LoopbackServer } from "./loopback-server";
import { openRecorder } from "./recorder";
import { readRecording } from "./recording";
import { SAMPLE_JOBS } from "./sample-jobs";
import { Service } from "./service";
import { snapshotJobs } from "./snapshot-jobs";
import { traitsLike } from "./traits-like";

const USAGE = `usage: program.js [options]
  --port N               port of the service (default: any free one)
  --jobs FILE            jobs to hold, a JSON list (default: the API page's sample)
  --snapshot FILE        jobs to hold, those of a dataworks.snapshot.json
  --workspace REGION/ID  workspace of jobs that name none
  --workspaces JSON      workspaces to list, [{"projectId": "1967", "projectName": "orders_prod"}]
                         (default: those of the jobs)
  --access-keys JSON     keys that may ask, {"<id>": "<secret>"} (default: one of its own)
  --quota N              calls admitted in any second (default: no limit)
  --latency-ms N         wait before each answer (default: 0)
  --traits JSON          how it is in what nobody knows, {"order": "newest"} (default: as assumed)
  --fault FAULT          what goes wrong: KIND[,KEY=VALUE]…, or a JSON object (repeatable)
  --replay FILE          answer as in a recording, and refuse what was not recorded
  --record-from URL      pass calls on to a service, as a proxy, and record them
  --record-to FILE       where to write them
  --record-host NAME     name by which callers ask the service (default: that of --record-from)
  --like FILE            how it is, as dijobs doctor --probe --format json tells of a service
  --tls                  speak TLS
  --tls-name NAME        speak TLS under this host name too (repeatable)
  --until-stdin-closes   end when the standard input does`;

/** What the program prints, as one line of JSON, when it can be asked. */
export interface Ready {
  /** Where the service listens. */
  readonly endpoint: string;
  /** Where commands are taken. */
  readonly control: string;
  /** Environment of a process that is to ask. */
  readonly env: Readonly<Record<string, string>>;
}

const DEFAULT_KEYS = '{"LTAI5tEmulator":"secret-of-the-emulator"}';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      jobs: { type: "string" },
      snapshot: { type: "string" },
      workspace: { type: "string" },
      workspaces: { type: "string" },
      "access-keys": { type: "string", default: DEFAULT_KEYS },
      quota: { type: "string" },
      "latency-ms": { type: "string", default: "0" },
      traits: { type: "string", default: "{}" },
      like: { type: "string" },
      replay: { type: "string" },
      "record-from": { type: "string" },
      "record-to": { type: "string" },
      "record-host": { type: "string" },
      fault: { type: "string", multiple: true, default: [] },
      tls: { type: "boolean", default: false },
      "tls-name": { type: "string", multiple: true, default: [] },
      "until-stdin-closes": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const until = values["until-stdin-closes"];
  const wantedPort = wholeNumber("--port", values.port);
  if (values["record-from"] !== undefined) {
    const { "record-from": from, "record-to": to, "record-host": hostName } = values;
    if (to === undefined) throw invalidArgument("--record-to", undefined, "name the file that is to be written");
    const { endpoint, env, close } = await openRecorder({ from, to, hostName, port: wantedPort });
    endWith(close, until);
    console.log(jsonText({ endpoint, env }, 0));
    return;
  }
  const workspace = values.workspace === undefined ? {} : parseWorkspace(values.workspace);
  const accessKeys: Record<string, AccessKey> = JSON.parse(values["access-keys"]);
  const service = new Service(
    startingJobs(values.jobs, values.snapshot).map((job) => ({ ...workspace, ...job })),
    {
      accessKeys,
      quotaPerSecond: values.quota === undefined ? undefined : wholeNumber("--quota", values.quota),
      workspaces: values.workspaces === undefined ? undefined : JSON.parse(values.workspaces),
      latencyMs: wholeNumber("--latency-ms", values["latency-ms"]),
      replay: values.replay === undefined ? undefined : readRecording(values.replay),
      traits: traitsLike(values.like, traitsArgument(JSON.parse(values.traits), "--traits")),
    },
  );
  service.faults.replace(values.fault.map((text) => parseFault(text, "--fault")));
  const secure = values.tls || values["tls-name"].length > 0;
  const certificate = secure ? makeCertificate(values["tls-name"]) : undefined;
  const server = new LoopbackServer(service, tellFailure, certificate);

  endWith(() => certificate?.remove(), until);

  const port = await server.open(wantedPort);
  const endpoint = secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  if (service.faults.refuses) await server.close();
  const trust = certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificate.file };
  const ready: Ready = {
    endpoint,
    control: `http://127.0.0.1:${await openControl(service, server)}`,
    env: { DIJOBS_ENDPOINT: endpoint, ...credentials(accessKeys), ...trust },
  };
  console.log(jsonText(ready, 0));
}

/** Ends by a signal or with the standard input; answers on their way are cut off: whoever ends it waits for no one. */
function endWith(close: () => void, untilStdinCloses: boolean): void {
  const end = () => {
    close();
    process.exit(0);
  };
  process.once("SIGTERM", end).once("SIGINT", end);
  if (untilStdinCloses) process.stdin.once("close", end).resume();
}

function startingJobs(jobsFile: string | undefined, snapshotFile: string | undefined): readonly EmulatedJob[] {
  if (jobsFile !== undefined) {
    const jobs = readJsonFile("--jobs", jobsFile);
    if (!Array.isArray(jobs)) throw invalidArgument("--jobs", jobsFile, 'write a JSON list: [{ "jobName": "orders" }]');
    return jobs;
  }
  if (snapshotFile === undefined) return SAMPLE_JOBS;
  return snapshotJobs(readSnapshot(snapshotFile));
}

function wholeNumber(name: string, text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw invalidArgument(name, text, "give a whole number");
  return Number(text);
}

/** Whoever finds a fault of the emulator needs its place in the code, but not a text of any length. */
function tellFailure(failure: unknown): void {
  console.error(visibleLines(String(failure instanceof Error ? failure.stack : failure).slice(0, MOST_TOLD)));
}

const MOST_TOLD = 2_000;

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

main().catch((error: Error) => {
  console.error(DataWorksError.is(error) ? inOneLine(error.problems) : visibleLines(error.message));
  process.exit(2);
});
