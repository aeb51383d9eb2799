import type { Evidence, ReportBase, ReportedUnanswered } from "../report";
import { type Content, type Markup, markup } from "./markup";
import { grouped } from "./statuses";

/** A fact about a run: what it is called, and what it is. */
export type Fact = readonly [name: string, value: Content];

/** What proves a page: when and by what it was made, and each question with its answer. */
export function evidence(
  { tool, startedAt, evidence, unanswered }: Omit<ReportBase, "version" | "exitCode">,
  facts: readonly Fact[],
): Content {
  const calls = evidence.reduce((sum, each) => sum + each.calls, 0);
  const all: Fact[] = [
    ["Started", markup`<time datetime="${startedAt}">${startedAt}</time>`],
    ["By", `${tool.name} ${tool.version}`],
    ...facts,
    ["Calls", grouped(calls)],
  ];
  return [
    markup`<div class="card"><dl class="facts">${all.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl></div>`,
    evidence.length + unanswered.length === 0 ? undefined : questions(evidence, unanswered),
  ];
}

function questions(evidence: readonly Evidence[], unanswered: readonly ReportedUnanswered[]): Markup {
  return markup`<div class="card scroll" role="region" aria-label="Questions" tabindex="0"><table class="broad">
<caption>What was asked, and what answered</caption>
<thead><tr><th scope="col">Asked</th><th scope="col">Answered by</th><th scope="col">Seen</th><th scope="col" class="n">Jobs</th><th scope="col" class="n">Calls</th></tr></thead>
<tbody>${unanswered.map(lost)}${evidence.map(answered)}</tbody></table></div>`;
}

function lost({ alias, asked, profile, code }: ReportedUnanswered): Markup {
  return markup`<tr><th scope="row" class="name">${subject(alias, asked)}</th><td colspan="4"><span class="tag unchecked">not answered</span> ${code}${as(profile)}</td></tr>\n`;
}

function answered({
  alias,
  asked,
  profile,
  source,
  observedAt,
  verified,
  jobs,
  calls,
  throttledCalls,
}: Evidence): Markup {
  const proof = verified === false ? markup`<span class="sub">pages read once</span>` : undefined;
  const throttled = throttledCalls > 0 ? markup`<span class="sub">${throttledCalls} throttled</span>` : undefined;
  return markup`<tr><th scope="row" class="name">${subject(alias, asked)}</th><td>${source}${as(profile)}${proof}</td><td class="time"><time datetime="${observedAt}">${observedAt}</time></td><td class="n">${grouped(jobs)}</td><td class="n">${grouped(calls)}${throttled}</td></tr>\n`;
}

function subject(alias: string | undefined, asked: string): Content {
  return alias === undefined ? asked : markup`${alias}<span class="sub">${asked}</span>`;
}

function as(profile: string | undefined): string {
  return profile === undefined ? "" : `, profile ${profile}`;
}
