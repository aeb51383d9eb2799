import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseWorkspace } from "../../workspace";
import type { EmulatedJob } from "../emulated-job";
import { Control } from "./control";
import { SAMPLE_JOBS } from "./sample-jobs";
import { Door } from "./server";
import { Service } from "./service";
import { snapshotJobs } from "./snapshot-jobs";

const USAGE = `usage: program.js [options]
  --port N                     port of the service, any free one by default
  --jobs FILE                  jobs to hold, a JSON list; the API page's sample by default
  --snapshot FILE              jobs to hold, those of a dataworks.snapshot.json
  --workspace REGION/ID        workspace of jobs that name none
  --access-keys JSON           keys that may ask, {"<id>": "<secret>"}
  --quota N                    calls admitted in any second, no limit by default
  --latency-ms N               wait before each answer
  --tls-key FILE --tls-cert FILE   speak TLS
  --until-stdin-closes         end when the standard input does`;

/** Starts the emulator and prints `{"endpoint":…,"control":…}` when it can be asked. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      jobs: { type: "string" },
      snapshot: { type: "string" },
      workspace: { type: "string" },
      "access-keys": { type: "string", default: "{}" },
      quota: { type: "string" },
      "latency-ms": { type: "string", default: "0" },
      "tls-key": { type: "string" },
      "tls-cert": { type: "string" },
      "until-stdin-closes": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const workspace = values.workspace === undefined ? {} : parseWorkspace(values.workspace);
  const service = new Service(
    startingJobs(values.jobs, values.snapshot).map((job) => ({ ...workspace, ...job })),
    {
      accessKeys: JSON.parse(values["access-keys"]),
      quotaPerSecond: values.quota === undefined ? undefined : Number(values.quota),
      latencyMs: Number(values["latency-ms"]),
    },
  );
  const { "tls-key": key, "tls-cert": cert } = values;
  const secure = key !== undefined && cert !== undefined;
  const door = new Door(
    service,
    secure ? { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") } : undefined,
  );
  const control = new Control(service, door);

  // Answers on their way are cut off: whoever ends the emulator waits for no one.
  const end = () => process.exit(0);
  process.once("SIGTERM", end).once("SIGINT", end);
  if (values["until-stdin-closes"]) process.stdin.once("close", end).resume();

  const port = await door.open(Number(values.port));
  const controlPort = await control.open();
  const endpoint = secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  console.log(JSON.stringify({ endpoint, control: `http://127.0.0.1:${controlPort}` }));
}

function startingJobs(jobsFile: string | undefined, snapshotFile: string | undefined): readonly EmulatedJob[] {
  if (jobsFile !== undefined) return JSON.parse(readFileSync(jobsFile, "utf8"));
  if (snapshotFile === undefined) return SAMPLE_JOBS;
  return snapshotJobs(JSON.parse(readFileSync(snapshotFile, "utf8")));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
