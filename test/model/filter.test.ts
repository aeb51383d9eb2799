import { matcher } from "../../src/model/filter";
import type { DiJob } from "../../src/model/job";
import { literal } from "../../src/text/literal";
import { failure } from "../_support/failure";

const job: DiJob = {
  regionId: "cn-shanghai",
  projectId: "1967",
  diJobId: "16626",
  jobName: "${x}",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Finished",
  importId: "1967:16626",
};

test.each([
  ["nothing", {}],
  ["the raw name", { jobName: "${x}" }],
  ["the escaped name", { jobName: literal("${x}") }],
  ["one of several names", { jobName: ["y", "${x}"] }],
  ["a pattern", { jobName: /x/ }],
  ["an id as text", { diJobId: "16626" }],
  ["an id as number", { diJobId: 16626 }],
  ["a status in other case", { jobStatus: "finished" }],
  ["a migration type as a stack has it", { migrationType: literal("Full") }],
  ["both types in other case", { sourceDataSourceType: "mysql", destinationDataSourceType: ["HOLOGRES"] }],
])("%s selects the job", (_, filter) => {
  expect(matcher(filter)(job)).toBe(true);
});

test.each([
  ["part of the name", { jobName: "x" }],
  ["the name in other case", { jobName: "${X}" }],
  ["no value", { jobName: [] }],
  ["one wrong field of two", { jobName: "${x}", jobStatus: "Running" }],
  ["another id", { diJobId: 1 }],
])("%s does not select it", (_, filter) => {
  expect(matcher(filter)(job)).toBe(false);
});

test("a field that ignores case takes the escaped text in any case, too", () => {
  const odd = { ...job, sourceDataSourceType: "My${SQL}" };

  expect(matcher({ sourceDataSourceType: literal("My${SQL}") })(odd)).toBe(true);
  expect(matcher({ sourceDataSourceType: literal("My${SQL}").toUpperCase() })(odd)).toBe(true);
  expect(matcher({ sourceDataSourceType: "my${sql}" })(odd)).toBe(true);
  expect(matcher({ sourceDataSourceType: literal("My${Other}") })(odd)).toBe(false);
});

test("a value that was left out is refused with the way to leave it out", () => {
  expect(failure(() => matcher({ jobStatus: undefined } as object)).message).toBe(
    "jobStatus is missing\n  give it a value, or leave jobStatus out",
  );
});

test("a pattern with a memory selects the same job every time", () => {
  const selects = matcher({ jobName: /x/g });

  expect([selects(job), selects(job)]).toEqual([true, true]);
});

test.each([
  ["no value, which would select every job", { jobStatus: undefined }, "jobStatus is missing"],
  ["no value among others", { jobName: ["x", undefined] }, "jobName[1] is missing"],
  ["a pattern for what is no name", { jobStatus: /x/ }, "jobStatus cannot be the pattern /x/"],
  ["a number that lost digits", { diJobId: 2 ** 60 }, "diJobId cannot be '1152921504606847000'"],
  ["a token", { jobName: "${TfToken[TOKEN.0]}" }, "jobName is a token"],
  ["a text that is no name", { jobName: 5 }, "jobName cannot be '5'\n  pass a text or a pattern"],
  ["nothing", null, "filter cannot be 'null'"],
  ["a pattern", /x/, "filter cannot be the pattern /x/"],
])("%s is no filter", (_, filter, message) => {
  expect(failure(() => matcher(filter as object)).message).toContain(message);
});

test("a field that no filter has is refused with the ones there are", () => {
  const error = failure(() => matcher({ name: "x" } as object));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toMatch(/^a job filter has no 'name'\n.*it takes jobName, diJobId, /s);
});
