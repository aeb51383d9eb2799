import { MOST_CALLS } from "../../../src/cli/probe/caller";
import { renderProbe } from "../../../src/cli/probe/markdown";
import { type ProbeReport, runProbe } from "../../../src/cli/probe/probe";
import { observeCall } from "../../../src/client/observation";
import { API_VERSIONS } from "../../../src/model/api-version";
import { canonicalQuery } from "../../../src/model/query";
import {
  completeTraits,
  inEveryVersion,
  type ServiceTraits,
  type VersionTraits,
} from "../../../src/model/service-traits";
import type { EmulatedJob } from "../../../src/testing/emulated-job";
import type { Fault } from "../../../src/testing/emulator/fault";
import { Service } from "../../../src/testing/emulator/service";
import { randomNumbers } from "../../_support/churning-list";
import { openService } from "../../_support/emulated-service";
import { transportTo, wirelessOptions } from "../../_support/emulated-transport";
import { EVERY_SERVICE } from "../../_support/every-service";
import { KEYS } from "../../_support/signed-request";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const options = wirelessOptions("probing");

/** Jobs whose names, ids and forms are in three different orders. */
const TELLING: readonly EmulatedJob[] = [
  ["mysql_to_holo_sync", "205", "CLASSIC"],
  ["Crm_to_holo", "31", "FILESPEC"],
  ["stock", "9007199254740993", "FILESPEC"],
  ["payments_daily", "777", "CLASSIC"],
  ["Accounts", "600", "FILESPEC"],
  ["zones.eu", "88", "CLASSIC"],
  ["brands", "3", "FILESPEC"],
].map(([jobName = "", diJobId = "", specType]) => ({
  jobName,
  diJobId,
  specType: specType === "CLASSIC" ? "CLASSIC" : "FILESPEC",
  owner: "1234567890123456",
}));

function serviceOf(traits: VersionTraits, jobs = TELLING, faults: readonly Fault[] = []): Service {
  const service = new Service(jobs, { accessKeys: KEYS, latencyMs: 0, traits });
  service.faults.replace(faults);
  return service;
}

function probed(service: Service): Promise<ProbeReport> {
  const send = transportTo(service);
  return runProbe(query, (each, parameters) => observeCall(each, parameters, options, { send }));
}

const found = ({ findings }: ProbeReport, assumption: string, version?: string) =>
  findings
    .filter((one) => one.assumption === assumption && (version === undefined || one.apiVersion === version))
    .map(({ verdict, found: words }) => `${verdict}: ${words}`);

test("a service that is as assumed confirms what can be seen, in 20 calls that only list", async () => {
  const service = serviceOf(inEveryVersion({ order: "oldest" }));

  const { findings, notes, traits, calls } = await probed(service);

  expect(findings.filter(({ verdict }) => verdict === "refuted").map(({ assumption }) => assumption)).toEqual(
    // Without a wire there is neither a header nor a clock.
    ["headers", "headers", "clock", "clock"],
  );
  expect(findings.filter(({ verdict }) => verdict === "open").map((one) => one.assumption)).toEqual([
    "page-size",
    "page-size",
    "page-size-echo",
    "page-size-echo",
    "retry-after",
  ]);
  expect(notes).toEqual([]);
  expect(traits["2024-05-18"]).toEqual({
    order: "oldest",
    nameMatch: "part",
    nameCase: "any",
    nameWildcards: "",
    emptyList: "list",
    pageSizeBeyond: "refused",
    totalCount: "list",
    specTypeDefault: "FILESPEC",
    idsAs: "number",
  });
  expect(calls).toHaveLength(20);
  expect(service.calls.map(({ action }) => action)).toEqual(calls.map(() => "ListDIJobs"));
});

test.each<[Partial<ServiceTraits>, string, string]>([
  [{ order: "newest" }, "order", "refuted: by id, descending"],
  [{ order: "name" }, "order", "refuted: by name"],
  [{ order: "given" }, "order", "refuted: neither by id nor by name"],
  [{ nameMatch: "prefix" }, "name-match", "refuted: at the beginning only"],
  [{ nameMatch: "whole" }, "name-match", "refuted: as the whole name only"],
  [{ nameCase: "exact" }, "name-case", "refuted: in the same case only"],
  [{ nameMatch: "prefix", nameCase: "exact" }, "name-case", "refuted: in the same case only"],
  [{ nameWildcards: "%_" }, "name-wildcards", "refuted: wildcards: % _"],
  [{ emptyList: "missing" }, "empty-list", "refuted: it is left out"],
  [{ emptyList: "null" }, "empty-list", "refuted: it is null"],
  [{ pageSizeMost: 3 }, "page-size", "refuted: a page of 100 is cut to 3"],
  [{ pageSizeMost: 3, totalCount: "page" }, "page-size", "refuted: a page of 100 is cut to 3"],
  [{ pageSizeMost: 50 }, "page-size", "refuted: a page of 100 is cut to 50"],
  [{ pageSizeMost: 3 }, "page-size-echo", "confirmed: the size to which the page was cut"],
  [{ pageSizeMost: 3, pageSizeEcho: "asked" }, "page-size-echo", "refuted: the size that was asked for"],
  [{ pageSizeEcho: "missing" }, "page-size-echo", "refuted: it is left out"],
  [{ pageSizeBeyond: "cut" }, "page-size-beyond", "refuted: answered, with 100 jobs at most"],
  [{ totalCount: "page" }, "total-count", "refuted: the jobs of the page"],
  [{ specTypeDefault: "ALL" }, "spec-type", "refuted: all jobs"],
  [{ specTypeDefault: "CLASSIC" }, "spec-type", "refuted: the jobs that are not FILESPEC"],
  [{ idsAs: "text" }, "ids", "refuted: texts; some are beyond 2^53"],
])("a service with %j is told by %s", async (traits, assumption, expected) => {
  const report = await probed(serviceOf(inEveryVersion(traits)));

  expect(new Set(found(report, assumption))).toEqual(new Set([expected]));
});

test("four jobs tell no order, five do", async () => {
  const ofJobs = async (count: number) =>
    found(await probed(serviceOf(inEveryVersion({ order: "newest" }), TELLING.slice(0, count))), "order");

  expect(await ofJobs(4)).toEqual(Array(2).fill("open: not learnt: 4 jobs on the first page tell no order"));
  expect(await ofJobs(5)).toEqual(Array(2).fill("refuted: by id, descending"));
});

test("a job that is not on the first page of what its name selects may be on another one", async () => {
  const service = serviceOf(inEveryVersion());
  const send = transportTo(service);

  const report = await runProbe(query, async (each, parameters) => {
    const observation = await observeCall(each, parameters, options, { send });
    const text = parameters.JobName ?? parameters.Name ?? "dijobs-probe";
    if (observation === undefined || "failed" in observation.page || text.startsWith("dijobs-probe"))
      return observation;
    return { ...observation, page: { ...observation.page, items: [], totalCount: 50 } };
  });

  expect(found(report, "name-match")).toEqual(
    Array(2).fill("open: not learnt: the answers may have had more pages, or did not come"),
  );
});

test("what two versions do differently is told apart", async () => {
  const [old, recent] = [inEveryVersion({ order: "newest", idsAs: "text" }), inEveryVersion({ emptyList: "null" })];

  const { traits } = await probed(serviceOf({ "2020-05-18": old["2020-05-18"], "2024-05-18": recent["2024-05-18"] }));

  expect(traits["2020-05-18"]).toMatchObject({ order: "newest", idsAs: "text", emptyList: "list" });
  expect(traits["2024-05-18"]).toMatchObject({ idsAs: "number", emptyList: "null" });
});

/** A random service, with random jobs: often few of them, with names that tell nothing. */
function randomService(seed: number): { traits: VersionTraits; jobs: EmulatedJob[] } {
  const random = randomNumbers(seed);
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const wildcards = ["", "%", "_", "*", "%_", "%*", "_*", "%_*"] as const;
  const traits = () => ({
    ...one(EVERY_SERVICE),
    nameWildcards: one(wildcards) ?? "",
    pageSizeBeyond: one(["refused", "cut"] as const) ?? "cut",
  });
  const count = Math.floor(random() * (random() < 0.5 ? 4 : 14));
  const jobs = Array.from(
    { length: count },
    (_, at): EmulatedJob => ({
      jobName: `${one(["job", "Job", "a", "aAa", "aaaa", "_", "%%", "x_y", "é", "ordersX", "to_Holo"])}${one(["", "_", `${at}`, "Z"])}`,
      diJobId: String(1 + at + 1000 * Math.floor(random() * 5)),
      specType: random() < 0.5 ? "CLASSIC" : "FILESPEC",
    }),
  );
  return {
    traits: completeTraits({ "2020-05-18": traits(), "2024-05-18": traits() }),
    jobs: [...new Map(jobs.map((job) => [job.diJobId, job])).values()],
  };
}

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

test("of 400 services nothing is told that is not so, and none takes more calls than announced", async () => {
  const wrong: string[] = [];
  let learntTraits = 0;
  for (const seed of SEEDS) {
    const { traits, jobs } = randomService(seed);
    const report = await probed(serviceOf(traits, jobs));
    if (report.calls.length > MOST_CALLS) wrong.push(`${seed}: ${report.calls.length} calls`);
    for (const version of API_VERSIONS)
      for (const [name, learnt] of Object.entries(report.traits[version] ?? {})) {
        learntTraits += 1;
        const real = traits[version][name as keyof ServiceTraits];
        const partly =
          name === "nameWildcards" && found(report, "name-wildcards", version).join().includes("not learnt of");
        const isSo = partly ? [...String(learnt)].every((char) => String(real).includes(char)) : learnt === real;
        // Jobs that were given in an order by accident are in that order.
        if (!isSo && name !== "order")
          wrong.push(`${seed}, ${version}: ${name} ${learnt} for ${real}, ${JSON.stringify(jobs)}`);
      }
  }

  expect(wrong).toEqual([]);
  expect(learntTraits).toBeGreaterThan(3_000);
});

test("an emulator that is as the report of a service says gives the same report", async () => {
  const different: string[] = [];
  for (const seed of SEEDS.filter((each) => each % 4 === 0)) {
    const { traits } = randomService(seed);
    const { calls: _, ...report } = await probed(serviceOf(traits));
    const { calls, ...again } = await probed(serviceOf(completeTraits(report.traits)));
    for (const [at, finding] of report.findings.entries())
      if (JSON.stringify(finding) !== JSON.stringify(again.findings[at]))
        different.push(`${seed}: ${JSON.stringify([finding, again.findings[at], traits])}`);
    if (report.notes.join() !== again.notes.join())
      different.push(`${seed}: ${JSON.stringify([report.notes, again.notes])}`);
  }

  expect(different).toEqual([]);
});

test("what was learnt of a service with few jobs, an emulator like it shows as well", async () => {
  const different: string[] = [];
  for (const seed of SEEDS.filter((each) => each % 4 === 1)) {
    const { traits, jobs } = randomService(seed);
    const report = await probed(serviceOf(traits, jobs));
    const again = await probed(serviceOf(completeTraits(report.traits), jobs));
    for (const version of API_VERSIONS)
      for (const [name, learnt] of Object.entries(report.traits[version] ?? {})) {
        const shown = again.traits[version]?.[name as keyof ServiceTraits];
        if (shown !== learnt)
          different.push(
            `${seed}, ${version}: ${name} ${learnt}, then ${shown} ${JSON.stringify([traits[version], report.traits[version], jobs])}`,
          );
      }
  }

  expect(different).toEqual([]);
});

test("a report has neither a name, an id, an owner nor the workspace in it, and hashes that another report does not have", async () => {
  const service = serviceOf(inEveryVersion({ idsAs: "text" }));
  const [report, other] = [await probed(service), await probed(service)];
  const head = { packageVersion: "1.2.3", regionId: "cn-shanghai", observedAt: "2026-01-31T08:00:00Z" };
  const written = JSON.stringify(report) + renderProbe(report, head);

  for (const { jobName, diJobId } of TELLING) {
    expect(written).not.toContain(jobName);
    expect(written).not.toContain(`"${diJobId}"`);
  }
  expect(written).not.toMatch(/1967|1234567890123456|probing/);
  const hashes = ({ calls }: ProbeReport) => calls.flatMap(({ jobs = [] }) => jobs);
  expect(new Set(hashes(report)).size).toBe(TELLING.length);
  expect(hashes(other).filter((hash) => hashes(report).includes(hash))).toEqual([]);
  expect(report.calls[0]?.jobs).toEqual(report.calls.filter(({ asked }) => asked === "the first page")[1]?.jobs);
});

describe("what is in the way is said", () => {
  test("a version that is refused, in the words of its code only", async () => {
    const allowed = inEveryVersion();
    const traits = { ...allowed, "2020-05-18": { ...allowed["2020-05-18"], refusal: "Forbidden.Access" } };

    const report = await probed(serviceOf(traits));

    expect(report.notes).toEqual(["2020-05-18 is not available: refused with Forbidden.Access, status 403"]);
    expect(report.traits["2020-05-18"]).toEqual({ refusal: "Forbidden.Access" });
    expect(found(report, "total-count")).toEqual([
      "open: not learnt: refused with Forbidden.Access, status 403",
      "confirmed: more than a page of two has",
    ]);
    expect(found(report, "versions")).toEqual(["open: not learnt: one of them is not available"]);
  });

  test("a code that could name somebody", async () => {
    const report = await probed(
      serviceOf(inEveryVersion(), TELLING, [{ kind: "error", code: "acs:ram::1234:user/me" }]),
    );

    expect(report.notes).toEqual(
      API_VERSIONS.map((version) => `${version} is not available: refused with a code that is none, status 500`),
    );
    expect(JSON.stringify(report)).not.toContain("1234");
  });

  test("calls that are throttled, which count", async () => {
    const { service, options: way, close } = await openService(TELLING);
    service.faults.replace([{ kind: "error", code: "Throttling.User", every: 5, retryAfterMs: 1 }]);

    const report = await runProbe(query, (each, parameters) => observeCall(each, parameters, way));
    await close();

    expect(report.calls).toHaveLength(MOST_CALLS);
    expect(service.calls).toHaveLength(MOST_CALLS);
    expect(report.notes[0]).toMatch(/^throttled calls: [34]$/);
    expect(report.notes[1]).toMatch(/^not asked, because of 20 calls none was left: .*\(2024-05-18\)/);
    expect(found(report, "retry-after")).toEqual(["confirmed: it is there"]);
  });

  test("a service that asks to wait for longer than a call may take, which is not asked again", async () => {
    const { service, options: way, close } = await openService(TELLING);
    service.faults.replace([{ kind: "error", code: "Throttling.User", retryAfterMs: 600_000 }]);

    const report = await runProbe(query, (each, parameters) => observeCall(each, parameters, way));
    await close();

    expect(service.calls).toHaveLength(2);
    expect(report.calls).toHaveLength(2);
    expect(report.notes).toContain(
      "not asked, because the service asked to wait: the first page (2020-05-18), the first page (2024-05-18)",
    );
  });

  test("jobs that come and go meanwhile", async () => {
    const shift: Fault = {
      kind: "shift",
      every: 3,
      times: 1,
      addJobs: [{ jobName: "late", specType: "CLASSIC" }],
      removeJobs: ["31"],
    };

    const report = await probed(serviceOf(inEveryVersion(), TELLING, [shift]));

    expect(report.notes).toEqual([
      "2020-05-18: jobs came or went while it was asked: 1 came, 1 went, 0 renamed on the first page",
    ]);
    expect(found(report, "versions")).toEqual(["open: not learnt: jobs came or went meanwhile"]);
  });

  test("jobs of one version only", async () => {
    const shift: Fault = { kind: "shift", every: 9, times: 1, addJobs: [{ jobName: "late" }] };

    const report = await probed(serviceOf(inEveryVersion(), TELLING, [shift]));

    expect(found(report, "versions")).toEqual([
      "refuted: of the first pages 0 in 2020-05-18 only, 1 in 2024-05-18 only; totals 7 and 8",
    ]);
  });

  test("a workspace without jobs, of which little can be learnt", async () => {
    const report = await probed(serviceOf(inEveryVersion(), []));

    expect(found(report, "order", "2020-05-18")).toEqual(["open: not learnt: 0 jobs on the first page tell no order"]);
    expect(found(report, "name-match", "2024-05-18")).toEqual([
      "open: not learnt: no job on the first page has a name that can tell",
    ]);
    expect(found(report, "spec-type")).toEqual([expect.stringMatching(/^open/)]);
    expect(found(report, "empty-list", "2020-05-18")).toEqual(["confirmed: it is []"]);
  });
});
