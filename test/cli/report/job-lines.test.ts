import { jobLines } from "../../../src/cli/report/job-lines";

const FILE = `{
  "lookups": [
    {
      "usedBy": { "regionId": ["*"], "app/diJobId": ["a \\"diJobId\\": \\"9\\""] },
      "jobs": [
        { "jobName": "{ \\"diJobId\\": \\"8\\" }",
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
