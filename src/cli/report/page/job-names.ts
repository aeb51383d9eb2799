import { type Content, type Markup, markup } from "./markup";

/** Characters that lists of names take on a page; what is more makes no page better, and it would be slow. */
const MOST_CHARACTERS = 3_500_000;

/** The longest name that is shown whole. */
const LONGEST_NAME = 200;

/** From so many on, names are behind a click. */
const MOST_SHOWN = 12;

/** A job by its names, and perhaps a word about it. */
export interface NamedJob {
  readonly diJobId: string;
  readonly jobName: string;
}

/** Writes lists of jobs until a page is long enough. */
export interface JobNames {
  /** A list of jobs, behind its heading where it is long. */
  list(jobs: readonly NamedJob[], heading: Content): Markup;
  /** As many of the jobs as there is room for, each as it is written. */
  written(
    jobs: readonly NamedJob[],
    write: (name: Content, job: NamedJob) => Markup,
  ): { parts: Markup[]; left: number };
}

/** Makes what writes the lists of one page. */
export function jobNames(): JobNames {
  let room = MOST_CHARACTERS;
  const written: JobNames["written"] = (jobs, write) => {
    const parts: Markup[] = [];
    for (const job of jobs) {
      const part = write(shortened(job.jobName), job);
      room -= part.text.length;
      if (room < 0) break;
      parts.push(part);
    }
    return { parts, left: jobs.length - parts.length };
  };
  return {
    written,
    list: (jobs, heading) => {
      const { parts, left } = written(jobs, (name, { diJobId }) => markup`<li>${name}<b>${diJobId}</b>`);
      const more = left > 0 ? markup`<li class="muted">and ${left} more, which json and csv have` : undefined;
      const names = markup`<ul class="jobs">${parts}${more}</ul>`;
      if (jobs.length <= MOST_SHOWN) return markup`<p class="where">${heading}</p>${names}`;
      return markup`<details><summary>${heading}</summary>${names}</details>`;
    },
  };
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).replace(/[\ud800-\udbff]$/, "")}…` : name;
}
