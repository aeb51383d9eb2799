import { createHash } from "node:crypto";
import type { ReportItem } from "./item";

/**
 * A mark for each thing that a report says, by which a program knows it again when it is said another time.
 *
 * It stays when the job is renamed; things that are alike in all but their words are told apart by their order.
 */
export function fingerprintsOf(items: readonly ReportItem[]): Map<ReportItem, string> {
  const seen = new Map<string, number>();
  return new Map(
    items.map((item) => {
      const { id, kind, workspace, job, message } = item;
      const parts = JSON.stringify([id, kind, workspace, job?.diJobId ?? message]);
      const before = seen.get(parts) ?? 0;
      seen.set(parts, before + 1);
      return [item, hash(before === 0 ? parts : `${parts} ${before + 1}`)];
    }),
  );
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
