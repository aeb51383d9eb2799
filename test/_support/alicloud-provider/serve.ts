import { join } from "node:path";
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Block, Schema } from "./schema";
import type { DynamicValue } from "./value";

const LIST = 2;
const ERROR = 1;

/** What Terraform asks a provider. */
export interface Question {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
}

/** What a provider answers, by the name of what is asked. */
export type Answers = Readonly<Record<string, (question: Question) => object>>;

/** A schema as the protocol carries it. */
export function wireSchema({ version, block }: Schema) {
  return { version, block: wireBlock(block) };
}

function wireBlock({ attributes, block_types }: Block): object {
  return {
    attributes: Object.entries(attributes).map(([name, { type, required, optional, computed }]) => ({
      ...{ name, required, optional, computed },
      type: Buffer.from(JSON.stringify(type)),
    })),
    block_types: Object.entries(block_types).map(([type_name, { block, min_items, max_items }]) => ({
      ...{ type_name, block: wireBlock(block), nesting: LIST, min_items, max_items },
    })),
  };
}

export function complaint(summary: string) {
  return { diagnostics: [{ severity: ERROR, summary }] };
}

function implementation(answers: Answers): UntypedServiceImplementation {
  const entries = Object.entries(answers).map(([name, answer]) => [
    name,
    (call: { request: Question }, done: (error: Error | null, result?: object) => void) => {
      try {
        done(null, answer(call.request));
      } catch (error) {
        done(null, complaint(String(error)));
      }
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * Serves a provider until standard input ends, and prints what stands in `TF_REATTACH_PROVIDERS`.
 *
 * @param source where Terraform takes the provider to come from.
 */
export function serve(source: string, answers: Answers): void {
  const definition = loadSync(join(__dirname, "plugin.proto"), { keepCase: true, longs: Number, defaults: true });
  const { Provider } = loadPackageDefinition(definition).tfplugin5 as { Provider: ServiceClientConstructor };
  const server = new Server();
  server.addService(Provider.service, implementation(answers));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    const address = { Network: "tcp", String: `127.0.0.1:${port}` };
    const plugin = { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: address };
    process.stdout.write(`${JSON.stringify({ [source]: plugin })}\n`);
  });
  process.stdin.on("end", () => server.forceShutdown()).resume();
}
