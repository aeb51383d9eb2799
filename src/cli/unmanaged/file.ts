import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { isObject } from "../../client/json";
import { fileInvalid } from "../../errors/program";
import { reasonOf } from "../../text/reason";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON file of Terraform's.
 *
 * @param parse reads the text, where numbers matter to the last digit.
 * @throws DataWorksError `InvalidArgument` for what cannot be read, or is no JSON object.
 */
export function readJsonFile(path: string, repair: string, parse: (text: string) => unknown = JSON.parse): JsonObject {
  const content = parsed(path, repair, parse);
  if (!isObject(content)) throw fileInvalid(path, "it is no JSON object", repair);
  return content;
}

function parsed(path: string, repair: string, parse: (text: string) => unknown): unknown {
  const bytes = read(path, repair);
  // As the > of PowerShell writes it.
  if (!isUtf8(bytes)) throw fileInvalid(path, "it is not UTF-8", repair);
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw fileInvalid(path, `it is no JSON: ${reasonOf(cause)}`, repair, cause);
  }
}

function read(path: string, repair: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw fileInvalid(path, reasonOf(cause), repair, cause);
  }
}

/** The objects of a list; whatever else stands there is nothing that Terraform writes. */
export function objectsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
