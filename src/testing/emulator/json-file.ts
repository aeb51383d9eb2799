import { fileInvalid } from "../../errors/program";
import { readNeededJson } from "../../snapshot/disk/named-file";

/**
 * Reads the JSON of a file that an option names.
 *
 * @throws DataWorksError `InvalidArgument` for what cannot be read.
 */
export function readJsonFile(option: string, path: string): unknown {
  const flawed = (flaw: string, cause?: unknown) => fileInvalid(path, flaw, `name another file: ${option} FILE`, cause);
  return readNeededJson(path, flawed);
}
