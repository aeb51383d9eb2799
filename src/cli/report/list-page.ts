import type { DiJob } from "../../model/job";
import { workspaceName } from "../../model/workspace";
import { counted } from "../../text/words";
import { evidenceOfRun, type Run } from "./evidence";
import { workspaceLabel } from "./item";
import { type OverviewRow, workspacesOf } from "./overview";
import { evidence } from "./page/evidence";
import { jobNames } from "./page/job-names";
import { jobsByWorkspace } from "./page/jobs";
import { type Content, markup } from "./page/markup";
import { overview } from "./page/overview";
import { renderHtmlPage } from "./page/page";
import type { ReportedUnanswered } from "./report";

/** Renders the jobs of workspaces as one page for people, without scripts and requests. */
export function listPage(run: Run): string {
  const found = evidenceOfRun(run);
  const { tool, startedAt, unanswered } = found;
  const rows = workspacesOf(found).map((row): OverviewRow => {
    const counts = { errors: 0, warnings: 0, unchecked: row.jobs === undefined ? 1 : 0, acknowledged: 0, known: 0 };
    return { ...row, ...counts, state: row.jobs === undefined ? "unchecked" : "fine" };
  });
  const labels = new Map(rows.map((row) => [row.workspace, workspaceLabel(row)]));
  return renderHtmlPage({
    kicker: "dijobs list",
    title: `${counted(rows.length, "workspace")}${unanswered.length > 0 ? `, ${unanswered.length} not listed` : ""}`,
    lead: markup`<p class="muted"><time datetime="${startedAt}">${startedAt.slice(0, 16).replace("T", " ")} UTC</time></p>`,
    sections: [
      { id: "overview", title: "Overview", body: overview(rows, [], { fine: "listed", unchecked: "not listed" }) },
      unanswered.length === 0 ? undefined : { id: "not-listed", title: "Not listed", body: unanswered.map(lost) },
      { id: "jobs", title: "Jobs", body: jobsByWorkspace(jobsOf(run, labels), jobNames()) },
      { id: "evidence", title: "Evidence", body: evidence(found, []) },
    ],
    foot: markup`<p>dijobs ${tool.version}</p>`,
  });
}

/** Each job once, by the name of its workspace: two questions about one workspace may have the same in their answers. */
function jobsOf({ listings }: Run, labels: ReadonlyMap<string, string>): Map<string, DiJob[]> {
  const workspaces = new Map<string, Map<string, DiJob>>();
  for (const { query, jobs } of listings) {
    const workspace = workspaceName(query);
    const label = labels.get(workspace) ?? workspace;
    const known = workspaces.get(label) ?? new Map();
    for (const job of jobs) known.set(job.diJobId, job);
    workspaces.set(label, known);
  }
  return new Map([...workspaces].map(([label, jobs]) => [label, [...jobs.values()]]));
}

function lost({ problems, ...query }: ReportedUnanswered): Content {
  const said = problems.map(({ what, facts = [], repairs = [] }) => {
    return markup`<p>${what}</p>${facts.map((fact) => markup`<p class="muted">${fact}</p>`)}${repairs.map((repair) => markup`<p class="repair">${repair}</p>`)}`;
  });
  return markup`<article class="card"><h3>${workspaceLabel(query)} <span class="tag unchecked">not listed</span></h3>${said}</article>`;
}
