import type * as Levenshtein from "fastest-levenshtein";
import { compareText } from "./compare";

/**
 * The names most like a mistyped one, best first; none when nothing is near.
 *
 * Near means: at most half of the letters differ, without regard to case.
 */
export function nearestNames(wanted: string, names: Iterable<string>, most = 3): string[] {
  // Loaded here, for a mistyped name only: whoever reads a snapshot loads nothing but this package.
  const { distance }: typeof Levenshtein = require("fastest-levenshtein");
  const text = wanted.toLowerCase();
  const limit = Math.max(2, Math.floor(text.length / 2));
  const near: (readonly [name: string, far: number])[] = [];
  for (const name of new Set(names)) {
    // A name of another length differs at least by the difference, which is cheaper to tell.
    if (Math.abs(name.length - text.length) > limit) continue;
    const far = distance(text, name.toLowerCase());
    if (far <= limit) near.push([name, far]);
  }
  near.sort(([a, farA], [b, farB]) => farA - farB || compareText(a, b));
  return near.slice(0, most).map(([name]) => name);
}

/** The question to whoever mistyped a word, `did you mean 'Running'?`; none when nothing is near. */
export function didYouMean(wanted: string, known: Iterable<string>): string | undefined {
  const [nearest] = nearestNames(wanted, known, 1);
  return nearest === undefined ? undefined : `did you mean '${nearest}'?`;
}

/** The repair for a word that is not known: the nearest one, or all. */
export function suggestion(wanted: string, known: readonly string[]): string {
  return didYouMean(wanted, known) ?? (known.length === 0 ? "there is none" : `use ${known.join(", ")}`);
}

/**
 * The known word that a text is a slip of, `Running` for `Runing`; none where the text is known, or is another word.
 *
 * A slip is one letter away, or two in a long word; has the same letters in another order; or is the beginning of it.
 */
export function slipOf(text: string, known: readonly string[]): string | undefined {
  const word = text.toLowerCase();
  const words = new Map(known.map((each) => [each.toLowerCase(), each]));
  if (words.has(word)) return undefined;
  const { distance }: typeof Levenshtein = require("fastest-levenshtein");
  const sorted = (letters: string) => [...letters].sort().join("");
  const isSlip = (right: string) => {
    const far = distance(word, right);
    if (far <= 1 || (far === 2 && right.length > 10)) return true;
    return sorted(word) === sorted(right) || (word.length > 2 && right.startsWith(word));
  };
  const meant = [...words].filter(([right]) => isSlip(right)).sort(([a], [b]) => distance(word, a) - distance(word, b));
  return meant[0]?.[1];
}
