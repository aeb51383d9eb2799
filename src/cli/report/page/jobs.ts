import { groupBy } from "../../../model/group-by";
import type { DiJob } from "../../../model/job";
import { counted } from "../../../text/words";
import type { JobNames } from "./job-names";
import { type Content, type Markup, markup } from "./markup";

/** Workspaces with so many jobs together are open at once. */
const MOST_OPEN = 200;

/** The jobs of workspaces, those of one kind and way together. */
export function jobsByWorkspace(workspaces: ReadonlyMap<string, readonly DiJob[]>, names: JobNames): Content {
  const total = [...workspaces.values()].reduce((sum, { length }) => sum + length, 0);
  const open = total <= MOST_OPEN;
  return [...workspaces].map(([label, jobs]) => {
    const kinds = groupBy(jobs, ({ migrationType, sourceDataSourceType, destinationDataSourceType }) => {
      return `${migrationType}, ${sourceDataSourceType} → ${destinationDataSourceType}`;
    });
    const bodies = [...kinds].map(([kind, of]) => kindOfJobs(kind, of, names));
    return markup`<details class="card${open ? "" : " late"}"${open ? markup` open` : undefined}><summary>${label} <span class="n">(${jobs.length})</span></summary>
<div class="scroll" role="region" aria-label="Jobs of ${label}" tabindex="0"><table class="list">
<thead><tr><th scope="col">Name</th><th scope="col">Id</th><th scope="col">Status</th></tr></thead>
${bodies}</table></div></details>\n`;
  });
}

function kindOfJobs(kind: string, jobs: readonly DiJob[], names: JobNames): Markup {
  const statuses = new Map(jobs.map(({ diJobId, jobStatus }) => [diJobId, jobStatus]));
  const { parts, left } = names.written(jobs, (name, { diJobId }) => {
    return markup`<tr><td>${name}<td>${diJobId}<td>${statuses.get(diJobId)}`;
  });
  const more =
    left > 0 ? markup`<tr><td colspan="3" class="muted">and ${left} more, which json and csv have` : undefined;
  return markup`<tbody><tr><th scope="rowgroup" colspan="3">${kind}: ${counted(jobs.length, "job")}</th></tr>${parts}${more}</tbody>\n`;
}
