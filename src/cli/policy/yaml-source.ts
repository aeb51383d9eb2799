import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar } from "yaml";
import { policyInvalid } from "../../errors/policy";
import { parseYaml, type YamlDocument } from "./yaml-document";

/** Where in a document something is: keys and indexes, from the outside in. */
export type YamlPath = readonly PropertyKey[];

/** A YAML or JSON document as plain data that remembers where everything was written. */
export interface YamlSource {
  /**
   * The data; a key without a value is left out.
   *
   * A number is a number only when its digits survive that: `90071992547409931234`, `007` and `1e5` stay texts.
   */
  readonly value: unknown;
  /** Line of the deepest part of the path that was written, counted from 1. */
  lineOf(path: YamlPath): number;
  /** The same place as `file:line:column`. */
  placeOf(path: YamlPath): string;
  /** Where the last key of the path stands, as `file:line:column`. */
  placeOfKey(path: YamlPath): string;
}

/** Aliases of aliases make billions of values of a few lines. */
const MAX_VALUES = 100_000;
/** The library looks for the anchor of each anew. */
const MAX_ALIASES = 1_000;

/**
 * Reads YAML 1.2, and with it JSON; anchors and aliases are read, merge keys (`<<`) are ordinary keys.
 *
 * @throws DataWorksError `PolicyInvalid`, naming line and column.
 */
export function readYaml(file: string, text: string): YamlSource {
  const yaml = parseYaml(file, text);
  const { values, keys, value } = new Reading(yaml).result();
  const offsetOf = (path: YamlPath): number =>
    values.get(keyOf(path)) ?? (path.length > 0 ? offsetOf(path.slice(0, -1)) : 0);
  return {
    value,
    lineOf: (path) => yaml.lineAt(offsetOf(path)),
    placeOf: (path) => yaml.lineIn(offsetOf(path)),
    placeOfKey: (path) => yaml.lineIn(keys.get(keyOf(path)) ?? offsetOf(path)),
  };
}

/** Turns nodes into data, and notes where each value and key stands. */
class Reading {
  readonly #values = new Map<string, number>();
  readonly #keys = new Map<string, number>();
  #valueCount = 0;
  #aliasCount = 0;
  readonly #yaml: YamlDocument;

  constructor(yaml: YamlDocument) {
    this.#yaml = yaml;
  }

  result() {
    const { contents } = this.#yaml.document;
    const value = contents === null ? null : this.#data(contents, [], []);
    return { value, values: this.#values, keys: this.#keys };
  }

  /** The open nodes are those that hold this one: an alias of one of them would never end. */
  #data(node: Node, path: YamlPath, open: readonly Node[]): unknown {
    if (!this.#values.has(keyOf(path))) this.#values.set(keyOf(path), offsetOf(node));
    if (++this.#valueCount > MAX_VALUES) throw this.#flaw(node, `it has more than ${MAX_VALUES} values`, "split it");
    if (isScalar(node)) return plainValue(node);
    if (isAlias(node)) {
      if (++this.#aliasCount > MAX_ALIASES)
        throw this.#flaw(node, `it has more than ${MAX_ALIASES} aliases`, "write the values out");
      const target = node.resolve(this.#yaml.document);
      if (target === undefined || open.includes(target))
        throw this.#flaw(node, `*${node.source} stands for nothing, or for itself`, "write the value out");
      return this.#data(target, path, open);
    }
    const inside = [...open, node];
    if (isSeq(node))
      return node.items.map((item, index) => (isNode(item) ? this.#data(item, [...path, index], inside) : null));
    if (!isMap(node)) return null;
    const names = new Set<string>();
    const entries = node.items.map(({ key, value }): [string, unknown] => {
      if (!isScalar(key)) throw this.#flaw(node, "it has a key that is no text", "write every key as a text");
      const name = key.source ?? String(key.value);
      // To the library 7 and "7" are two; the reader of the data passes over the other one.
      if (names.has(name)) throw this.#flaw(key, `the key '${name}' stands there twice`, "keep one of the two");
      if (name === "__proto__") throw this.#flaw(key, `'${name}' cannot be a key`, "write another name");
      names.add(name);
      const inner = [...path, name];
      this.#keys.set(keyOf(inner), offsetOf(key));
      return [name, isNode(value) ? this.#data(value, inner, inside) : null];
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== null));
  }

  #flaw(node: Node, what: string, repair: string) {
    return policyInvalid(this.#yaml.lineIn(offsetOf(node)), what, repair);
  }
}

function plainValue({ value, source }: Scalar): unknown {
  if (typeof value !== "number") return value;
  return Number.isSafeInteger(value) && String(value) === source ? value : (source ?? String(value));
}

function offsetOf({ range }: Node): number {
  return range?.[0] ?? 0;
}

function keyOf(path: YamlPath): string {
  return JSON.stringify(path.map(String));
}
