import { fileInvalid } from "../../errors/program";
import { readNeededFile, textIn } from "../../snapshot/disk/named-file";
import { reasonOf } from "../../text/reason";

/**
 * Reads the JSON of a file that an option names.
 *
 * @throws DataWorksError `InvalidArgument` for what cannot be read.
 */
export function readJsonFile(option: string, path: string): unknown {
  const flawed = (flaw: string, cause?: unknown) => fileInvalid(path, flaw, `name another file: ${option} FILE`, cause);
  const text = textIn(readNeededFile(path, flawed), flawed);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw flawed(`it is no JSON: ${reasonOf(cause)}`, cause);
  }
}
