/** One thing in the versions that meet in a merge; one that lacks it has nothing. */
export interface Versions<T> {
  readonly base?: T | undefined;
  readonly ours?: T | undefined;
  readonly theirs?: T | undefined;
}

/** Follows the side that changed something; where both did, and not alike, somebody decides. */
export function threeWay<T>(
  { base, ours, theirs }: Versions<T>,
  textOf: (value: T) => string,
  both: () => T | undefined,
): T | undefined {
  const [before, our, their] = [base, ours, theirs].map((value) => value && textOf(value));
  if (our === their || before === their) return ours;
  return before === our ? theirs : both();
}

/** Merges what stands in maps, key by key; what comes to nothing is left out. */
export function mergeByKey<T>(
  { base, ours, theirs }: Versions<ReadonlyMap<string, T>>,
  merge: (versions: Versions<T>) => T | undefined,
): Map<string, T> {
  const keys = new Set([base, ours, theirs].flatMap((side) => [...(side?.keys() ?? [])]));
  const merged = [...keys].map((key) => {
    return [key, merge({ base: base?.get(key), ours: ours?.get(key), theirs: theirs?.get(key) })] as const;
  });
  return new Map(merged.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
