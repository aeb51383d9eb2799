import { isObject } from "../../client/json";
import { fileInvalid } from "../../errors/program";
import { readNeededFile, textIn } from "../../snapshot/disk/named-file";
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
  const flawed = (flaw: string, cause?: unknown) => fileInvalid(path, flaw, repair, cause);
  const text = textIn(readNeededFile(path, flawed), flawed);
  try {
    return parse(text);
  } catch (cause) {
    throw flawed(`it is no JSON: ${reasonOf(cause)}`, cause);
  }
}

/** The objects of a list; whatever else stands there is nothing that Terraform writes. */
export function objectsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
