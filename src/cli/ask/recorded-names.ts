import { findProjectId } from "../../client/project-ids";
import type { DiJobsQuery, NamedQuery } from "../../model/query";
import { parseTypedWorkspace } from "../../model/workspace";
import type { Snapshot } from "../../snapshot/snapshot";
import type { Terminal } from "../terminal/terminal";
import { answerOr, type Invocation, type UnansweredQuery } from "./invocation";

/** What recorded names of workspaces meant, and what they mean now, by `<regionId>/<projectName>`. */
export interface RecordedNames {
  readonly before: ReadonlyMap<string, string>;
  /** Without those that could not be found. */
  readonly after: ReadonlyMap<string, string>;
  readonly unanswered: readonly UnansweredQuery<NamedQuery>[];
}

/** Finds what the names of the workspaces mean now about which questions are asked, each as whoever asks the question. */
export async function findRecordedNames(
  { workspaces }: Snapshot,
  queries: readonly DiJobsQuery[],
  { clientOf }: Invocation,
  terminal: Terminal,
): Promise<RecordedNames> {
  const names = [...workspaces].flatMap(([name, projectId]) => {
    const typed = parseTypedWorkspace(name);
    const query = queries.find((each) => each.regionId === typed.regionId && each.projectId === projectId);
    return query === undefined || !("projectName" in typed) ? [] : [{ name, projectId, typed, query }];
  });
  const find = async ({ name, typed, query }: (typeof names)[number]) => {
    const { apiVersion } = query;
    const found = findProjectId(typed, apiVersion, clientOf(query), terminal.clock);
    return await answerOr(
      { ...typed, apiVersion },
      found.then((projectId) => [name, projectId] as const),
    );
  };
  const answers = await terminal.stoppable(() => Promise.all(names.map(find)));
  return {
    before: new Map(names.map(({ name, projectId }) => [name, projectId])),
    after: new Map(answers.flatMap((answer) => ("error" in answer ? [] : [answer]))),
    unanswered: answers.filter((answer) => "error" in answer),
  };
}
