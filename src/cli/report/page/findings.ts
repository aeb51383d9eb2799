import { groupBy } from "../../../model/group-by";
import { counted } from "../../../text/words";
import { type Fold, foldItems } from "../folding";
import { type ReportItem, workspaceLabel } from "../item";
import type { JobNames } from "./job-names";
import { type Content, type Markup, markup } from "./markup";

/** Cards about more results are laid out when they come into sight. */
const FEW = 100;

/** What was found, a card for each rule: what is said of its jobs, the repair, and which jobs of which workspaces. */
export function findings(items: readonly ReportItem[], names: JobNames): Content {
  return [...groupBy(items, ({ id }) => id).values()].map((of) => card(of, names));
}

/** What could not be checked, a card for each workspace: why, what is to be done, and the rules that wait for it or the code of the error. */
export function uncheckedCards(items: readonly ReportItem[], names: JobNames): Content {
  return [...groupBy(items, workspaceLabel)].map(([label, of]) => {
    const folds = foldItems(of, workspaceLabel).map((fold) => {
      const jobs = fold.items.some(({ job }) => job !== undefined) ? jobsOf(fold, names) : undefined;
      return markup`<div class="fold"><p>${fold.items[0].message}</p><p class="muted">${fold.ids.join(", ")}</p>${jobs}</div>`;
    });
    return markup`<article class="card"><h3>${label} <span class="tag unchecked">not checked</span></h3>${folds}</article>\n`;
  });
}

function card(items: readonly [ReportItem, ...ReportItem[]], names: JobNames): Markup {
  const [{ id, about, kind, help, place }] = items;
  const workspaces = new Set(items.map(workspaceLabel)).size;
  const facts = [
    counted(items.length, "result"),
    `in ${counted(workspaces, "workspace")}`,
    ...(place === undefined ? [] : [`${place.path}, line ${place.line}`]),
  ];
  const late = items.length > FEW ? " late" : "";
  const link = help !== undefined && /^https?:/.test(help) && URL.canParse(help) ? anchor(help) : help;
  const meaning = kind === id ? about : `${kind}: ${about}`;
  const folds = foldItems(items, () => "").map((fold) => {
    return markup`<div class="fold">${tagOf(fold.items[0])} ${sentence(fold)}${jobsOf(fold, names)}</div>`;
  });
  return markup`<article class="card${late}"><h3>${id}</h3><p class="muted">${meaning}</p><p class="muted">${facts.join(" · ")}</p>${
    link === undefined ? undefined : markup`<p>More: ${link}</p>`
  }${folds}</article>\n`;
}

function anchor(help: string): Markup {
  return markup`<a href="${new URL(help).href}" rel="noreferrer">${help}</a>`;
}

/** What happened, and after the first colon what to do about it. */
function sentence({ said, items }: Fold): Markup {
  // A sentence that has its own subject needs no other one.
  const isAbout = said !== items[0].message;
  const about = !isAbout ? "" : items.length === 1 ? "the job " : `each of ${items.length} jobs `;
  const [, what = said, repair] = /^(.*?): (.*)$/s.exec(said) ?? [];
  return markup`<p>${about}${what}</p>${repair === undefined ? undefined : markup`<p class="repair">${repair}</p>`}`;
}

function jobsOf({ items }: Fold, names: JobNames): Content {
  return [...groupBy(items, workspaceLabel)].map(([label, of]) => {
    const jobs = of.flatMap(({ job }) => job ?? []);
    if (jobs.length === 0) return markup`<p class="where">${label}</p>`;
    return names.list(jobs, markup`${label} <span class="n">(${jobs.length})</span>`);
  });
}

/** What is said of something that does not fail. */
const MILD_WORDS: Partial<Record<ReportItem["outcome"], string>> = {
  shown: "does not fail",
  known: "in the baseline",
  repaired: "found no longer",
};

function tagOf({ outcome, severity }: ReportItem): Markup {
  const word = MILD_WORDS[outcome];
  if (word !== undefined) return markup`<span class="tag ${outcome === "repaired" ? "fine" : "plain"}">${word}</span>`;
  return markup`<span class="tag ${severity}">${severity}</span>`;
}
