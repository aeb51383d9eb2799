import { JobPoller } from "../../../src/cli/wait/poller";
import { systemClock } from "../../../src/client/clock";
import { canonicalQuery } from "../../../src/model/query";
import type { EmulatedJob } from "../../../src/testing/emulated-job";
import { type EmulatedService, openService } from "../../_support/emulated-service";

const HERE = { regionId: "cn-shanghai", projectId: "1967" };
const THERE = { regionId: "cn-beijing", projectId: "2041" };
const target = { diJobId: "16626" };

const open: EmulatedService[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

/** Polls two accounts, each with a server of its own, by an id. */
async function polled(here: EmulatedJob, there: EmulatedJob) {
  open.push(await openService([{ ...HERE, ...here }]), await openService([{ ...THERE, ...there }]));
  const queries = [HERE, THERE].map((where) => canonicalQuery(where));
  const workspaces = open.flatMap(({ options: client }, at) => (queries[at] ? [{ query: queries[at], client }] : []));
  return new JobPoller(workspaces, [target], systemClock);
}

const HAS_IT = { ...target, jobName: "orders" };
const LACKS_IT = { diJobId: "7", jobName: "stock" };

test("an id that jobs of several workspaces have is told with all of them, not taken from the first", async () => {
  const poller = await polled(HAS_IT, { ...HAS_IT, jobName: "stock" });

  const [sight] = await poller.poll();

  expect(sight?.job).toBeUndefined();
  expect(sight?.error?.code).toBe("JobNameAmbiguous");
  expect(sight?.error?.message).toBe(
    "cn-shanghai/1967, cn-beijing/2041 each have a job with the id '16626'\n  name one of the workspaces only: -w cn-shanghai/1967 --id 16626",
  );
});

test("an id that one of them has is found there, and looked for nowhere else from then on", async () => {
  const poller = await polled(LACKS_IT, HAS_IT);

  const sights = [...(await poller.poll()), ...(await poller.poll())];

  expect(sights.map(({ job }) => job?.projectId)).toEqual(["2041", "2041"]);
  expect(open.map(({ service }) => service.calls.map(({ parameters }) => parameters.JobName ?? "all"))).toEqual([
    ["all"],
    ["all", "orders"],
  ]);
});

test("an id that one of them has may be in one that was not seen, too", async () => {
  const poller = await polled(HAS_IT, LACKS_IT);
  open[1]?.service.faults.replace([{ kind: "error", code: "Forbidden.Access" }]);

  const [sight] = await poller.poll();

  expect([sight?.job, sight?.error?.code]).toEqual([undefined, "AccessDenied"]);
});
