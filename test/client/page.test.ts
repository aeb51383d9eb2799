import { decodePage } from "../../src/client/page";
import { canonicalQuery } from "../../src/model/query";
import { wireJob } from "../_support/scripted-server";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const query2024 = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", apiVersion: "2024-05-18" });

function decode(paging: unknown, more: Record<string, unknown> = {}) {
  return decodePage(JSON.stringify({ RequestId: "REQ-0", DIJobPaging: paging, ...more }), query);
}

function decodeJob(more: Record<string, unknown>) {
  return decode({ TotalCount: 1, DIJobs: [wireJob(1, more)] });
}

test.each([
  ["missing", {}],
  ["null", { DIJobs: null }],
  ["empty", { DIJobs: [] }],
])("an empty answer whose list is %s has no jobs", (_, list) => {
  expect(decode({ TotalCount: 0, ...list })).toMatchObject({ totalCount: 0, jobs: [] });
});

test("numbers may come as strings, and unknown fields are passed over", () => {
  const page = decode({
    TotalCount: "1",
    Flavour: { Deep: 1 },
    DIJobs: [wireJob(1, { DIJobId: "5", ProjectId: "1967" })],
  });

  expect(page).toMatchObject({ totalCount: 1, jobs: [{ diJobId: "5", projectId: "1967" }] });
  expect(page).not.toHaveProperty("jobs.0.Flavour");
});

test("documented values get their documented spelling, whatever their case", () => {
  const page = decodeJob({ MigrationType: "FULLANDREALTIMEINCREMENTAL", JobStatus: "running" });

  expect(page).toMatchObject({
    jobs: [{ migrationType: "FullAndRealtimeIncremental", jobStatus: "Running" }],
    unknownValues: [],
  });
});

test("values outside the documentation pass as they are, and are noted", () => {
  const page = decodeJob({ MigrationType: "api_Full", JobStatus: "Hibernating", SourceDataSourceType: "mysql" });

  expect(page).toMatchObject({
    jobs: [{ migrationType: "api_Full", jobStatus: "Hibernating", sourceDataSourceType: "mysql" }],
    unknownValues: ["migrationType 'api_Full'", "jobStatus 'Hibernating'"],
  });
});

test("a text that is missing is empty, and noted where it has documented values", () => {
  const page = decodeJob({ MigrationType: null, SourceDataSourceType: undefined });

  expect(page).toMatchObject({
    jobs: [{ migrationType: "", sourceDataSourceType: "" }],
    unknownValues: ["migrationType ''"],
  });
});

test("2024-05-18 gives the id as Id, and as the deprecated DIJobId where that is missing", () => {
  const jobs = [wireJob(1, { Id: 11, DIJobId: "1" }), wireJob(12)];

  const page = decodePage(JSON.stringify({ PagingInfo: { TotalCount: 2, DIJobs: jobs } }), query2024);

  expect(page).toMatchObject({ jobs: [{ diJobId: "11", importId: "1967:11" }, { diJobId: "12" }] });
});

test.each([
  ["HTML", "<html>Please log in</html>", "no JSON: '<html>Please log in</html>'"],
  ["nothing", "", "no JSON: an empty body"],
  ["truncated JSON", '{"DIJobPaging":{"TotalCount":1', "no JSON"],
  ["a list", "[1]", "no JSON"],
  ["the other version's envelope", '{"PagingInfo":{"TotalCount":0}}', "no DIJobPaging"],
  ["no total", '{"DIJobPaging":{"DIJobs":[]}}', "TotalCount missing"],
  ["a fraction as total", '{"DIJobPaging":{"TotalCount":1.5}}', "TotalCount '1.5'"],
  ["an object as list", '{"DIJobPaging":{"TotalCount":1,"DIJobs":{"a":1}}}', "DIJobs {"],
  ["a text as job", '{"DIJobPaging":{"TotalCount":1,"DIJobs":["a"]}}', "a job that is 'a'"],
])("%s is unreadable", (_, text, what) => {
  expect(decodePage(text, query)).toMatchObject({ failed: "unreadable", what: expect.stringContaining(what) });
});

test.each([
  [{ DIJobId: "abc" }, "the id 'abc'"],
  [{ DIJobId: undefined }, "the id missing"],
  [{ DIJobId: 0 }, "the id '0'"],
  [{ ProjectId: 1968 }, "another workspace, '1968'"],
  [{ JobName: null }, "job 1 whose JobName is null"],
  [{ JobName: undefined }, "job 1 whose JobName is missing"],
  [{ JobStatus: { is: 1 } }, 'job 1 whose JobStatus is {"is":1}'],
  [{ Owner: 5 }, "job 1 whose Owner is '5'"],
])("a job with %j is unreadable", (more, what) => {
  expect(decodeJob(more)).toMatchObject({
    failed: "unreadable",
    what: expect.stringContaining(what),
    requestId: "REQ-0",
  });
});

test("an object with a code instead of a page is the API's refusal", () => {
  const outcome = decodePage('{"RequestId":"REQ-1","Code":"Forbidden.Access","Message":"no"}', query);

  expect(outcome).toEqual({ failed: "rejected", apiCode: "Forbidden.Access", message: "no", requestId: "REQ-1" });
});

test("a job named like a part of every object is an ordinary job", () => {
  expect(decodeJob({ JobName: "__proto__" })).toMatchObject({ jobs: [{ jobName: "__proto__" }] });
});
