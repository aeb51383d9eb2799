import { isFailure } from "../../src/client/http/failure";
import type { Reply } from "../../src/client/http/reply";
import { KnownPages } from "../../src/client/known-pages";
import { listedJobs } from "../../src/client/listed-jobs";
import { canonicalQuery } from "../../src/model/query";

const listed = listedJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }));

/** An answer with one job. */
function reply(requestId: string, job: object = {}): Reply {
  const jobs = [{ DIJobId: 7, ProjectId: 1967, JobName: "orders", MigrationType: "Full", ...job }];
  return {
    text: JSON.stringify({ RequestId: requestId, DIJobPaging: { TotalCount: 1, DIJobs: jobs } }),
    statusCode: 200,
    requestId,
  };
}

/** The pages of answers that come one after the other to calls for one page. */
function pagesOf(...replies: readonly Reply[]) {
  const known = new KnownPages(listed);
  return replies.map((answer) => known.decode(answer, 1));
}

test("an answer that differs in its RequestId only is the page of before", () => {
  const [first, second] = pagesOf(reply("REQ-1"), reply("REQ-2"));

  expect(first).toMatchObject({ items: [{ diJobId: "7", jobName: "orders" }] });
  expect(second).toBe(first);
});

test.each<[string, Reply, Reply]>([
  ["a text", reply("REQ-1"), reply("REQ-1", { JobName: "order5" })],
  ["an id", reply("REQ-1"), reply("REQ-1", { DIJobId: 8 })],
  ["a RequestId within a name", reply("R", { JobName: '"RequestId":"A"' }), reply("R", { JobName: '"RequestId":"B"' })],
  ["a name that is the RequestId", reply("A", { JobName: "A" }), reply("B", { JobName: "B" })],
  ["a RequestId of a job, which is its second", reply("R", { RequestId: "A" }), reply("R", { RequestId: "B" })],
])("an answer that differs in %s is decoded", (_, one, other) => {
  const [first, second] = pagesOf(one, other);

  expect(first).not.toBe(second);
  expect([first, second].map((page) => page && isFailure(page))).toEqual([false, false]);
  expect(second).toEqual(pagesOf(other)[0]);
});

test("the same text with a status that is a failure is one, and does not make the page forgotten", () => {
  const [first, failed, again] = pagesOf(reply("REQ-1"), { ...reply("REQ-2"), statusCode: 500 }, reply("REQ-3"));

  expect(failed).toMatchObject({ failed: "unreadable", statusCode: 500 });
  expect(again).toBe(first);
});

test("pages of different numbers are kept apart, and of each the latest", () => {
  const known = new KnownPages(listed);
  const first = known.decode(reply("REQ-1"), 1);
  known.decode(reply("REQ-2", { JobName: "crm" }), 2);

  expect(known.decode(reply("REQ-3"), 1)).toBe(first);
  expect(known.decode(reply("REQ-4"), 2)).toMatchObject({ items: [{ jobName: "orders" }] });
  expect(known.decode(reply("REQ-5", { JobName: "crm" }), 1)).not.toBe(first);
  expect(known.decode(reply("REQ-6"), 1)).not.toBe(first);
});
