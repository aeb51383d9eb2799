import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataWorksError, ERROR_CODES, type ErrorCode } from "../../src/errors/error";
import { askedInProcess } from "../../src/lookup/asked";
import { startLookup } from "../../src/lookup/lookup";
import { resetLookups } from "../../src/lookup/reset-lookups";
import { resolveSettings, type SettingProps } from "../../src/lookup/settings";
import type { Environment } from "../../src/model/environment";
import { type AskedQuery, canonicalQuery } from "../../src/model/query";
import { updateSnapshot } from "../../src/snapshot/update";
import { errorSamples } from "../_support/error-samples";
import { failure } from "../_support/failure";
import { job, lookup } from "../_support/lookups";
import { uses } from "../_support/uses";

const folder = mkdtempSync(join(tmpdir(), "lookup-"));
const env = { DIJOBS_SNAPSHOT: join(folder, "dataworks.snapshot.json"), DIJOBS_ENDPOINT: "http://127.0.0.1:9" };
const recorded = lookup([job("7", "orders")]);

beforeAll(() => updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, lookups: [recorded] })));
afterAll(() => rmSync(folder, { recursive: true }));

/** Asks a thread that fails: beside the sources there are no compiled ones that it could run. */
function ask(props: SettingProps, more: { query?: AskedQuery; env?: Environment } = {}) {
  const { query = recorded.query } = more;
  return startLookup(query, resolveSettings({ ...env, ...more.env }, props), { ...env, ...more.env });
}

function snapshotWith(name: string, text?: string) {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return { DIJOBS_SNAPSHOT: path };
}

test("a thread that failed is answered for by the snapshot, where that may be", () => {
  const { listing, unavailable } = ask({ onUnavailable: "snapshot" }).answer();

  expect(listing).toMatchObject({ source: "snapshot", jobs: [{ jobName: "orders" }] });
  expect(unavailable).toMatchObject({ code: "WorkerFailed", message: expect.stringContaining("supervisor.js") });
});

test.each<SettingProps>([{}, { onUnavailable: "fail" }, { onUnavailable: "snapshot", mode: "record" }])(
  "it is an error where it may not be: %j",
  (props) => {
    expect(failure(ask(props).answer).code).toBe("WorkerFailed");
  },
);

describe("mode fill", () => {
  const lacking = canonicalQuery({ regionId: "cn-shanghai", projectId: "2044" });

  test("takes what the snapshot has, as old as it is, and records who uses it", () => {
    const lookup = ask({ mode: "fill" });

    expect(lookup.answer().listing).toMatchObject({ source: "snapshot", observedAt: recorded.observedAt, calls: 0 });
    expect(lookup).toMatchObject({ recording: { mode: "fill", isNew: false } });
    expect(lookup.whole).toBeUndefined();
  });

  test("records what the snapshot lacks", () => {
    const { recording } = ask({ mode: "fill" }, { query: lacking });

    expect(recording).toMatchObject({ snapshotPath: env.DIJOBS_SNAPSHOT, mode: "fill", isNew: true });
  });

  test("takes a recorded part, and asks for the whole when told to", () => {
    const env = snapshotWith("partial.json");
    const partial = { ...recorded, partial: true as const };
    updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, lookups: [partial] }));

    const lookup = ask({ mode: "fill" }, { env });

    expect(lookup.answer().listing).toMatchObject({ source: "snapshot", recordedNames: [] });
    expect(lookup.whole?.().recording).toMatchObject({ mode: "fill", isNew: true });
    expect(lookup.whole?.()).toBe(lookup.whole?.());
    expect(failure(() => lookup.whole?.().answer()).code).toBe("WorkerFailed");
  });

  test("has nothing that could stand in for what is missing", () => {
    const { answer } = ask({ mode: "fill", onUnavailable: "snapshot" }, { query: lacking });

    expect(failure(answer).code).toBe("WorkerFailed");
  });

  test("begins without a snapshot, and not with a broken one", () => {
    expect(ask({ mode: "fill" }, { env: snapshotWith("none.json") }).recording).toBeDefined();
    expect(failure(() => ask({ mode: "fill" }, { env: snapshotWith("torn.json", "{") })).code).toBe("SnapshotInvalid");
  });
});

describe("mode locked", () => {
  test("answers from the snapshot alone, and says so", () => {
    expect(ask({ mode: "locked" }).answer()).toEqual({
      listing: {
        query: recorded.query,
        jobs: recorded.jobs,
        observedAt: recorded.observedAt,
        source: "snapshot",
        calls: 0,
        throttledCalls: 0,
        unknownValues: [],
      },
    });
  });

  test("does not answer a query that the snapshot lacks, nor without a snapshot", () => {
    const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "2044" });

    expect(failure(ask({ mode: "locked" }, { query }).answer)).toMatchObject({
      code: "SnapshotLacksQuery",
      message: expect.stringContaining(`snapshot '${env.DIJOBS_SNAPSHOT}' has no answer for cn-shanghai/2044\n`),
    });
    expect(failure(ask({ mode: "locked" }, { env: snapshotWith("none.json") }).answer).code).toBe("SnapshotMissing");
  });

  test("answers a question by the name of its workspace where that is recorded, and says what is missing", () => {
    const env = snapshotWith("named.json");
    const named = (projectName: string, jobNameLike?: string) =>
      ask(
        { mode: "locked" },
        { env, query: canonicalQuery({ regionId: "cn-shanghai", projectName, ...(jobNameLike && { jobNameLike }) }) },
      ).answer;
    const workspaces = new Map([["cn-shanghai/orders_prod", "1967"]]);
    updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, workspaces, lookups: [recorded] }));

    expect(named("orders_prod")().listing).toMatchObject({ projectName: "orders_prod", jobs: recorded.jobs });
    expect(ask({ mode: "locked" }).answer().listing).not.toHaveProperty("projectName");
    expect(failure(named("crm_prod"))).toMatchObject({
      code: "SnapshotLacksQuery",
      message: expect.stringContaining("does not know the name of the workspace"),
    });
    expect(failure(named("orders_prod", "x")).message).toContain("has no answer for cn-shanghai/orders_prod, jobName");
  });

  test("tells the names that were asked for where it has only their jobs", () => {
    const env = snapshotWith("names.json");
    const usedBy = [...uses({ "prod/a": ["orders", "crm"] }), ...uses({ "dev/a": ["orders"] })];
    const partial = { ...recorded, usedBy, partial: true as const };
    updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, lookups: [partial] }));

    const { recordedNames } = ask({ mode: "locked" }, { env }).answer().listing;

    expect([...(recordedNames ?? [])].sort()).toEqual(["crm", "orders"]);
    expect(ask({ mode: "locked" }).answer().listing).not.toHaveProperty("recordedNames");
  });

  test("reads the file when it is waited for, and once", () => {
    const env = snapshotWith("later.json");
    const { answer } = ask({ mode: "locked" }, { env });
    updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, lookups: [recorded] }));

    const first = answer();
    rmSync(env.DIJOBS_SNAPSHOT);

    expect(answer()).toBe(first);
  });
});

test("what is asked to the same place by the same identity is asked once, and until it is forgotten", () => {
  // Without a snapshot, what failed is told as it is.
  const asked = ({ env, query }: Parameters<typeof ask>[1] = {}, props: SettingProps = {}) =>
    failure(ask(props, { env: { ...snapshotWith("none.json"), ...env }, ...(query && { query }) }).answer);
  const first = asked();

  expect(asked()).toBe(first);
  expect(asked({ query: canonicalQuery({ regionId: "cn-shanghai", projectId: "2044" }) })).not.toBe(first);
  expect(asked({ env: { ALICLOUD_ACCESS_KEY: "another-key", ALICLOUD_SECRET_KEY: "another-secret" } })).not.toBe(first);
  expect(asked({}, { profile: "staging" })).not.toBe(first);
  expect(asked({ env: { DIJOBS_ENDPOINT: "http://127.0.0.1:10" } })).not.toBe(first);
  expect(asked({ env: { DIJOBS_SNAPSHOT: join(folder, "other.json"), LANG: "C" } })).toBe(first);
  resetLookups();
  expect(asked()).not.toBe(first);
});

test("a snapshot that is not there, is broken, or lacks the question cannot stand in: the outage is told", () => {
  const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "2044" });
  const asks = [{ env: snapshotWith("none.json") }, { env: snapshotWith("torn.json", "{") }, { query }];

  for (const more of asks) expect(failure(ask({ onUnavailable: "snapshot" }, more).answer).code).toBe("WorkerFailed");
  expect(ask({}, asks[0]).recorded()).toBeUndefined();
  expect(ask({}, asks[2]).recorded()).toBeUndefined();
});

/** An outage, too much to do, or a thread that failed; whatever refuses is none of them. */
const STOOD_IN_FOR = [
  "ServiceUnavailable",
  "Throttled",
  "QuotaExhausted",
  "LookupTimedOut",
  "WorkerFailed",
  "SdkMissing",
];

function sampleOf(code: ErrorCode): DataWorksError {
  const [error] = errorSamples[code];
  if (error === undefined) throw new Error(`there is no sample of ${code}`);
  return error;
}

const told = ({ code, requestId, statusCode, attempts, cause }: DataWorksError) => [
  code,
  requestId,
  statusCode,
  attempts,
  cause,
];

/** Makes whoever is asked fail. */
function failWith(error: Error): void {
  resetLookups();
  jest.spyOn(askedInProcess().bridge(), "ask").mockReturnValue(() => {
    throw error;
  });
}

afterEach(() => resetLookups());

test.each(ERROR_CODES)("the snapshot stands in for %s only if nobody refused", (code) => {
  const error = sampleOf(code);
  failWith(error);
  const { answer } = ask({ onUnavailable: "snapshot" });

  if (STOOD_IN_FOR.includes(code))
    expect(answer()).toMatchObject({ unavailable: error, listing: { source: "snapshot" } });
  else expect(told(failure(answer))).toEqual(told(error));
});

test("a failure names the snapshot as a way out where it has the answer, and only there", () => {
  const accessDenied = sampleOf("AccessDenied");
  failWith(accessDenied);
  const lacking = canonicalQuery({ regionId: "cn-shanghai", projectId: "2044" });
  const said = (...asked: Parameters<typeof ask>) => failure(ask(...asked).answer).message;

  expect(said({})).toBe(`${accessDenied.message}\n  or synthesize from the snapshot: DIJOBS_MODE=locked`);
  expect(said({ mode: "record" })).toBe(said({}));
  expect(said({}, { query: lacking })).toBe(accessDenied.message);
  expect(said({}, { env: snapshotWith("none.json") })).toBe(accessDenied.message);
  expect(said({}, { env: snapshotWith("broken.json", "{") })).toBe(accessDenied.message);
});

test("what was asked in a wrong way is to be corrected, not answered from the snapshot", () => {
  const error = sampleOf("InvalidArgument");
  failWith(error);

  expect(failure(ask({}).answer)).toBe(error);
});

test("a question is asked as the settings say, and as the environment has it", () => {
  resetLookups();
  const asked = jest.spyOn(askedInProcess().bridge(), "ask");
  ask({ endpoint: "http://127.0.0.1:9" }, { env: { DIJOBS_TIMEOUT_MS: "7", DIJOBS_MAX_ATTEMPTS: "1" } });

  const client = { timeoutMs: 7, maxAttempts: 1, listing: "verified", endpoint: "http://127.0.0.1:9" };
  const environment = { ...env, DIJOBS_TIMEOUT_MS: "7", DIJOBS_MAX_ATTEMPTS: "1" };
  expect(asked.mock.calls).toEqual([[recorded.query, { ...client, env: environment }]]);
  resetLookups();
});

test("mode record says how an answer is recorded", () => {
  const recording = { DIJOBS_IGNORE_STATUS: "true", DIJOBS_APP: "orders" };

  expect(ask({ mode: "record" }, { env: recording }).recording).toEqual({
    snapshotPath: env.DIJOBS_SNAPSHOT,
    mode: "record",
    isNew: true,
    app: "orders",
    prune: false,
    ignoreStatus: true,
    forget: [],
    record: "all",
  });
  expect(ask({ mode: "live" }, { env: recording }).recording).toBeUndefined();
  expect(ask({ mode: "locked" }, { env: recording }).recording).toBeUndefined();
});

test("a broken snapshot is told before anything is asked where it is to be written, and explains nothing elsewhere", () => {
  const env = snapshotWith("broken.json", "{");

  expect(failure(() => ask({ mode: "record" }, { env })).code).toBe("SnapshotInvalid");
  expect(ask({ mode: "live" }, { env }).recorded()).toMatchObject({ code: "SnapshotInvalid" });
  expect(ask({ mode: "live" }).recorded()).toMatchObject({ jobs: [{ jobName: "orders" }] });
});

test("what is no fault of the snapshot is no explanation", () => {
  // No system has such a path; it is refused where it is set.
  const settings = { ...resolveSettings(env), snapshotPath: "a\0b" };

  expect(startLookup(recorded.query, settings, env).recorded).toThrow(/null bytes/);
});

test("an endpoint that must not be asked is refused before anything is asked", () => {
  expect(failure(() => ask({}, { env: { DIJOBS_ENDPOINT: "http://dataworks.example.com" } })).code).toBe(
    "InvalidArgument",
  );
});

describe("a name that meant another workspace when it was recorded for who asks", () => {
  const named = canonicalQuery({ regionId: "cn-shanghai", projectName: "orders_prod" });
  const other = lookup([job("8", "orders")], { projectId: "2044", usedBy: uses({ "dev/jobs": ["orders"] }, "b") });
  const here = { ...recorded, usedBy: uses({ "prod/jobs": ["orders"], "dev/jobs": ["orders"] }, "a") };
  const settings = { ...snapshotWith("names.json"), DIJOBS_APP: "a" };

  beforeAll(() =>
    updateSnapshot(settings.DIJOBS_SNAPSHOT, (snapshot) => ({
      ...snapshot,
      workspaces: new Map([["cn-shanghai/orders_prod", "2044"]]),
      lookups: [here, other],
    })),
  );

  const askAs = (construct: string, props: SettingProps, app = "a") =>
    startLookup(named, resolveSettings({ ...env, ...settings, DIJOBS_APP: app }, props), env, construct);

  test("is refused in mode locked", () => {
    expect(failure(askAs("prod/jobs", { mode: "locked" }).answer)).toMatchObject({
      code: "SnapshotLacksQuery",
      message: expect.stringContaining("than when it was recorded for prod/jobs, which was 1967"),
    });
  });

  test("is asked in mode fill, and the snapshot does not stand in for an outage", () => {
    expect(askAs("prod/jobs", { mode: "fill" }).recording).toMatchObject({ isNew: true });
    expect(failure(askAs("prod/jobs", { onUnavailable: "snapshot" }).answer).code).toBe("WorkerFailed");
  });

  test.each([
    ["who was recorded with it", "dev/jobs", "b"],
    ["who is new", "prod/new", "a"],
  ])("is answered to %s", (_, construct, app) => {
    for (const props of [{ mode: "locked" }, { mode: "fill" }, { onUnavailable: "snapshot" }] as const)
      expect(askAs(construct, props, app).answer().listing.jobs).toMatchObject([{ diJobId: "8" }]);
  });
});
