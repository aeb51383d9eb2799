import type { DiJob } from "../model/job";
import { visible } from "../text/visible";
import { quoted, several, shownJob, shownUser } from "../text/words";
import type { Drift } from "./drift";

/**
 * Says a difference in one sentence: what happened to which job, and whom it concerns.
 *
 * @example
 * describeDrift(drift); // "'orders_to_holo' was recreated (16626 → 17001): prod/jobs uses it, …"
 */
export function describeDrift(drift: Drift): string {
  const { kind, usedBy } = drift;
  if (usedBy.length === 0) return whatHappened(drift);
  const uses = usedBy.length === 1 ? "uses" : "use";
  const users = `${several(usedBy.map(shownUser))} ${uses} ${kind === "added" ? "its name or the whole list" : "it"}`;
  const consequence = CONSEQUENCES[kind] ?? "";
  return `${whatHappened(drift)}: ${users}${consequence}`;
}

const CONSEQUENCES: Partial<Record<Drift["kind"], string>> = {
  moved: ", and resources that hold ids of its jobs will be replaced",
  recreated: ", and resources that hold its id will be replaced",
};

function whatHappened(drift: Drift): string {
  const others = several(drift.namesakes);
  switch (drift.kind) {
    case "moved":
      return `${quoted(drift.projectName)} is the workspace ${drift.movedTo} now, not ${drift.workspace}`;
    case "added":
      return `${shownJob(drift.after)} was added${others && `, with the same name as ${others}`}`;
    case "removed":
      return `${shownJob(drift.before)} was removed${others && `, and its name belongs to ${others}`}`;
    case "renamed": {
      const renamed = `${shownJob(drift.before)} was renamed to ${quoted(drift.after.jobName)}`;
      return `${renamed}${others && `, and its old name belongs to ${others}`}`;
    }
    case "recreated":
      return `${quoted(drift.after.jobName)} was recreated (${drift.before.diJobId} → ${drift.after.diJobId})`;
    case "rerouted":
      return `${shownJob(drift.after)} goes ${route(drift.after)} now, not ${route(drift.before)}`;
    case "retyped":
      return `${shownJob(drift.after)} is ${visible(drift.after.migrationType)} now, not ${visible(drift.before.migrationType)}`;
    case "status":
      return `${shownJob(drift.after)} is ${visible(drift.after.jobStatus)} now, not ${visible(drift.before.jobStatus)}`;
  }
}

function route({ sourceDataSourceType, destinationDataSourceType }: DiJob): string {
  return `from ${visible(sourceDataSourceType)} to ${visible(destinationDataSourceType)}`;
}
