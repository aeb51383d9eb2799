import { ANY_REGION, completeJobs } from "../../src/testing/emulated-job";

const ids = (...args: Parameters<typeof completeJobs>) => completeJobs(...args).map(({ diJobId }) => diJobId);

test("a job with nothing but a name is complete, and the same every time", () => {
  expect(completeJobs([{ jobName: "orders" }])).toEqual([
    {
      regionId: ANY_REGION,
      projectId: "1967",
      diJobId: "10001",
      jobName: "orders",
      migrationType: "Full",
      sourceDataSourceType: "MySQL",
      destinationDataSourceType: "Hologres",
      jobStatus: "Running",
      importId: "1967:10001",
      specType: "FILESPEC",
    },
  ]);
});

test("ids are counted from 10001, past those that are in use before or after", () => {
  expect(ids([{ jobName: "a" }, { jobName: "b", diJobId: "10002" }, { jobName: "c" }], ["10001"])).toEqual([
    "10003",
    "10002",
    "10004",
  ]);
});

test("an id beyond 2^53 is kept to the last digit as a string, and refused as a number", () => {
  expect(ids([{ jobName: "a", diJobId: "9007199254740993" }])).toEqual(["9007199254740993"]);
  expect(() => ids([{ jobName: "a", diJobId: 2 ** 53 }])).toThrow(/diJobId cannot be '9007199254740992'.*as a string/s);
});

test("an id used twice is refused", () => {
  expect(() =>
    ids([
      { jobName: "a", diJobId: 1 },
      { jobName: "b", diJobId: "1" },
    ]),
  ).toThrow("diJobId cannot be '1'");
  expect(() => ids([{ jobName: "a", diJobId: 1 }], ["1"])).toThrow("diJobId cannot be '1'");
});

test("a job without a name, as after a typing error in a file, is refused", () => {
  expect(() => completeJobs(JSON.parse('[{ "jobname": "orders" }]'))).toThrow(
    "jobs[0] has no 'jobname'\n  did you mean 'jobName'?",
  );
  expect(() => completeJobs(JSON.parse("[{}]"))).toThrow("jobs[0].jobName is missing\n  give every job a name");
});
