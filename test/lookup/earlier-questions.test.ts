import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askedInProcess } from "../../src/lookup/asked";
import { startEarlierQuestions, uselessQuestions } from "../../src/lookup/earlier-questions";
import { startLookup } from "../../src/lookup/lookup";
import { resetLookups } from "../../src/lookup/reset-lookups";
import { resolveSettings } from "../../src/lookup/settings";
import { type AskedQuery, canonicalQuery, describeQuery } from "../../src/model/query";
import { renderSnapshot } from "../../src/snapshot/render";
import { lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const folder = mkdtempSync(join(tmpdir(), "earlier-"));
const RUN = {
  DIJOBS_SNAPSHOT: join(folder, "dataworks.snapshot.json"),
  DIJOBS_APP: "orders",
  DIJOBS_ENDPOINT: "http://127.0.0.1:9",
};
const asking = (workspace: object) => canonicalQuery({ regionId: "cn-shanghai", ...workspace });
const NEW = asking({ projectId: "9" });

beforeAll(() => {
  const recorded = (projectId: string, app: string) =>
    lookup([], { projectId, usedBy: uses({ [`prod/${projectId}`]: ["*"] }, app) });
  const lookups = [recorded("1", "orders"), recorded("2", "orders"), recorded("3", "crm"), recorded("7", "orders")];
  const snapshot = snapshotOf(...lookups, lookup([], { projectId: "8" }));
  const workspaces = new Map([["cn-shanghai/orders_prod", "7"]]);
  writeFileSync(RUN.DIJOBS_SNAPSHOT, renderSnapshot({ ...snapshot, workspaces }));
});
beforeEach(() => resetLookups());
afterAll(() => rmSync(folder, { recursive: true }));

/** The workspaces that are asked about after the first question of an app in some run. */
function started(run: Readonly<Record<string, string>>): string[] {
  const env = { ...RUN, ...run };
  startEarlierQuestions(NEW, resolveSettings(env), env);
  const keys = [...askedInProcess().answers.keys()];
  return ["1", "2", "3", "7", "8"].filter((id) => keys.some((key) => JSON.parse(JSON.parse(key)[0]).includes(id)));
}

describe("the first question of an app", () => {
  test("starts what the snapshot says that this app asked last time, and nothing of others", () => {
    expect(started({})).toEqual(["1", "2"]);
    resetLookups();
    expect(started({ DIJOBS_APP: "crm", DIJOBS_MODE: "record" })).toEqual(["3"]);
  });

  test.each([{ DIJOBS_PREFETCH: "off" }, { DIJOBS_MODE: "locked" }, { DIJOBS_MODE: "fill" }, { DIJOBS_APP: "new" }])(
    "starts nothing with %j",
    (run) => {
      expect(started(run)).toEqual([]);
    },
  );

  test("starts nothing that only a stack asked which is to be forgotten", () => {
    expect(started({ DIJOBS_FORGET: "prod/1", DIJOBS_MODE: "record" })).toEqual(["2"]);
  });

  test("starts nothing where there is no snapshot, or a broken one: it must not stand in the way", () => {
    writeFileSync(join(folder, "broken.json"), "{");

    expect(started({ DIJOBS_SNAPSHOT: join(folder, "none.json") })).toEqual([]);
    expect(started({ DIJOBS_SNAPSHOT: join(folder, "broken.json") })).toEqual([]);
  });

  test("starts nothing, and says so, where something else is wrong", () => {
    const settings = { ...resolveSettings(RUN), snapshotPath: "a\0b" };

    expect(() => startEarlierQuestions(NEW, settings, RUN)).toThrow(/null bytes/);
  });

  test("is the first for each app, identity and place, until everything is forgotten", () => {
    const { answers } = askedInProcess();
    const again = (run: Readonly<Record<string, string>>) => {
      answers.clear();
      return started(run);
    };
    started({});

    expect(again({})).toEqual([]);
    expect(again({ DIJOBS_APP: "crm" })).toEqual(["3"]);
    expect(again({ DIJOBS_APP: "crm", DIJOBS_TIMEOUT_MS: "7" })).toEqual(["3"]);
    expect(again({ ALIBABA_CLOUD_PROFILE: "staging" })).toEqual(["1", "2"]);
    resetLookups();
    expect(askedInProcess().answers).not.toBe(answers);
    expect(started({})).toEqual(["1", "2"]);
  });
});

describe("of what was started", () => {
  /** What was for nothing, of an app that asks some questions; the first starts the others. */
  function uselessAfter(...[first, ...others]: [AskedQuery, ...AskedQuery[]]): string[] {
    const settings = resolveSettings(RUN);
    startLookup(first, settings, RUN);
    startEarlierQuestions(first, settings, RUN);
    for (const other of others) startLookup(other, settings, RUN);
    return uselessQuestions().map(({ query, constructs }) => `${describeQuery(query)} by ${constructs}`);
  }

  test("that is told once which nobody asks this time", () => {
    expect(uselessAfter(NEW)).toEqual(["cn-shanghai/1 by prod/1", "cn-shanghai/2 by prod/2"]);
    expect(uselessQuestions()).toEqual([]);
  });

  test("that was not for nothing which is asked, first or later", () => {
    expect(uselessAfter(asking({ projectId: "2" }))).toEqual(["cn-shanghai/1 by prod/1"]);
    resetLookups();
    expect(uselessAfter(NEW, asking({ projectId: "1" }), asking({ projectId: "2" }))).toEqual([]);
  });

  test("an app that asks by name gets the workspaces by name that the file knows by one", () => {
    const others = [asking({ projectId: "1" }), asking({ projectId: "2" })] as const;

    expect(uselessAfter(asking({ projectName: "crm" }), ...others)).toEqual(["cn-shanghai/orders_prod by prod/7"]);
    resetLookups();
    expect(uselessAfter(asking({ projectName: "crm" }), ...others, asking({ projectName: "orders_prod" }))).toEqual([]);
  });
});
