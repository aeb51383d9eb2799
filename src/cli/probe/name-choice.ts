/** Parts and changes of a job's name that tell what a name filter means. */
export interface TellingName {
  readonly name: string;
  /** From inside of the name, and nowhere at its beginning. */
  readonly part: string;
  /** All but the last character. */
  readonly prefix: string;
  /** The name with a character of the middle replaced by a possible wildcard. */
  with(wildcard: string): string;
}

/** The longest part of some name that tells most; `undefined` where no name can tell anything. */
export function tellingName(names: readonly string[]): TellingName | undefined {
  const telling = names.flatMap((name) => tellingPart(name) ?? []);
  return telling.sort((a, b) => b.part.length - a.part.length)[0];
}

/** The same text with its letters in the other case. */
export function inOtherCase(text: string): string {
  return text.replace(/[a-z]+|[A-Z]+/g, (letters) =>
    letters === letters.toLowerCase() ? letters.toUpperCase() : letters.toLowerCase(),
  );
}

function tellingPart(name: string): TellingName | undefined {
  // What could be a wildcard itself would tell something else.
  if (!/^[\w.-]{4,}$/.test(name)) return undefined;
  const inside = name.slice(1, -1);
  const parts = inside.match(/[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*/g) ?? [];
  const lower = name.toLowerCase();
  const part = parts
    .filter((each) => each.length > 1 && !lower.startsWith(each.toLowerCase()) && !name.includes(inOtherCase(each)))
    .sort((a, b) => b.length - a.length)[0];
  if (part === undefined) return undefined;
  const at = name.indexOf(part, 1);
  return {
    name,
    part,
    prefix: name.slice(0, -1),
    with: (wildcard) => name.slice(0, at) + wildcard + name.slice(at + 1),
  };
}
