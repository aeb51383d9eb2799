import { daysBetween } from "../../../checks/acknowledge";
import type { Acknowledgement } from "../../../checks/acknowledgement";
import { groupBy } from "../../../model/group-by";
import { counted } from "../../../text/words";
import { workspaceLabel } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";
import { type Content, type Markup, markup } from "./markup";

/** What a run showed of an acknowledgement. */
interface Told {
  readonly acknowledgement: Acknowledgement;
  /** Where it accepts a finding. */
  readonly workspace?: string;
  readonly expired: boolean;
}

/** What is accepted in a run, by its last day: who answers for what, and until when. */
export function register(report: Report): Content {
  const told = [...groupBy(toldBy(report), ({ acknowledgement }) => JSON.stringify(acknowledgement)).values()];
  if (told.length === 0) return undefined;
  const today = report.startedAt.slice(0, 10);
  const rows = told
    .sort(([a], [b]) => a.acknowledgement.until.localeCompare(b.acknowledgement.until))
    .map((of) => row(of, today));
  return markup`<div class="card scroll" role="region" aria-label="Register of acknowledgements" tabindex="0"><table class="broad">
<caption>What somebody answers for, the earliest last day first</caption>
<thead><tr><th scope="col">Last day</th><th scope="col">What</th><th scope="col">Reason</th><th scope="col">By</th><th scope="col" class="n">Findings</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** The acknowledgements of what is accepted, and those of which there is something to say themselves. */
function toldBy(report: Report): Told[] {
  const accepted = itemsOf(report).flatMap((item): Told[] => {
    const { acknowledgement } = item;
    return acknowledgement === undefined ? [] : [{ acknowledgement, workspace: workspaceLabel(item), expired: false }];
  });
  if (report.command !== "check") return accepted;
  const themselves = report.results.flatMap((result): Told[] => {
    if (result.outcome !== "fail" || !("acknowledgement" in result.args)) return [];
    return [{ acknowledgement: result.args.acknowledgement, expired: result.kind === "acknowledgementExpired" }];
  });
  return [...accepted, ...themselves];
}

function row(told: readonly [Told, ...Told[]], today: string): Markup {
  const { id, workspace, job, reason, by, until } = told[0].acknowledgement;
  const workspaces = new Set(told.flatMap((each) => each.workspace ?? []));
  const where = workspace ?? (workspaces.size === 0 ? "every workspace" : [...workspaces].join(", "));
  const subject = job === undefined ? "" : `, ${"diJobId" in job ? job.diJobId : job.jobName}`;
  // The day ends by the policy's clock, which may not be that of the report.
  const left = Math.max(0, daysBetween(today, until));
  const state = told.some(({ expired }) => expired)
    ? markup`<span class="tag error">expired</span>`
    : left === 0
      ? "the last day"
      : `${counted(left, "day")} left`;
  const accepts = told.filter((each) => each.workspace !== undefined).length;
  return markup`<tr><th scope="row" class="time">${until}<span class="sub">${state}</span></th><td>${id}<span class="sub">${where}${subject}</span></td><td class="wide">${reason}</td><td>${by}</td><td class="n">${accepts}</td></tr>\n`;
}
