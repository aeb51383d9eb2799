import { parse } from "lossless-json";
import { applied, plan, replacements } from "./plan";
import { remoteInMemory } from "./remote";
import { type Block, PROVIDER, PROVIDER_SOURCE, RESOURCES } from "./schema";
import { type Answers, complaint, serve, wireSchema } from "./serve";
import { type Attributes, decodeValue, encodeValue, type Value } from "./value";

/**
 * A stand-in for the alicloud provider: Terraform plans and applies with it as with the real one, and nothing is created.
 *
 * `program.ts [RESOURCES]`: a JSON text `{ "<type>": [ {…}, … ] }` with what is there already, such as jobs to import.
 * Prints what stands in `TF_REATTACH_PROVIDERS`, and ends when its standard input does.
 */

const remote = remoteInMemory();

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

/** What the provider answers, by the name of what is asked. */
const ANSWERS: Answers = {
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

function remember(text: string): void {
  const resources = parse(text, undefined, (digits) =>
    Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits),
  ) as Readonly<Record<string, readonly Attributes[]>>;
  for (const [type, all] of Object.entries(resources))
    for (const one of all) remote.write(type, whole(blockOf(type), one));
}

remember(process.argv[2] ?? "{}");
serve(PROVIDER_SOURCE, ANSWERS);
