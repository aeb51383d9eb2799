import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLookup } from "../../src/lookup/lookup";
import { resolveSettings, type SettingProps } from "../../src/lookup/settings";
import type { Environment } from "../../src/model/environment";
import { canonicalQuery, type DiJobsQuery } from "../../src/model/query";
import { updateSnapshot } from "../../src/snapshot/file";
import { failure } from "../_support/failure";
import { job, lookup } from "../_support/lookups";

const folder = mkdtempSync(join(tmpdir(), "lookup-"));
const env = { DIJOBS_SNAPSHOT: join(folder, "dataworks.snapshot.json"), DIJOBS_ENDPOINT: "http://127.0.0.1:9" };
const recorded = lookup([job("7", "orders")]);

beforeAll(() => updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, lookups: [recorded] })));
afterAll(() => rmSync(folder, { recursive: true }));

/** Asks a thread that fails: beside the sources there are no compiled ones that it could run. */
function ask(props: SettingProps, more: { query?: DiJobsQuery; env?: Environment } = {}) {
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
      message: expect.stringContaining("cn-shanghai/2044"),
    });
    expect(failure(ask({ mode: "locked" }, { env: snapshotWith("none.json") }).answer).code).toBe("SnapshotMissing");
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

test("an endpoint that must not be asked is refused before anything is asked", () => {
  expect(failure(() => ask({}, { env: { DIJOBS_ENDPOINT: "http://dataworks.example.com" } })).code).toBe(
    "InvalidArgument",
  );
});
