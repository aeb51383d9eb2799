import { beginning } from "../text/beginning";
import { excerpt } from "../text/visible";

/** How a snapshot is recorded anew. */
export const RECORD = "npx --no-install dijobs refresh";

/** Words of the API, short enough for a message, without the string to sign that it echoes. */
export function wordsOf(text: string): string {
  // What follows is as long as it is secret.
  return excerpt(beginning(text).replace(/[,:.]?\s*(?:server\s+)?string\s*to\s*sign\s+is[\s\S]*/i, ""));
}
