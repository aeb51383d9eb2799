import { JobStore } from "../../src/testing/emulator/job-store";
import { pageOf } from "../../src/testing/emulator/listing";

const store = () =>
  new JobStore([
    { jobName: "Orders_to_holo", sourceDataSourceType: "MySQL", migrationType: "Full" },
    { jobName: "crm", sourceDataSourceType: "Kafka", destinationDataSourceType: "OSS" },
    { jobName: "orders", projectId: "1968" },
    { jobName: "stock", regionId: "cn-beijing" },
  ]);

const names = (selection: object, jobs = store()) =>
  jobs.select({ projectId: "1967", ...selection }).map(({ jobName }) => jobName);

test.each([
  ["nothing more", {}, ["Orders_to_holo", "crm", "stock"]],
  ["a part of the name in any case", { jobNameLike: "orders_T" }, ["Orders_to_holo"]],
  ["a name that nothing has", { jobNameLike: "%" }, []],
  ["the source in any case", { sourceDataSourceType: "KAFKA" }, ["crm"]],
  ["the destination", { destinationDataSourceType: "OSS" }, ["crm"]],
  ["the migration type", { migrationType: "RealtimeIncremental" }, []],
  ["a source, but only as a whole", { sourceDataSourceType: "My" }, []],
  ["a region: jobs that name none are everywhere", { regionId: "cn-shanghai" }, ["Orders_to_holo", "crm"]],
  ["another workspace", { projectId: "1968" }, ["orders"]],
  ["a workspace that has no jobs", { projectId: "1" }, []],
])("asked for %s, it selects what fits", (_, selection, expected) => {
  expect(names(selection)).toEqual(expected);
});

test("what is added, changed and removed shows in the next selection, in its place", () => {
  const jobs = store();
  expect(names({}, jobs)).toEqual(["Orders_to_holo", "crm", "stock"]);

  jobs.add([{ jobName: "late" }]);
  jobs.update("10002", { jobName: "crm_v2" });
  jobs.remove("10001");

  expect(names({}, jobs)).toEqual(["crm_v2", "stock", "late"]);
});

test("an id whose job has gone is given to no other, unless it is asked for", () => {
  const jobs = store();
  jobs.remove("10001");

  jobs.add([{ jobName: "new" }, { jobName: "back", diJobId: "10001" }]);

  const ids = jobs.select({ projectId: "1967" }).map(({ jobName, diJobId }) => [jobName, diJobId]);
  expect(ids.slice(-2)).toEqual([
    ["new", "10005"],
    ["back", "10001"],
  ]);
});

test("only a job that is there can be changed or removed", () => {
  const jobs = store();

  expect([jobs.update("1", { jobName: "x" }), jobs.remove("1")]).toEqual([false, false]);
  expect(names({}, jobs)).not.toContain("x");
});

test("a change that no job can have leaves the jobs as they are", () => {
  const jobs = store();

  expect(() => jobs.add([{ jobName: "twin", diJobId: "10001" }])).toThrow("diJobId");

  expect(names({}, jobs)).toEqual(["Orders_to_holo", "crm", "stock"]);
});

test.each([
  [1, ["a", "b"]],
  [2, ["c"]],
  [3, []],
])("page %d of three jobs by two", (pageNumber, expected) => {
  const selected = new JobStore(["a", "b", "c"].map((jobName) => ({ jobName }))).select({ projectId: "1967" });

  const page = pageOf(selected, { pageNumber, pageSize: 2 });

  expect(page.items.map(({ jobName }) => jobName)).toEqual(expected);
  expect(page).toMatchObject({ totalCount: 3, pageNumber, pageSize: 2 });
});

test("no more than a thousand answers are remembered", () => {
  const jobs = store();
  const made: unknown[] = [];
  const answer = (page: number) => jobs.untilChanged([page], () => `${made.push(page)}`);

  for (let page = 1; page <= 1_000; page += 1) answer(page);
  expect([answer(1), answer(1_000), made.length]).toEqual(["1", "1000", 1_000]);

  answer(1_001);
  expect([answer(1), answer(1_001)]).toEqual(["1002", "1001"]);
});
