import { isDeepStrictEqual } from "node:util";
import type { Block } from "./schema";
import { type Attributes, UNKNOWN, type Value } from "./value";

/** A step into a value, as the protocol writes it. */
export type Step = { readonly attribute_name: string } | { readonly element_key_int: number };

/** What Terraform proposes, with what the provider itself will know only after apply. */
export function plan({ attributes }: Block, prior: Attributes | null, proposed: Attributes): Attributes {
  const unknown = Object.keys(attributes).filter(
    (name) => attributes[name]?.computed === true && prior === null && (proposed[name] ?? null) === null,
  );
  return { ...proposed, ...Object.fromEntries(unknown.map((name) => [name, UNKNOWN])) };
}

/** What is known once it is there, such as an id. */
export function applied({ attributes }: Block, planned: Attributes, given: Attributes): Attributes {
  const known = Object.keys(planned).map((name): [string, Value] => {
    if (planned[name] !== UNKNOWN) return [name, planned[name] ?? null];
    return [name, given[name] ?? EMPTY[`${attributes[name]?.type}`] ?? null];
  });
  return Object.fromEntries(known);
}

const EMPTY: Readonly<Record<string, Value>> = { string: "", number: 0, bool: false };

/** The parts whose change takes another resource; a list of blocks that changes its length does, if it is such a part. */
export function replacements(
  block: Block,
  prior: Attributes,
  planned: Attributes,
  path: readonly Step[] = [],
): Step[][] {
  const attributes = Object.entries(block.attributes)
    .filter(([name, { replaces }]) => replaces && !isDeepStrictEqual(prior[name], planned[name]))
    .map(([name]) => [...path, { attribute_name: name }]);
  const blocks = Object.entries(block.block_types).flatMap(([name, { block: inner, replaces }]) => {
    const [before, after] = [blocksOf(prior[name]), blocksOf(planned[name])];
    const here = [...path, { attribute_name: name }];
    if (before.length !== after.length) return replaces ? [here] : [];
    return after.flatMap((one, at) => replacements(inner, before[at] ?? {}, one, [...here, { element_key_int: at }]));
  });
  return [...attributes, ...blocks];
}

function blocksOf(value: Value | undefined): readonly Attributes[] {
  return Array.isArray(value) ? (value as readonly Attributes[]) : [];
}
