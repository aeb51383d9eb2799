import { type Interview, pageIn } from "./interview";

/** What changed on the first page from the beginning of an interview to its end; `undefined` where nothing did. */
export function changesOf({ whole, again }: Interview): string | undefined {
  const [before, after] = [pageIn(whole), pageIn(again)];
  if (before === undefined || after === undefined) return undefined;
  const names = (page: typeof before) => new Map(page.items.map(({ diJobId, jobName }) => [diJobId, jobName]));
  const [then, now] = [names(before), names(after)];
  const gone = [...then.keys()].filter((id) => !now.has(id)).length;
  const come = [...now.keys()].filter((id) => !then.has(id)).length;
  const renamed = [...now].filter(([id, name]) => then.has(id) && then.get(id) !== name).length;
  if (gone + come + renamed === 0 && before.totalCount === after.totalCount) return undefined;
  return `${come} came, ${gone} went, ${renamed} renamed on the first page`;
}
