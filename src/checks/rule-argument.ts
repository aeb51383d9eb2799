import { invalidArgument, slip, unresolvedToken } from "../errors/arguments";
import type { OneOrMore } from "../model/filter";
import { compilePattern, type Pattern } from "../model/pattern";
import { slipOf } from "../text/nearest";
import { isToken } from "../text/token";
import type { RuleOptions } from "./rule-options";

/** An argument of a rule as data, of which its check, its place in the schema of policies and its documentation are made. */
export interface RuleArgument {
  readonly form: ArgumentForm;
  /** What it is, in a sentence. */
  readonly description: string;
  /** The documented values: editors offer them, and any other text is taken, too, unless it looks like a slip of one. */
  readonly values?: readonly string[] | undefined;
  /** What holds when it is left out, in words; an argument without a default must be given. */
  readonly default?: string | undefined;
}

/** What may be given for an argument of a form. */
interface Forms {
  /** One text or several. */
  readonly texts: OneOrMore<string>;
  /** A regular expression. */
  readonly pattern: string | RegExp;
  /** A number of things. */
  readonly count: number;
  /** Yes or no. */
  readonly flag: boolean;
  /** A check of one's own, which no policy file can hold. */
  readonly function: (...args: never[]) => unknown;
}

/** What a rule gets of the forms that do not stay as they are given. */
interface ReadForms {
  readonly texts: readonly string[];
  readonly pattern: Pattern;
}

/** Name of a form. */
export type ArgumentForm = keyof Forms;

/** Names of the arguments that a rule has of its own. */
export type ArgumentName<P> = Exclude<keyof P, keyof RuleOptions> & string;

/** The form of an argument that is given as `V`. */
type FormOf<V> = { [F in ArgumentForm]: [Exclude<V, undefined>] extends [Forms[F]] ? F : never }[ArgumentForm];

/** The arguments of a rule whose function takes `P`: one of a fitting form for each of its own properties. */
export type RuleArguments<P> = {
  readonly [K in ArgumentName<P>]-?: RuleArgument & { readonly form: FormOf<P[K]> } & (undefined extends P[K]
      ? { readonly default: string }
      : { readonly default?: never });
};

/** The arguments of a rule, checked and made ready. */
export type ReadArguments<P> = {
  readonly [K in ArgumentName<P>]: FormOf<P[K]> extends keyof ReadForms
    ? ReadForms[FormOf<P[K]>] | Extract<P[K], undefined>
    : P[K];
};

/**
 * Checks what was given by what the arguments are.
 *
 * @throws DataWorksError `InvalidArgument` for one that is missing or has another form,
 * `UnresolvedToken` for a value that only Terraform will know.
 */
export function readArguments<P>(args: RuleArguments<P>, given: object): ReadArguments<P> {
  const values: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(given));
  const read = Object.entries<RuleArgument>(args).map(([name, { form, values: known, default: whenLeftOut }]) => {
    const value = values[name];
    return [name, value === undefined && whenLeftOut !== undefined ? undefined : READERS[form](name, value, known)];
  });
  return Object.fromEntries(read);
}

const READERS: Readonly<
  Record<ArgumentForm, (name: string, value: unknown, known: readonly string[] | undefined) => unknown>
> = {
  texts: textsOf,
  pattern: (name, value) => compilePattern(name, value),
  count: countOf,
  flag(name, value) {
    if (typeof value !== "boolean") throw invalidArgument(name, value, "use true or false");
    return value;
  },
  function(name, value) {
    if (typeof value !== "function") throw invalidArgument(name, value, "give a function");
    return value;
  },
};

function textsOf(name: string, value: unknown, known: readonly string[] = []): readonly string[] {
  const values: unknown = typeof value === "string" ? [value] : value;
  if (isToken(values)) throw unresolvedToken(name);
  if (!Array.isArray(values) || values.length === 0)
    throw invalidArgument(name, value, "name at least one value, as a text or a list of texts");
  for (const one of values) {
    if (typeof one !== "string" || one === "") throw invalidArgument(name, one, "write every value as a text");
    const meant = slipOf(one, known);
    if (meant !== undefined) throw slip(name, one, meant);
  }
  return values;
}

function countOf(name: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0)
    throw invalidArgument(name, value, "use a whole number, 0 or more");
  return Number(value);
}
