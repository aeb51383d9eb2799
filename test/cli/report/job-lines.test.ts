import type { Drift } from "../../../src/checks/drift";
import { driftLines, jobLines } from "../../../src/cli/report/job-lines";
import { job as aJob } from "../../_support/jobs";

const FILE = `{
  "lookups": [
    {
      "usedBy": { "regionId": ["*"], "app/diJobId": ["a \\"diJobId\\": \\"9\\""] },
      "jobs": [
        { "jobName": "}} \\"diJobId\\": \\"8\\" {",
          "diJobId": "7" }, { "diJobId" : "10" }
      ],
      "query": { "projectId": "1967", "regionId": "cn-shanghai" } },
    { "query": { "regionId": "cn-beijing", "projectId": "1967" }, "jobs": [ { "diJobId": "7" } ] },
    { "query": { "regionId": "cn-beijing", "projectId": "1967", "jobNameLike": "o" }, "jobs": [
      { "diJobId": "7" }, { "diJobId": "11" } ] }
  ], "version": 1
}
`;

test.each([
  ["cn-shanghai/1967", "7", 7],
  ["cn-shanghai/1967", "10", 7],
  ["cn-beijing/1967", "7", 10],
  ["cn-beijing/1967", "11", 12],
  ["cn-shanghai/1967", "8", undefined],
  ["cn-shanghai/1967", "9", undefined],
  ["cn-shanghai/1967", "11", undefined],
])("a job is on its line of the file, however that was laid out: %s %s", (workspace, diJobId, line) => {
  expect(jobLines(FILE)(workspace, diJobId)).toBe(line);
});

test("a difference is on the line of the job as it was, or as it is, where the file has it", () => {
  const job = (diJobId: string) => aJob({ regionId: "cn-beijing", diJobId });
  const base = { workspace: "cn-beijing/1967", usedBy: [], namesakes: [] };
  const drifts: Drift[] = [
    { ...base, kind: "recreated", before: job("7"), after: job("11") },
    { ...base, kind: "removed", before: job("7") },
    { ...base, kind: "added", after: job("11") },
    { ...base, kind: "moved", projectName: "orders", movedTo: "cn-beijing/2" },
  ];

  expect(drifts.map(driftLines(FILE, "before"))).toEqual([10, 10, undefined, undefined]);
  expect(drifts.map(driftLines(FILE, "after"))).toEqual([12, undefined, 12, undefined]);
});
