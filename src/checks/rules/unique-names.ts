import { groupBy } from "../../model/group-by";
import { describeQuery } from "../../model/query";
import { counted, quoted, several } from "../../text/words";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, unchecked } from "../verdict";

/** Several jobs share a name. */
type UniqueNamesFinding = FindingOf<
  "uniqueNames",
  {
    readonly jobName: string;
    readonly diJobIds: readonly string[];
  }
>;

/** No two jobs share a name, so that every job can be found by its name. */
export const uniqueNames = ruleKind<RuleOptions, UniqueNamesFinding>({
  kind: "uniqueNames",
  meaning: "no two jobs share a name",
  arguments: {},

  check:
    () =>
    ({ jobs, query }, { partOfWorkspace }) => {
      const namesakes = [...groupBy(jobs, ({ jobName }) => jobName)].filter(([, group]) => group.length > 1);
      if (namesakes.length > 0)
        return namesakes.map(([jobName, group]) => {
          const diJobIds = group.map(({ diJobId }) => diJobId);
          return { outcome: "fail", kind: "uniqueNames", args: { jobName, diJobIds } };
        });
      if (partOfWorkspace) return [unchecked({ reason: "partOfWorkspace", asked: describeQuery(query) })];
      return [{ outcome: "pass", args: { jobs: jobs.length } }];
    },

  sentence({ jobName, diJobIds }) {
    const ids = several(diJobIds, 5);
    return `${counted(diJobIds.length, "job")} are named ${quoted(jobName)} (${ids}): rename all but one, or find them by id`;
  },
  jobs: ({ jobName, diJobIds }) => diJobIds.map((diJobId) => ({ diJobId, jobName })),
});
