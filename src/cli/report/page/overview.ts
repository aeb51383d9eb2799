import { groupBy } from "../../../model/group-by";
import { visible } from "../../../text/visible";
import { counted } from "../../../text/words";
import { addedStatuses, type CountColumn, type OverviewRow, type OverviewState, STATE_WORDS } from "../overview";
import { type Content, type Markup, markup } from "./markup";
import { grouped, statusBar, statusLegend } from "./statuses";

/** Writes a state as a word with a colour. */
type TagOf = (state: OverviewState) => Markup;

/**
 * Statuses of all jobs, and a table of the workspaces by account.
 *
 * @param words say states otherwise than a report does.
 */
export function overview(
  rows: readonly OverviewRow[],
  counts: readonly CountColumn[],
  words: Partial<Record<OverviewState, string>> = {},
): Content {
  const tagOf = (state: OverviewState) =>
    markup`<span class="tag ${state}">${words[state] ?? STATE_WORDS[state]}</span>`;
  const statuses = addedStatuses(rows);
  const jobs = rows.reduce((sum, each) => sum + (each.jobs ?? 0), 0);
  const chart = markup`<div class="card"><h3>${grouped(jobs)} ${jobs === 1 ? "job" : "jobs"} in ${counted(rows.length, "workspace")}, by status</h3>
${statusBar(statuses, 40)}${statusLegend(statuses)}</div>`;
  return [jobs > 0 ? chart : undefined, table(rows, counts, tagOf)];
}

function table(rows: readonly OverviewRow[], counts: readonly CountColumn[], tagOf: TagOf): Markup {
  const heads = ["Jobs", ...counts.map(([head]) => head)];
  const bodies = [...groupBy(rows, ({ profile }) => profile)].map(([profile, of]) => {
    const title = profile === undefined ? undefined : accountRow(profile, heads.length + 3);
    return markup`<tbody>${title}${of.map((row) => line(row, counts, tagOf))}</tbody>\n`;
  });
  return markup`<div class="card scroll" role="region" aria-label="Workspaces" tabindex="0"><table class="broad">
<caption>Workspaces by account, the gravest first</caption>
<thead><tr><th scope="col">Workspace</th><th scope="col">State</th>${heads.map((head) => markup`<th scope="col" class="n">${head}</th>`)}<th scope="col">Statuses</th></tr></thead>
${bodies}</table></div>`;
}

function accountRow(profile: string, columns: number): Markup {
  return markup`<tr><th scope="rowgroup" colspan="${columns}">Account of profile ${visible(profile)}</th></tr>`;
}

function line(row: OverviewRow, counts: readonly CountColumn[], tagOf: TagOf): Markup {
  const { alias, workspace, state, jobs, statuses } = row;
  const name = alias === undefined ? workspace : markup`${alias}<span class="sub">${workspace}</span>`;
  const cells = [jobs, ...counts.map(([, count]) => count(row))].map((value) => {
    return markup`<td class="n${value === 0 ? " zero" : ""}">${value === undefined ? "–" : grouped(value)}</td>`;
  });
  const bar = jobs === undefined ? markup`<span class="muted">not known</span>` : statusBar(statuses, 20);
  return markup`<tr><th scope="row" class="name">${name}</th><td>${tagOf(state)}</td>${cells}<td class="wide">${bar}</td></tr>\n`;
}
