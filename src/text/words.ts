import type { ResultJob } from "../checks/result";

/** A text of the API with control and invisible characters spelled out: names are data. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** A text of the API in quotes. */
export function quoted(text: string): string {
  return `'${visible(text)}'`;
}

/** A job by its name and id: `'orders_to_holo' (16626)`. */
export function shownJob({ jobName, diJobId }: ResultJob): string {
  return `${quoted(jobName)} (${diJobId})`;
}

/** The first few of many: `a, b, c and 37 more`. */
export function several(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return names.slice(0, most).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Alternatives: `a`, `a or b`, `a, b or c`. */
export function either(names: readonly string[]): string {
  const last = names.at(-1) ?? "nothing";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}

/** A number of things: `1 job`, `2 jobs`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
