import { invalidArgument, unknownKey, unresolvedToken } from "../errors/arguments";
import { isToken } from "../text/token";

/**
 * What an argument must be: gives back what it was given, or throws an error that names it.
 *
 * Arguments must be known at synth: every form refuses a token, unless it says otherwise.
 *
 * @throws DataWorksError `InvalidArgument`, or `UnresolvedToken`.
 */
export type Form<T> = (value: unknown, name: string) => T;

/** A form for every property of an object, kept complete by the compiler. */
export type Forms<T> = { readonly [Key in keyof T]-?: Form<T[Key]> };

/** The forms of properties that stand in a table. */
export function formsOf<T>(table: readonly { readonly name: keyof T }[], of: Form<unknown>): Forms<T> {
  return Object.fromEntries(table.map(({ name }) => [name, of])) as Forms<T>;
}

/** A form of one's own. */
export function form<T>(isRight: (value: unknown) => boolean, repair: string): Form<T> {
  return (value, name) => {
    if (isToken(value)) refuse(unresolvedToken(name));
    if (!isRight(value)) refuse(invalidArgument(name, value, repair));
    return value as T;
  };
}

export const text = form<string>((value) => typeof value === "string", "pass a text");

export const flag = form<boolean>((value) => typeof value === "boolean", "pass true or false");

export const number = form<number>(Number.isFinite, "pass a number");

/** An app, a stack, or anything that stands in one. */
export const constructArgument = form<never>(
  (value) =>
    isRecord(value) && isRecord(value.node) && typeof value.node.path === "string" && isRecord(value.node.root),
  "pass a construct: an app, a stack, or this inside of one",
);

/** A text of the API's: what looks like a token there is none. */
export function apiText(repair = "pass a text"): Form<string> {
  return (value, name) => {
    if (typeof value !== "string") refuse(invalidArgument(name, value, repair));
    return value as string;
  };
}

/** What somebody else checks. */
export const anything: Form<never> = (value) => value as never;

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Form<Word> {
  return form((value) => words.some((word) => word === value), `use one of ${words.join(", ")}`);
}

/** What may be left out. */
export function optional<T>(given: Form<T>): Form<T | undefined> {
  return (value, name) => (value === undefined ? undefined : given(value, name));
}

/** What Terraform alone may know. */
export function orToken<T>(known: Form<T>): Form<T> {
  return (value, name) => (isToken(value) ? (value as T) : known(value, name));
}

/** A list of values of one form. */
export function list<T>(element: Form<T>): Form<readonly T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) return refuse(invalidArgument(name, value, "pass a list, also for a single one"));
    // Not `map`, which leaves holes out.
    return Array.from(value, (each, index) => element(each, `${name}[${index}]`));
  };
}

/** A list of at least one value, where none would mean nothing at all. */
export function filledList<T>(element: Form<T>, repair = "name at least one, or leave it out"): Form<readonly T[]> {
  const several = list(element);
  return (value, name) => {
    const given = several(value, name);
    return given.length > 0 ? given : refuse(invalidArgument(name, value, repair));
  };
}

/** One value, or a list of such. */
export function oneOrMore<T>(one: Form<T>): Form<T | readonly T[]> {
  const several = list(one);
  return (value, name) => (Array.isArray(value) ? several(value, name) : one(value, name));
}

/** An object with values of one form under keys of any name. */
export function record<T>(element: Form<T>): Form<Readonly<Record<string, T>>> {
  return (value, name) => {
    const given = objectOf(value, name, "pass an object");
    for (const [key, each] of Object.entries(given)) element(each, `${name}.${key}`);
    return given as Readonly<Record<string, T>>;
  };
}

/** An object that has these properties, whatever else it has: one that was made, not written. */
export function having<T extends object>(forms: Forms<T>, repair: string): Form<T> {
  return (value, name) => {
    const given = objectOf(value, name, repair);
    for (const [key, each] of Object.entries<Form<unknown>>(forms)) each(given[key], `${name}.${key}`);
    return given as T;
  };
}

/** An object with these properties and no others: what is mistyped would count as left out. */
export function object<T>(forms: Forms<T>): Form<T> {
  return (value, name) => withProperties(value, name, name, `${name}.`, forms);
}

/**
 * The properties that a function takes, and no others.
 *
 * @param of what takes them, for messages: a mistyped one is none of its.
 */
export function optionsOf<T>(of: string, forms: Forms<T>): (value: unknown, name?: string) => T {
  return (value, name = `the argument of ${of}`) => withProperties(value, name, of, "", forms);
}

function withProperties<T>(value: unknown, name: string, of: string, prefix: string, forms: Forms<T>): T {
  const known = Object.keys(forms);
  const given = objectOf(value, name, `pass an object with ${known.join(", ")}`);
  for (const key of Object.keys(given)) if (!Object.hasOwn(forms, key)) refuse(unknownKey(of, key, known));
  for (const key of known) forms[key as keyof T](given[key], prefix + key);
  return given as T;
}

function refuse(error: Error): never {
  // Above an uncaught error Node.js prints the line that throws; this one is none of the user's, and says so.
  throw error; // node-do-not-add-exception-line
}

/** Tells an object with fields from all other values. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object that is no list, function, pattern or another of JavaScript's own kinds. */
function objectOf(value: unknown, name: string, repair: string): Readonly<Record<string, unknown>> {
  const isObject = (given: unknown) => Object.prototype.toString.call(given) === "[object Object]";
  return form<Readonly<Record<string, unknown>>>(isObject, repair)(value, name);
}
