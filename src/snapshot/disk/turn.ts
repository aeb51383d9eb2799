import { snapshotContended } from "../../errors/snapshot";
import { attemptOf, Draft, draftsOf } from "./draft";

/** Longest wait in milliseconds while others come and go. */
const WAIT_MS = 60_000;

/** Average time between two looks at the drafts of others in milliseconds. */
const LOOK_EVERY_MS = 10;

/** What a waiting thread sleeps on; nobody wakes it. */
const ALARM = new Int32Array(new SharedArrayBuffer(4));

/**
 * Begins a draft of a file, blocking while other processes write it.
 *
 * Whether they live is not asked: another container, machine or clock would answer wrongly. A draft that stands there for
 * long was left behind. Looks are counted, not time: whoever was stopped has watched nobody meanwhile.
 *
 * @param attempt how often a draft of this process was withdrawn.
 * @throws DataWorksError `SnapshotNotWritten` when the turn does not come.
 */
export function beginInTurn(file: string, attempt: number): Draft {
  const looksAt = new Map<string, number>();
  const isLeftBehind = (draft: string) => (looksAt.get(draft) ?? 0) * LOOK_EVERY_MS > standsAtMostMs(draft);
  for (let looks = 0; ; looks++) {
    const others = draftsOf(file);
    for (const draft of others) looksAt.set(draft, (looksAt.get(draft) ?? 0) + 1);
    if (others.every(isLeftBehind)) {
      const draft = new Draft(file, file, attempt);
      if (draft.others().every(isLeftBehind)) return draft;
      // Somebody else began at the same moment: both step back.
      draft.discard();
    }
    if (looks * LOOK_EVERY_MS >= WAIT_MS) throw snapshotContended(file, WAIT_MS);
    Atomics.wait(ALARM, 0, 0, LOOK_EVERY_MS * (0.5 + Math.random()));
  }
}

/**
 * Far longer than a write takes; a process that lost its turn all the same is given twice the time. Not more: whoever is
 * killed, at whatever attempt, keeps the next writer for less than two seconds.
 */
function standsAtMostMs(draft: string): number {
  return attemptOf(draft) === 0 ? 750 : 1_500;
}
