import { isObject } from "../../client/json";
import { fileInvalid } from "../../errors/program";
import { readNeededJson } from "../../snapshot/disk/named-file";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON file of Terraform's.
 *
 * @param parse reads the text, where numbers matter to the last digit.
 * @throws DataWorksError `InvalidArgument` for what cannot be read, or is no JSON object.
 */
export function readTerraformJson(
  path: string,
  repair: string,
  parse: (text: string) => unknown = JSON.parse,
): JsonObject {
  const flawed = (flaw: string, cause?: unknown) => fileInvalid(path, flaw, repair, cause);
  const content = readNeededJson(path, flawed, parse);
  if (!isObject(content)) throw flawed("it is no JSON object");
  return content;
}

/** The objects of a list; whatever else stands there is nothing that Terraform writes. */
export function objectsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
