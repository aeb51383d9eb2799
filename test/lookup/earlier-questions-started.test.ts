import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askedInProcess } from "../../src/lookup/asked";
import { startEarlierQuestions } from "../../src/lookup/earlier-questions";
import { resetLookups } from "../../src/lookup/reset-lookups";
import { resolveSettings } from "../../src/lookup/settings";
import { canonicalQuery } from "../../src/model/query";
import { updateSnapshot } from "../../src/snapshot/file";
import { job, lookup } from "../_support/lookups";
import { uses } from "../_support/uses";

const folder = mkdtempSync(join(tmpdir(), "earlier-"));
const snapshotPath = join(folder, "dataworks.snapshot.json");
const asking = (jobNameLike: string, app: string) =>
  lookup([], { jobNameLike, usedBy: uses({ "prod/jobs": ["*"] }, app) });
const FIRST = canonicalQuery({ regionId: "cn-shanghai", projectId: 1 });
const orders = asking("orders", "orders");
const named = lookup([job("1", "a", { projectId: "7" })], {
  projectId: "7",
  usedBy: uses({ "prod/a": ["*"] }, "orders"),
});

beforeAll(() =>
  updateSnapshot(snapshotPath, (snapshot) => ({
    ...snapshot,
    workspaces: new Map([["cn-shanghai/orders_prod", "7"]]),
    lookups: [orders, asking("crm", "crm"), lookup([], { jobNameLike: "nobody" }), named],
  })),
);
beforeEach(() => resetLookups());
afterAll(() => rmSync(folder, { recursive: true }));

/** What is on its way after the first lookup of an app, by its filter. */
function started(...runs: Readonly<Record<string, string>>[]): string[] {
  for (const run of runs) {
    const env = { DIJOBS_SNAPSHOT: snapshotPath, DIJOBS_APP: "orders", DIJOBS_ENDPOINT: "http://127.0.0.1:9", ...run };
    startEarlierQuestions(FIRST, resolveSettings(env), env);
  }
  return [...askedInProcess().answers.keys()].flatMap((key) => /orders|crm|nobody|"7"/.exec(key) ?? key);
}

test("what the snapshot says that this app asked last time is on its way at once, and nothing of others", () => {
  expect(started({})).toEqual(["orders"]);
  resetLookups();
  expect(started({ DIJOBS_APP: "crm", DIJOBS_MODE: "record" })).toEqual(["crm"]);
});

test.each([{ DIJOBS_PREFETCH: "off" }, { DIJOBS_MODE: "locked" }, { DIJOBS_MODE: "fill" }, { DIJOBS_APP: "new" }])(
  "nothing is with %j",
  (env) => {
    expect(started(env)).toEqual([]);
  },
);

test("nothing is where there is no snapshot, or a broken one: it must not stand in the way", () => {
  writeFileSync(join(folder, "broken.json"), "{");

  expect(
    started({ DIJOBS_SNAPSHOT: join(folder, "none.json") }, { DIJOBS_SNAPSHOT: join(folder, "broken.json") }),
  ).toEqual([]);
});

test("the file is looked at once for each app, identity and place, until everything is forgotten", () => {
  const { answers } = askedInProcess();
  const again = (env: Readonly<Record<string, string>>) => {
    answers.clear();
    return started(env);
  };
  started({});

  expect(again({})).toEqual([]);
  expect(again({ DIJOBS_APP: "crm" })).toEqual(["crm"]);
  expect(again({ DIJOBS_APP: "crm", DIJOBS_TIMEOUT_MS: "7" })).toEqual(["crm"]);
  expect(again({ ALIBABA_CLOUD_PROFILE: "staging" })).toEqual(["orders"]);
  resetLookups();
  expect(askedInProcess().answers).not.toBe(answers);
  expect(started({})).toEqual(["orders"]);
});
