import type { Snapshot } from "./snapshot";

/** Renders `dataworks.snapshot.d.ts`. */
export function renderSnapshotTypes(_snapshot: Snapshot): string {
  return "export {};\n";
}
