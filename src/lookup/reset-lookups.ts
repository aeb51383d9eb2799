import { processNotes } from "./process-notes";

/**
 * Forgets what was asked in this process: an equal question asks again, and gets what is true by then.
 *
 * For tests, which change what an emulator holds between two questions. The names of workspaces are forgotten, too, and
 * what was prefetched; constructs that exist keep the answer that they have, and fakes stay.
 *
 * @example
 * const emulator = await startEmulator();
 * await emulator.setJobs([{ jobName: "orders_v2" }]);
 * resetLookups();
 */
export function resetLookups(): void {
  const notes = processNotes();
  notes.prefetched.clear();
  notes.resets = (notes.resets ?? 0) + 1;
}
