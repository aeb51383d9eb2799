import { inspect } from "node:util";

/** Something that can stand in place of an argument, by its kind. */
const JUNK = {
  text: "nonsense",
  number: 5.5,
  flag: true,
  list: [5.5],
  object: { nonsense: 5.5 },
  function: function nonsense() {},
  pattern: /nonsense/,
  null: null,
  symbol: Symbol("nonsense"),
  bigint: 5n,
} as const;

type Kind = keyof typeof JUNK;

/** An example of a right argument, where its value alone does not say what would be wrong in its place. */
class Example {
  constructor(
    readonly value: unknown,
    /** Kinds of which another value may be right. */
    readonly kinds: readonly Kind[],
    /** What is wrong although it is of a right kind. */
    readonly wrong: readonly unknown[] = [],
    /** How far a mistake can be made in it: nowhere, for what a function made; not in keys that are free. */
    readonly inside?: "nowhere" | "not in keys",
  ) {}
}

/** A value in whose place something of another kind is right, too. */
export const or = (value: unknown, ...kinds: readonly Kind[]) => new Example(value, kinds);

/** One of several words: a mistyped one, one in other case and none are wrong. */
export const word = (value: string) => {
  const others = ["", mistyped(value), value.toUpperCase(), `${value} `, "toString"];
  return new Example(
    value,
    [],
    others.filter((other) => other !== value),
  );
};

/** A value in whose place these are wrong, although they are of its kind. */
export const apartFrom = (value: unknown, ...wrong: readonly unknown[]) => new Example(value, [], wrong);

/** A value that was made by a function, or has properties of any name; these are wrong in its place. */
export const made = (value: unknown, ...wrong: readonly unknown[]) => new Example(value, [], wrong, "nowhere");

/** An object whose keys its author chooses. */
export const freely = (value: object) => new Example(value, [], [], "not in keys");

/** An argument with one thing wrong. */
export interface Mistake {
  /** Where in the argument, and what stands there. */
  readonly what: string;
  readonly value: unknown;
  /** What the error must name. */
  readonly names: string;
}

/** A place in an argument. */
interface Place {
  readonly path: string;
  /** The property that it is, or is in. */
  readonly names: string;
  /** The whole argument with something else there. */
  with(value: unknown): unknown;
}

const WHOLE: Place = { path: "", names: "", with: (value) => value };

/** The example without what is noted in it. */
export function plain(example: unknown): unknown {
  if (example instanceof Example) return example.inside === "nowhere" ? example.value : plain(example.value);
  if (Array.isArray(example)) return example.map(plain);
  if (!isRecord(example)) return example;
  return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, plain(value)]));
}

/** The example with one thing wrong: a value of a wrong kind, a mistyped key, at every place in it. */
export function mistakesIn(example: unknown, place = WHOLE, kinds: readonly Kind[] = [], mistypes = true): Mistake[] {
  if (example instanceof Example) {
    const { value, wrong, inside } = example;
    const right = [...kinds, ...example.kinds];
    return [
      ...(inside === "nowhere" ? replacements(place, right) : mistakesIn(value, place, right, inside === undefined)),
      ...wrong.map((other) => mistake(place, other)),
    ];
  }
  const right = [...kinds, kindOf(example)];
  return [
    ...replacements(place, right),
    ...(Array.isArray(example) ? [mistake(place, [undefined])] : []),
    ...(mistypes && isRecord(example) ? Object.keys(example).map((key) => mistypedKey(example, key, place)) : []),
    ...placesIn(example, place).flatMap(([inner, at]) => mistakesIn(inner, at)),
  ];
}

/** The example with one property left out, at every place in it. */
export function omissionsFrom(example: unknown, place = WHOLE): Mistake[] {
  if (example instanceof Example) return example.inside === "nowhere" ? [] : omissionsFrom(example.value, place);
  return placesIn(example, place).flatMap(([inner, at]) => [
    ...(isRecord(example) ? [mistake(at, undefined)] : []),
    ...omissionsFrom(inner, at),
  ]);
}

function replacements(place: Place, right: readonly Kind[]): Mistake[] {
  return Object.entries(JUNK).flatMap(([kind, value]) =>
    right.some((one) => one === kind) ? [] : [mistake(place, value)],
  );
}

function mistake(place: Place, value: unknown): Mistake {
  return { what: `${place.path} ${inspect(value)}`, value: place.with(value), names: place.names };
}

function mistypedKey(example: Readonly<Record<string, unknown>>, key: string, place: Place): Mistake {
  const { [key]: value, ...others } = plain(example) as Record<string, unknown>;
  const mistyping = mistyped(key);
  return { what: `${place.path}.${mistyping}`, value: place.with({ ...others, [mistyping]: value }), names: key };
}

/** What is in a list or an object, each with its place. */
function placesIn(example: unknown, { path, names, with: put }: Place): [unknown, Place][] {
  const right = plain(example);
  if (Array.isArray(example) && Array.isArray(right))
    return example.map((inner, index) => {
      const replaced = (value: unknown) => put(right.map((element, at) => (at === index ? value : element)));
      return [inner, { path: `${path}[${index}]`, names, with: replaced }];
    });
  if (!isRecord(example) || !isRecord(right)) return [];
  return Object.entries(example).map(([key, inner]) => {
    const replaced = (value: unknown) => put({ ...right, [key]: value });
    return [inner, { path: `${path}.${key}`, names: key, with: replaced }];
  });
}

function kindOf(value: unknown): Kind {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "flag";
  if (typeof value === "function" || typeof value === "number") return typeof value as "function" | "number";
  if (value instanceof RegExp) return "pattern";
  return Array.isArray(value) ? "list" : "null";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A word with its last two letters swapped. */
function mistyped(text: string): string {
  const swapped = text.slice(0, -2) + text.slice(-1) + text.slice(-2, -1);
  return swapped === text ? `${text}x` : swapped;
}
