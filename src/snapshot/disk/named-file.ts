import { reasonOf } from "../../text/reason";
import { type Flawed, MOST_BYTES, readRegularFile, textIn } from "./regular-file";

/**
 * The bytes of a file that somebody named, or nothing where there is none; neither a pipe nor a device, which would never
 * end.
 */
function readNamedFile(path: string, flawed: Flawed): Buffer | undefined {
  let refusal: Error | undefined;
  try {
    return readRegularFile(path, (flaw) => {
      refusal = flawed(
        "kind" in flaw ? `it is ${flaw.kind}, not a file` : `it has ${flaw.bytes} bytes, more than ${MOST_BYTES}`,
      );
      return refusal;
    });
  } catch (cause) {
    throw refusal ?? flawed(`it cannot be read: ${reasonOf(cause)}`, cause);
  }
}

/** The same of a file that must be there. */
export function readNeededFile(path: string, flawed: Flawed): Buffer {
  const bytes = readNamedFile(path, flawed);
  if (bytes === undefined) throw flawed("there is no such file");
  return bytes;
}

/**
 * What the JSON of such a file says.
 *
 * @param parse reads the text, where numbers matter to the last digit.
 */
export function readNeededJson(path: string, flawed: Flawed, parse: (text: string) => unknown = JSON.parse): unknown {
  const text = textIn(readNeededFile(path, flawed), flawed);
  try {
    return parse(text);
  } catch (cause) {
    throw flawed(`it is no JSON: ${reasonOf(cause)}`, cause);
  }
}

/** The text of a file that somebody named, or nothing where there is none. */
export function readNamedText(path: string, flawed: Flawed): string | undefined {
  const bytes = readNamedFile(path, flawed);
  return bytes && textIn(bytes, flawed);
}
