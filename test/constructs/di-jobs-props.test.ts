import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prefetch } from "../../src/constructs/di-jobs-props";
import { askedInProcess } from "../../src/lookup/asked";
import { resetLookups } from "../../src/lookup/reset-lookups";
import { renderSnapshot } from "../../src/snapshot/render";
import { lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const folder = mkdtempSync(join(tmpdir(), "props-"));
const env = { ...process.env };

beforeAll(() => {
  const DIJOBS_SNAPSHOT = join(folder, "dataworks.snapshot.json");
  const earlier = lookup([], { projectId: "1", usedBy: uses({ "prod/jobs": ["*"] }, "orders") });
  writeFileSync(DIJOBS_SNAPSHOT, renderSnapshot(snapshotOf(earlier)));
  const DIJOBS_ENDPOINT = "http://127.0.0.1:9";
  Object.assign(process.env, { DIJOBS_SNAPSHOT, DIJOBS_ENDPOINT, DIJOBS_APP: "orders", DIJOBS_MODE: "live" });
});
beforeEach(() => resetLookups());
afterAll(() => {
  process.env = env;
  rmSync(folder, { recursive: true });
});

test.each([
  [{}, 2],
  [{ endpoint: "http://127.0.0.1:9" }, 1],
  [{ network: "vpc" as const }, 1],
  [{ profile: "mine" }, 1],
])("with %j of its own, a first question starts those of last time, or is asked alone: %i in all", (way, questions) => {
  prefetch([{ regionId: "cn-shanghai", projectId: "9", ...way }]);

  expect(askedInProcess().answers.size).toBe(questions);
});
