import { daysBetween } from "../../../checks/acknowledge";
import type { Acknowledgement } from "../../../checks/acknowledgement";
import { groupBy } from "../../../model/group-by";
import { counted } from "../../../text/words";
import type { CheckReport, ReportedResult } from "../report";
import { type Content, markup } from "./markup";

/** What a run showed of an acknowledgement. */
interface Entry {
  readonly acknowledgement: Acknowledgement;
  /** Findings that it accepts. */
  readonly accepts: number;
}

/** The acknowledgements of a run, by their last days: who answers for what, and until when. */
export function register({ results, startedAt }: CheckReport): Content {
  const told = results.flatMap((result) => {
    const acknowledgement = acknowledgementOf(result);
    return acknowledgement === undefined ? [] : [{ acknowledgement, accepted: result.outcome === "acknowledged" }];
  });
  const entries = [...groupBy(told, ({ acknowledgement }) => JSON.stringify(acknowledgement)).values()].map(
    (of): Entry => ({
      acknowledgement: of[0].acknowledgement,
      accepts: of.filter(({ accepted }) => accepted).length,
    }),
  );
  if (entries.length === 0) return undefined;
  const today = startedAt.slice(0, 10);
  const rows = entries
    .sort((a, b) => a.acknowledgement.until.localeCompare(b.acknowledgement.until))
    .map(({ acknowledgement: { id, workspace, job, reason, by, until }, accepts }) => {
      const left = daysBetween(today, until);
      const state = left < 0 ? markup`<span class="tag error">expired</span>` : `${counted(left, "day")} left`;
      const subject = job === undefined ? undefined : "diJobId" in job ? job.diJobId : job.jobName;
      return markup`<tr><th scope="row" class="time">${until}<span class="sub">${state}</span></th><td>${id}<span class="sub">${
        workspace ?? "every workspace"
      }${subject === undefined ? "" : `, ${subject}`}</span></td><td class="wide">${reason}</td><td>${by}</td><td class="n">${accepts}</td></tr>\n`;
    });
  return markup`<div class="card scroll" role="region" aria-label="Register of acknowledgements" tabindex="0"><table class="broad">
<caption>Each finding that somebody answers for, the earliest last day first</caption>
<thead><tr><th scope="col">Last day</th><th scope="col">Rule</th><th scope="col">Reason</th><th scope="col">By</th><th scope="col" class="n">Findings</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function acknowledgementOf(result: ReportedResult): Acknowledgement | undefined {
  if (result.outcome === "acknowledged") return result.acknowledgement;
  return result.outcome === "fail" && "acknowledgement" in result.args ? result.args.acknowledgement : undefined;
}
