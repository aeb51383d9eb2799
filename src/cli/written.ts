import type { z } from "zod";
import { jsonText } from "../text/json-text";
import type { Visible } from "../text/visible";
import type { parts, Said } from "./schema-parts";

/** The parts of schemas, which are handed in because the library behind them is slow to load. */
export type SchemaParts = typeof parts;

/**
 * Data as the JSON of which a command publishes the schema.
 *
 * A key that is missing, misspelt or unknown to the schema does not compile, however deep it stands.
 */
export function written<S extends z.ZodType, const T extends Said<S>>(
  _schema: (parts: SchemaParts) => S,
  data: T & Only<Said<S>, T>,
): Visible {
  return jsonText(data);
}

/** Data without any key but those that are said; `never` stands where there is another. */
type Only<Said, T> = T extends readonly (infer Each)[]
  ? readonly Only<Element<Said>, Each>[]
  : T extends object
    ? { readonly [K in keyof T]: K extends KeyOf<Said> ? Only<ValueOf<Said, K>, T[K]> : never }
    : T;

type KeyOf<Said> = Said extends unknown ? keyof Said : never;
type ValueOf<Said, K> = Said extends unknown ? (K extends keyof Said ? NonNullable<Said[K]> : never) : never;
type Element<Said> = Said extends readonly (infer Each)[] ? Each : never;
