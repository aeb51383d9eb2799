/** The texts of the versions between which git left its markers; the base stands there in the styles diff3 and zdiff3. */
export interface MarkedTexts {
  readonly base?: string;
  readonly ours: string;
  readonly theirs: string;
}

type Side = keyof MarkedTexts;

const SIDES: readonly Side[] = ["base", "ours", "theirs"];

/** Where each marker leads, and where it may stand; a text in JSON has no line of its own. */
const MARKERS: Readonly<Record<string, { readonly to: Side | "all"; readonly from: readonly (Side | "all")[] }>> = {
  "<": { to: "ours", from: ["all"] },
  "|": { to: "base", from: ["ours"] },
  "=": { to: "theirs", from: ["ours", "base"] },
  ">": { to: "all", from: ["theirs"] },
};

/** Reads the versions out of a text with conflict markers; none where there are no markers, or not all of them. */
export function markedTexts(text: string): MarkedTexts | undefined {
  const lines: Record<Side, string[]> = { base: [], ours: [], theirs: [] };
  let at: Side | "all" = "all";
  let [conflicts, bases] = [0, 0];
  for (const line of text.split("\n")) {
    const char = /^([<|=>])\1{6}(?=[ \r]|$)/.exec(line)?.[1];
    const marker = char && MARKERS[char];
    if (!marker) {
      for (const side of SIDES) if (at === "all" || at === side) lines[side].push(line);
      continue;
    }
    if (!marker.from.includes(at)) return undefined;
    at = marker.to;
    if (at === "ours") conflicts++;
    if (at === "base") bases++;
  }
  if (conflicts === 0 || at !== "all") return undefined;
  const textOf = (side: Side) => lines[side].join("\n");
  return { ours: textOf("ours"), theirs: textOf("theirs"), ...(bases === conflicts && { base: textOf("base") }) };
}
