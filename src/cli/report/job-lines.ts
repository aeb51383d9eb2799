import type { Drift } from "../../checks/drift";
import { renderSnapshot } from "../../snapshot/render";
import type { Snapshot } from "../../snapshot/snapshot";

/** Makes the function that finds the line, counted from 1, on which a snapshot has the job of a difference. */
export function jobLines(snapshot: Snapshot): (drift: Drift) => number | undefined {
  const lines = new Map<string, number>();
  let workspace = "";
  for (const [index, line] of renderSnapshot(snapshot).split("\n").entries()) {
    const query = /^ *"query": .*"regionId":"([^"]+)","projectId":"(\d+)"/.exec(line);
    if (query !== null) workspace = `${query[1]}/${query[2]}`;
    const job = /^ *\{"diJobId":"(\d+)"/.exec(line);
    const key = `${workspace} ${job?.[1]}`;
    if (job !== null && !lines.has(key)) lines.set(key, index + 1);
  }
  return (drift) => ("before" in drift ? lines.get(`${drift.workspace} ${drift.before.diJobId}`) : undefined);
}
