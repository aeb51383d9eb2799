import { ours, UNSEEN, type Visible } from "./visible";

/** What a terminal, a browser or the runner of a pipeline would act on, inside the texts of JSON. */
const ESCAPED = new RegExp(`(?!\\n)[<${UNSEEN}]|#(?=#)`, "gu");

/**
 * Data as JSON that can be printed: the data are exact, and nothing in it is a command.
 *
 * Control characters, invisible ones, `<`, and the first `#` of `##[` are escapes, which say the same text.
 */
export function jsonText(data: unknown, indent = 2): Visible {
  return ours(JSON.stringify(data, null, indent).replace(ESCAPED, escaped));
}

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => {
    return `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }).join("");
}
