/** Longest text that is looked into for an excerpt of it. */
const MOST = 4_000;

/** The beginning of a text that may have any length, without the word that it would end within: half a secret is none. */
export function beginning(text: string): string {
  if (text.length <= MOST) return text;
  const cut = text.slice(0, MOST);
  const lastWord = cut.search(/\S*$/);
  return lastWord > 0 ? cut.slice(0, lastWord) : cut;
}
