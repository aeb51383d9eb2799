import { visible } from "./visible";

/** A text of the API in quotes. */
export function quoted(text: string): string {
  return `'${visible(text)}'`;
}

/** A job by its name and id: `'orders_to_holo' (16626)`. */
export function shownJob({ jobName, diJobId }: { readonly jobName: string; readonly diJobId: string }): string {
  return `${quoted(jobName)} (${diJobId})`;
}

/** A construct by its path, and by its app unless that stands beside the snapshot. */
export function shownUser({ app, construct }: { readonly app: string; readonly construct: string }): string {
  return visible(app === "" || app === "." ? construct : `${construct} (app ${app})`);
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
