import { join } from "node:path";
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { parse } from "lossless-json";
import { applied, plan, replacements } from "./plan";
import { remoteInMemory } from "./remote";
import { type Block, PROVIDER, PROVIDER_SOURCE, RESOURCES, type Schema } from "./schema";
import { type Attributes, type DynamicValue, decodeValue, encodeValue, type Value } from "./value";

/**
 * A stand-in for the alicloud provider: Terraform plans and applies with it as with the real one, and nothing is created.
 *
 * `program.ts [RESOURCES]`: a JSON text `{ "<type>": [ {…}, … ] }` with what is there already, such as jobs to import.
 * Prints what stands in `TF_REATTACH_PROVIDERS`, and ends when its standard input does.
 */

const LIST = 2;
const ERROR = 1;

const remote = remoteInMemory();

function wireSchema({ version, block }: Schema) {
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

function blockOf(type: string): Block {
  const schema = RESOURCES[type];
  if (schema === undefined) throw new Error(`there is no resource ${type}`);
  return schema.block;
}

/** A resource with everything that it has, said or not. */
function whole({ attributes, block_types }: Block, given: Attributes): Attributes {
  const names = Object.keys(attributes).map((name): [string, Value] => [name, given[name] ?? null]);
  const blocks = Object.entries(block_types).map(([name, { block }]): [string, Value] => [
    name,
    ((given[name] ?? []) as readonly Attributes[]).map((one) => whole(block, one)),
  ]);
  return Object.fromEntries([...names, ...blocks]);
}

interface Question {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
}

/** What the provider answers, by the name of what is asked. */
const ANSWERS: Readonly<Record<string, (question: Question) => object>> = {
  GetSchema: () => ({
    provider: wireSchema(PROVIDER),
    resource_schemas: Object.fromEntries(Object.entries(RESOURCES).map(([type, schema]) => [type, wireSchema(schema)])),
  }),
  PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
  Configure: () => ({}),
  ValidateResourceTypeConfig: () => ({}),
  UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: { json: raw_state.json } }),

  ReadResource: ({ type_name, current_state }) => {
    const state = decodeValue(current_state);
    return { new_state: encodeValue(state && (remote.read(type_name, state.id) ?? null)) };
  },

  PlanResourceChange: ({ type_name, prior_state, proposed_new_state }) => {
    const [prior, proposed] = [decodeValue(prior_state), decodeValue(proposed_new_state)];
    if (proposed === null) return { planned_state: encodeValue(null), legacy_type_system: true };
    const planned = plan(blockOf(type_name), prior, proposed);
    const paths = prior === null ? [] : replacements(blockOf(type_name), prior, planned);
    return {
      planned_state: encodeValue(planned),
      requires_replace: paths.map((steps) => ({ steps })),
      legacy_type_system: true,
    };
  },

  ApplyResourceChange: ({ type_name, prior_state, planned_state }) => {
    const [prior, planned] = [decodeValue(prior_state), decodeValue(planned_state)];
    if (planned === null) {
      remote.remove(type_name, prior?.id);
      return { new_state: encodeValue(null) };
    }
    const state = applied(blockOf(type_name), planned, prior === null ? remote.idsOf(type_name, planned) : prior);
    remote.write(type_name, state);
    return { new_state: encodeValue(state), legacy_type_system: true };
  },

  ImportResourceState: ({ type_name, id }) => {
    const state = remote.read(type_name, id);
    if (state === undefined) return complaint(`there is no ${type_name} ${id}`);
    return { imported_resources: [{ type_name, state: encodeValue(state) }] };
  },

  Stop: () => ({}),
};

function complaint(summary: string) {
  return { diagnostics: [{ severity: ERROR, summary }] };
}

function implementation(): UntypedServiceImplementation {
  const entries = Object.entries(ANSWERS).map(([name, answer]) => [
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

function remember(text: string): void {
  const resources = parse(text, undefined, (digits) =>
    Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits),
  ) as Readonly<Record<string, readonly Attributes[]>>;
  for (const [type, all] of Object.entries(resources))
    for (const one of all) remote.write(type, whole(blockOf(type), one));
}

function serve(): void {
  const definition = loadSync(join(__dirname, "plugin.proto"), { keepCase: true, longs: Number, defaults: true });
  const { Provider } = loadPackageDefinition(definition).tfplugin5 as { Provider: ServiceClientConstructor };
  const server = new Server();
  server.addService(Provider.service, implementation());
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    const address = { Network: "tcp", String: `127.0.0.1:${port}` };
    const plugin = { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: address };
    process.stdout.write(`${JSON.stringify({ [PROVIDER_SOURCE]: plugin })}\n`);
  });
  process.stdin.on("end", () => server.forceShutdown()).resume();
}

remember(process.argv[2] ?? "{}");
serve();
