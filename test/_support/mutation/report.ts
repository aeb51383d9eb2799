import type { Verdict } from "./judge";
import type { Mutant } from "./mutants";
import { ROOMS, roomOf } from "./rooms";

/** A mutant, and what became of it. */
export interface Tried {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** One mutant in a line: where it is, what stood there, and what the tests did not notice. */
export function renderTried({ mutant: { path, line, column, original, replacement }, verdict }: Tried): string {
  return `${verdict}: ${path}:${line}:${column}  ${onLine(original)}  →  ${onLine(replacement)}`;
}

/** How many mutants of each room were tried and killed. */
export function renderTable(mutants: readonly Mutant[], tried: readonly Tried[]): string {
  const rows = ROOMS.flatMap(({ name, least }) => {
    const all = mutants.filter(({ path }) => roomOf(path)?.name === name);
    const ours = tried.filter(({ mutant }) => roomOf(mutant.path)?.name === name);
    const count = (verdict: Verdict) => ours.filter((one) => one.verdict === verdict).length;
    if (ours.length === 0) return [];
    const percent = ((100 * count("killed")) / ours.length).toFixed(1);
    return [[name, all.length, ours.length, count("killed"), count("survived"), count("not reached"), percent, least]];
  });
  const head = ["room", "mutants", "tried", "killed", "survived", "not reached", "% killed", "at least"];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function onLine(code: string): string {
  const text = code.replaceAll(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
