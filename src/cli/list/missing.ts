import { sameText } from "../../model/filter";
import type { DiJob } from "../../model/job";
import { nearestNames } from "../../text/nearest";
import { quoted, several } from "../../text/words";
import type { Terminal } from "../terminal/terminal";
import type { SelectionOptions } from "./selection";

/** Jobs of answers, which may not be all that there are. */
interface KnownJobs {
  readonly known: "listed" | "recorded";
  readonly jobs: readonly Pick<DiJob, "jobName" | "diJobId">[];
}

/** Says which of the wanted names and ids no job has: where others are found, nobody would miss it. */
export function noteMissing(
  { name = [], id = [] }: Pick<SelectionOptions, "name" | "id">,
  { known, jobs }: KnownJobs,
  terminal: Pick<Terminal, "note">,
): void {
  // That there are none at all is said already.
  if (jobs.length === 0) return;
  const names = jobs.map(({ jobName }) => jobName);
  for (const wanted of new Set(name)) {
    if (names.some((each) => sameText(each, wanted))) continue;
    const near = nearestNames(wanted, names).map(quoted);
    terminal.note(
      `note: no ${known} job is named ${quoted(wanted)}${near.length > 0 ? `; nearest: ${several(near)}` : ""}`,
    );
  }
  for (const wanted of new Set(id))
    if (!jobs.some(({ diJobId }) => diJobId === wanted))
      terminal.note(`note: no ${known} job has the id ${quoted(wanted)}`);
}
