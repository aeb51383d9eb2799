const NOTES = Symbol.for("cdktf-dataworks-di-jobs/fakes-of-the-process");

/** What is known of the whole process, also to a second copy of the package. */
interface ProcessNotes {
  hasFakes: boolean;
  /** What was prefetched and no construct asked for yet, as people read it, by its key. */
  readonly prefetched: Map<string, string>;
  /** How often what was asked was forgotten; older copies do not count. */
  resets?: number;
}

/** What is known of this process. */
export function processNotes(): ProcessNotes {
  const holder = globalThis as { [NOTES]?: ProcessNotes };
  holder[NOTES] ??= { hasFakes: false, prefetched: new Map() };
  return holder[NOTES];
}
