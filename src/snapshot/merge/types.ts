import { compareText } from "../../text/compare";
import { readSnapshotTypes, renderTypes } from "../types";
import { mergeByKey, threeWay, type Versions } from "./three-way";

/**
 * Merges the types beside a snapshot, name by name, where git has nothing else to merge: the driver sees one file at a time.
 *
 * @returns nothing where a version is not of ours.
 */
export function mergeSnapshotTypes({ base, ours, theirs }: Versions<string>): string | undefined {
  const read = (text: string | undefined) =>
    text?.trim() ? readSnapshotTypes(text) : new Map<string, readonly string[]>();
  const [before, our, their] = [read(base), read(ours), read(theirs)];
  if (before === undefined || our === undefined || their === undefined) return undefined;
  return renderTypes(mergeByKey<readonly string[]>({ base: before, ours: our, theirs: their }, mergeNames));
}

/** Of names that both sides changed all: which answer is newer only the snapshot tells, and a name that is missing does not compile. */
function mergeNames(versions: Versions<readonly string[]>): readonly string[] | undefined {
  const { ours = [], theirs = [] } = versions;
  const both = () => [...new Set([...ours, ...theirs])].sort(compareText);
  return threeWay<readonly string[]>(versions, (names) => JSON.stringify(names), both);
}
