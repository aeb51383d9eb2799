import { rowsOf } from "../../../src/cli/report/folding";
import type { ReportItem } from "../../../src/cli/report/item";

const found = (count: number): ReportItem[] =>
  Array.from({ length: count }, (_, index) => ({
    outcome: "fail",
    fails: true,
    severity: "error",
    id: "running",
    kind: "statusNotAllowed",
    about: "a status",
    workspace: "cn-shanghai/1967",
    job: { diJobId: `${index}`, jobName: `job_${index}` },
    message: `'job_${index}' (${index}) is Failed`,
  }));

test.each([
  [3, ["'job_0' (0) is Failed", "'job_1' (1) is Failed", "'job_2' (2) is Failed"]],
  [4, ["each of 4 jobs is Failed: 'job_0' (0), 'job_1' (1), 'job_2' (2), 'job_3' (3)"]],
])("of %i jobs of which the same is said the rows are %j", (count, messages) => {
  expect(rowsOf(found(count)).map(({ message }) => message)).toEqual(messages);
});
