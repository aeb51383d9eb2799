import { join, resolve } from "node:path";
import { fileInvalid } from "../../errors/program";
import { projectFolder } from "../../lookup/project-folder";
import type { Context } from "../../lookup/settings";
import { isRecord } from "../../model/arguments";
import { readNeededFile } from "../../snapshot/disk/named-file";
import { textIn } from "../../snapshot/disk/regular-file";
import { reasonOf } from "../../text/reason";

/** What the `cdktf.json` of a project says, as far as it concerns lookups. */
export interface CdktfProject {
  /** The folder in which it stands. */
  readonly folder: string;
  /** The command that synthesizes the app. */
  readonly app?: string | undefined;
  /** The whole context. */
  readonly context: Context;
  /** The part of the context with our settings. */
  readonly settings: Context;
}

/**
 * Reads the nearest `cdktf.json`, upwards from a folder; nothing where there is none.
 *
 * @throws DataWorksError `InvalidArgument` when it is no JSON, or its fields have another shape.
 */
export function findProject(from: string): CdktfProject | undefined {
  const folder = projectFolder(from);
  if (folder === undefined) return undefined;
  const path = join(folder, "cdktf.json");
  const fields = objectIn(parse(path), path, "the file");
  const context = objectIn(fields.context ?? {}, path, "context");
  const settings = objectIn(context.dijobs ?? {}, path, "context.dijobs");
  if (fields.app !== undefined && typeof fields.app !== "string")
    throw fileInvalid(path, "app is no text", 'write the command that runs the app: "app": "npx ts-node main.ts"');
  // Written beside cdktf.json, so it counts from there, wherever the program is started.
  const snapshot = typeof settings.snapshot === "string" ? { snapshot: resolve(folder, settings.snapshot) } : {};
  return { folder, app: fields.app, context, settings: { ...settings, ...snapshot } };
}

function parse(path: string): unknown {
  const flawed = (flaw: string, cause?: unknown) => fileInvalid(path, flaw, "correct the file", cause);
  const text = textIn(readNeededFile(path, flawed), flawed);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw flawed(reasonOf(cause), cause);
  }
}

function objectIn(value: unknown, path: string, name: string): Context {
  if (!isRecord(value)) throw fileInvalid(path, `${name} is no object`, "correct the file");
  return Object.fromEntries(Object.entries(value));
}
