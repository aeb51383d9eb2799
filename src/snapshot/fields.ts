import type { DataWorksError } from "../errors/error";
import { isRecord } from "../model/arguments";
import { excerpt } from "../text/visible";

/** Makes the error for what is wrong at one place of the snapshot. */
export type InvalidAt = (flaw: string, repair?: string) => DataWorksError;

/** The repair for what this release does not know. */
export const NEWER = "if a newer release wrote it, install that release: npm install cdktf-dataworks-di-jobs@latest";

/** The fields of an object that has exactly those, and perhaps an optional one. */
export function fieldsOf<Name extends string, Optional extends string = never>(
  value: unknown,
  names: readonly Name[],
  invalid: InvalidAt,
  optional?: Optional,
): Record<Name | Optional, unknown> {
  const given = recordOf(value, "it", invalid);
  const missing = names.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) throw invalid(`the field '${missing}' is missing`);
  const unknown = Object.keys(given).find((name) => name !== optional && !names.some((known) => known === name));
  if (unknown !== undefined) throw invalid(`the field '${unknown}' is not known`, NEWER);
  return given;
}

/** A value that must be an object. */
export function recordOf(value: unknown, name: string, invalid: InvalidAt): Record<string, unknown> {
  if (!isRecord(value)) throw invalid(`${name} is no object`);
  return value;
}

/** A value that must be a list. */
export function listOf(value: unknown, name: string, invalid: InvalidAt): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(`${name} is no list`);
  return value;
}

/** A value that must be a text. */
export function textOf(value: unknown, name: string, invalid: InvalidAt): string {
  if (value === undefined) throw invalid(`the field '${name}' is missing`);
  if (typeof value !== "string") throw invalid(`${name} is no text: ${shownValue(value)}`);
  return value;
}

/** A wrong value, as a message shows it. */
export function shownValue(value: unknown): string {
  return `'${excerpt(String(JSON.stringify(value)), 60)}'`;
}

/** Throws for the second of two items that have one key. */
export function refuseRepeated<T>(
  items: readonly T[],
  key: (item: T) => string,
  error: (item: T) => DataWorksError,
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const { size } = seen;
    if (seen.add(key(item)).size === size) throw error(item);
  }
}
