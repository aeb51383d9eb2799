import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AwaitedJobs } from "../../src/constructs/awaited-jobs";
import { DataWorksError } from "../../src/errors/error";
import type { Answer, Lookup } from "../../src/lookup/lookup";
import type { Listing } from "../../src/model/listing";
import { canonicalQuery } from "../../src/model/query";
import type { SnapshotLookup } from "../../src/snapshot/snapshot";
import { failure } from "../_support/failure";
import { listing } from "../_support/jobs";
import { job, lookup } from "../_support/lookups";

const QUERY = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const ORDERS = job("16626", "orders");
const UNAVAILABLE = new DataWorksError("ServiceUnavailable", { what: "the service does not answer" });

beforeEach(() => void jest.spyOn(process.stderr, "write").mockReturnValue(true));
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

interface Parts {
  readonly answer?: () => Answer;
  readonly recorded?: SnapshotLookup | DataWorksError;
  readonly recording?: Lookup["recording"];
}

function awaited({ answer = () => ({ listing: listing([ORDERS]) }), recorded, recording }: Parts = {}) {
  const construct = new Construct(new TerraformStack(new App(), "prod"), "jobs");
  const jobs = new AwaitedJobs(
    construct,
    { query: QUERY, answer, recorded: () => recorded, snapshot: () => undefined, ...(recording && { recording }) },
    () => 0,
  );
  const said = () => construct.node.metadata.map(({ type, data }) => [type, data]);
  return { jobs, said };
}

const answered = (parts: Partial<Listing>, unavailable?: DataWorksError) => () => ({
  listing: listing([ORDERS], parts),
  ...(unavailable && { unavailable }),
});

describe("an answer that the snapshot gave because the API is not there", () => {
  test.each([
    ["2026-11-23T09:00:00Z", "3 hours"],
    // Clocks differ.
    ["2026-11-23T12:00:07Z", "0 seconds"],
  ])("is marked with its age, when it was seen at %s", (observedAt, age) => {
    jest.useFakeTimers({ now: new Date("2026-11-23T12:00:00Z") });
    const { jobs, said } = awaited({ answer: answered({ observedAt, source: "snapshot" }, UNAVAILABLE) });

    jobs.found();
    jobs.found();

    expect(said()).toEqual([
      [
        "@cdktf/warn",
        `cn-shanghai/1967 is answered from the snapshot, which is ${age} old: the service does not answer`,
      ],
    ]);
  });

  test("is not marked where the API answered", () => {
    const { jobs, said } = awaited();
    jobs.found();

    expect(said()).toEqual([]);
  });
});

test("values that nobody documented are told once of an answer, also where two constructs share it", () => {
  const shared = { listing: listing([ORDERS], { unknownValues: ["jobStatus 'Paused'", "migrationType 'x'"] }) };
  const [first, second] = [awaited({ answer: () => shared }), awaited({ answer: () => shared })];
  for (const { jobs } of [first, second]) jobs.all();

  expect(first.said()).toEqual([
    [
      "@cdktf/info",
      "cn-shanghai/1967 has values that the API does not document: jobStatus 'Paused', migrationType 'x'",
    ],
  ]);
  expect(second.said()).toEqual([]);
});

describe("a job whose name was another job's when it was recorded", () => {
  const recorded = lookup([job("16000", "orders"), job("7", "crm")]);
  const WARNING = [
    "@cdktf/warn",
    "'orders' of cn-shanghai/1967 was recreated: the snapshot has the id 16000, now it is 16626\n" +
      "  resources that hold the recorded id will be replaced\n" +
      "  once that is intended, record the new one with: npx --no-install dijobs refresh",
  ];
  const use = (parts: Parts) => {
    const { jobs, said } = awaited({ recorded, ...parts });
    jobs.use(jobs.found().find("orders"));
    return said();
  };

  test("is warned of where it is used", () => {
    expect(use({})).toEqual([WARNING]);
    expect(use({ recorded: lookup([ORDERS]) })).toEqual([]);
  });

  test("and not where the recording tells it, or the snapshot itself answered", () => {
    const recording = {
      snapshotPath: "x",
      app: ".",
      record: "all",
      mode: "record",
      isNew: true,
      prune: false,
      forget: [],
      ignoreStatus: false,
    } as const;

    expect(use({ recording })).toEqual([]);
    expect(use({ answer: answered({ source: "snapshot" }) })).toEqual([]);
  });

  test("a name that is gone is explained by what was recorded, or by its age", () => {
    const messageOf = (parts: Parts) =>
      failure(() =>
        awaited({ recorded, ...parts })
          .jobs.found()
          .find("crm"),
      ).message;

    expect(messageOf({})).toContain("7");
    expect(messageOf({})).toContain("2026-01-31");
    expect(messageOf({ answer: answered({ source: "snapshot" }) })).toContain("newer");
    expect(messageOf({ answer: answered({ source: "snapshot" }), recorded: undefined as never })).not.toContain("2026");
  });
});

test("a snapshot that is broken hinders no answer, and is said once", () => {
  const broken = new DataWorksError("SnapshotInvalid", { what: "line 3 is no JSON" });
  const { jobs, said } = awaited({ recorded: broken });

  expect(jobs.found().find("orders").diJobId).toBe("16626");
  jobs.found();
  expect(said()).toEqual([["@cdktf/warn", "what changed since it was recorded is not known: line 3 is no JSON"]]);
});

test("what is used are the names that were found, those that were free, and the whole list where it was read", () => {
  const { jobs } = awaited();
  expect([...jobs.used]).toEqual([]);

  jobs.use(jobs.found().find("orders"));
  expect(jobs.useFreeName("free")).toBeUndefined();
  expect([...jobs.used]).toEqual(["orders", "free"]);
  jobs.all();
  expect([...jobs.used]).toEqual(["orders", "free", "*"]);
});

describe("a lookup that fails", () => {
  const failing = () =>
    awaited({
      answer: () => {
        throw UNAVAILABLE;
      },
    }).jobs;

  test("is known to be told once somebody read its jobs", () => {
    const jobs = failing();
    expect(jobs.failureTold).toBe(false);
    expect(jobs.attempt()).toEqual({ workspace: QUERY, problems: UNAVAILABLE.problems });
    expect(jobs.failureTold).toBe(false);

    expect(failure(() => jobs.found())).toBe(UNAVAILABLE);
    expect(jobs.failureTold).toBe(true);
  });

  test("otherwise than by an error of ours is no attempt", () => {
    const { jobs } = awaited({
      answer: () => {
        throw new TypeError("a bug");
      },
    });

    expect(() => jobs.attempt()).toThrow(new TypeError("a bug"));
  });

  test("is attempted once", () => {
    let asks = 0;
    const { jobs } = awaited({
      answer: () => {
        asks++;
        throw UNAVAILABLE;
      },
    });
    jobs.attempt();
    jobs.attempt();

    expect(asks).toBe(1);
  });
});

test("what is judged is noted, and a part of a list is judged as what it is: not recorded", () => {
  const [whole, part] = [awaited().jobs, awaited({ answer: answered({ recordedNames: ["orders"] }) }).jobs];
  expect(whole.isJudged).toBe(false);
  expect(part.attempt()).toHaveProperty("jobs");

  expect(whole.judged()).toEqual(listing([ORDERS]));
  expect(whole.isJudged).toBe(true);
  expect(part.judged()).toBe(part.judged());
  expect(part.judged()).toMatchObject({
    workspace: QUERY,
    problems: [{ what: expect.stringContaining("the whole list of cn-shanghai/1967 is not recorded") }],
  });
});
