import http from "node:http";
import { json } from "node:stream/consumers";
import { inEveryVersion, type ServiceTraits, traitsArgument } from "../../model/service-traits";
import type { EmulatedJob } from "../emulated-job";
import type { EmulatedWorkspace } from "../emulated-workspace";
import type { Fault } from "./fault";
import { type LoopbackServer, openOnLoopback } from "./loopback-server";
import type { RecordedCall } from "./recorded-call";
import type { Service } from "./service";

/** What can be told to a running emulator, as the JSON body of a POST to its control port. */
export type Command =
  | { readonly command: "set-jobs" | "add-jobs"; readonly jobs: readonly EmulatedJob[] }
  | { readonly command: "set-workspaces"; readonly workspaces: readonly EmulatedWorkspace[] }
  | { readonly command: "set-traits"; readonly traits: Partial<ServiceTraits> }
  | { readonly command: "remove-job"; readonly diJobId: string }
  | { readonly command: "update-job"; readonly diJobId: string; readonly changes: Partial<EmulatedJob> }
  | { readonly command: "set-faults"; readonly faults: readonly Fault[] }
  | { readonly command: "calls" | "forget-calls" };

/** What comes back: the calls so far, or why the command was refused. */
export interface CommandResult {
  readonly calls?: readonly RecordedCall[];
  readonly error?: string;
}

/**
 * Serves the emulator's controls on a free port of loopback, and resolves to it.
 *
 * A port of its own, because the first one can be closed on purpose and may speak TLS.
 */
export function openControl(service: Service, server: LoopbackServer): Promise<number> {
  const control = http.createServer((request, response) => {
    const run = async () => obey(service, server, (await json(request)) as Command);
    run().then(
      (result) => response.end(JSON.stringify(result)),
      (error: Error) => response.writeHead(400).end(JSON.stringify({ error: error.message })),
    );
  });
  return openOnLoopback(control, 0);
}

async function obey(service: Service, server: LoopbackServer, command: Command): Promise<CommandResult> {
  switch (command.command) {
    case "set-jobs":
      service.jobs.replace(command.jobs);
      return {};
    case "set-workspaces":
      service.workspaces.replace(command.workspaces);
      return {};
    case "set-traits":
      service.traits = inEveryVersion(traitsArgument(command.traits, "traits"));
      return {};
    case "add-jobs":
      service.jobs.add(command.jobs);
      return {};
    case "remove-job":
      return service.jobs.remove(command.diJobId) ? {} : noSuchJob(command.diJobId);
    case "update-job":
      return service.jobs.update(command.diJobId, command.changes) ? {} : noSuchJob(command.diJobId);
    case "set-faults":
      service.faults.replace(command.faults);
      await (service.faults.refuses ? server.close() : server.open());
      return {};
    case "calls":
      return { calls: service.calls };
    case "forget-calls":
      service.calls = [];
      return {};
    default:
      return { error: "no such command" };
  }
}

function noSuchJob(diJobId: string): CommandResult {
  return { error: `no job has the id '${diJobId}'` };
}
