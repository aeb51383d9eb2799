import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEarlierQuestions, uselessQuestions } from "../../src/lookup/earlier-questions";
import { startLookup } from "../../src/lookup/lookup";
import { resetLookups } from "../../src/lookup/reset-lookups";
import { resolveSettings } from "../../src/lookup/settings";
import { type AskedQuery, canonicalQuery, describeQuery } from "../../src/model/query";
import { renderSnapshot } from "../../src/snapshot/render";
import { lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const folder = mkdtempSync(join(tmpdir(), "earlier-"));
const env = {
  DIJOBS_SNAPSHOT: join(folder, "dataworks.snapshot.json"),
  DIJOBS_APP: "app",
  DIJOBS_ENDPOINT: "http://127.0.0.1:9",
};
const query = (props: object) => canonicalQuery({ regionId: "cn-shanghai", ...props });

beforeAll(() => {
  const recorded = ["1", "2", "3"].map((projectId) =>
    lookup([], { projectId, usedBy: uses({ [`prod/${projectId}`]: ["*"] }, projectId === "3" ? "other" : "app") }),
  );
  const named = lookup([], { projectId: "4", usedBy: uses({ "prod/named": ["*"] }, "app") });
  const workspaces = new Map([["cn-shanghai/orders_prod", "4"]]);
  writeFileSync(env.DIJOBS_SNAPSHOT, renderSnapshot({ ...snapshotOf(...recorded, named), workspaces }));
});

beforeEach(() => resetLookups());
afterAll(() => rmSync(folder, { recursive: true }));

/** What was started and not asked, by an app that asks some questions; the first starts the others. */
function uselessAfter(...[first, ...others]: [AskedQuery, ...AskedQuery[]]): string[] {
  const settings = resolveSettings(env);
  startLookup(first, settings, env);
  startEarlierQuestions(first, settings, env);
  for (const other of others) startLookup(other, settings, env);
  return uselessQuestions().map(({ query, constructs }) => `${describeQuery(query)} by ${constructs}`);
}

test("what nobody asks this time is told once, and what another app asks was not started", () => {
  expect(uselessAfter(query({ projectId: "9" }))).toEqual(["cn-shanghai/1 by prod/1", "cn-shanghai/2 by prod/2"]);
  expect(uselessQuestions()).toEqual([]);
});

test("what is asked, first or later, was not for nothing", () => {
  expect(uselessAfter(query({ projectId: "2" }))).toEqual(["cn-shanghai/1 by prod/1"]);
  resetLookups();
  expect(uselessAfter(query({ projectId: "9" }), query({ projectId: "1" }), query({ projectId: "2" }))).toEqual([]);
});

test("an app that asks by name starts the workspaces by name that the file knows by one", () => {
  const others = [query({ projectId: "1" }), query({ projectId: "2" })] as const;

  expect(uselessAfter(query({ projectName: "crm" }), ...others)).toEqual(["cn-shanghai/orders_prod by prod/named"]);
  resetLookups();
  expect(uselessAfter(query({ projectName: "crm" }), ...others, query({ projectName: "orders_prod" }))).toEqual([]);
});
