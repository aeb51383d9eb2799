import { isRecord } from "../model/arguments";
import { literal, quotedInExpression } from "../text/literal";
import { isToken } from "../text/token";

/** A value that a framework asks for when it writes the stack: the part that cdktf and CDK Terrain share. */
interface Resolvable {
  resolve(context: ResolveContext): unknown;
}

/** What a framework resolves tokens with. */
interface ResolveContext {
  resolve(value: unknown): unknown;
}

/** Tags as pairs of key and value, in the texts that the cloud is to get. */
export type RawTags = readonly (readonly [string, string])[];

/**
 * Joins tags that a resource has with others; where both have a key, `overwrite` says which wins.
 *
 * Tags that are a token as a whole, such as another resource's, become a `merge(…)` for Terraform.
 */
export function mergedTags(existing: unknown, added: RawTags, overwrite: boolean): unknown {
  if (isToken(existing)) return mergedByTerraform(existing, added, overwrite);
  return joined(isRecord(existing) ? existing : {}, added, overwrite);
}

function joined(existing: object, added: RawTags, overwrite: boolean): object {
  const tags = Object.fromEntries(added.map(([key, value]) => [literal(key), literal(value)]));
  return overwrite ? { ...existing, ...tags } : { ...tags, ...existing };
}

function mergedByTerraform(existing: unknown, added: RawTags, overwrite: boolean): Resolvable {
  return {
    resolve(context) {
      const tags = context.resolve(existing);
      if (isRecord(tags)) return joined(tags, added, overwrite);
      const expression = typeof tags === "string" ? /^\$\{(.*)\}$/s.exec(tags)?.[1] : undefined;
      if (expression === undefined) return tags;
      const object = `{${added.map(([key, value]) => `${quotedInExpression(key)} = ${quotedInExpression(value)}`).join(", ")}}`;
      return `\${merge(${overwrite ? `${expression}, ${object}` : `${object}, ${expression}`})}`;
    },
  };
}
