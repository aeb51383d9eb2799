import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diagnoseApps } from "../../../src/cli/doctor/apps";
import { lookup, snapshotOf } from "../../_support/lookups";
import { uses } from "../../_support/uses";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apps-"));
  mkdirSync(join(folder, "apps/orders"), { recursive: true });
  mkdirSync(join(folder, "shared"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const diagnosed = (path: string, ...apps: readonly string[]) => {
  const usedBy = apps.flatMap((app) => uses({ "prod/jobs": ["orders"] }, app));
  return diagnoseApps(snapshotOf(lookup([], { usedBy })), join(folder, path));
};

test("an app whose folder is not there is told, with the command that takes it out", () => {
  expect(diagnosed("dataworks.snapshot.json", "apps/orders", "apps/it's gone", "apps/old")).toEqual([
    {
      subject: "apps",
      state: "note",
      says: "the snapshot names 2 apps by a folder that is not there: 'apps/it's gone', 'apps/old'",
      repair: [
        "unless DIJOBS_APP calls them so, take them out:",
        "DIJOBS_APP='apps/it'\\''s gone' npx --no-install dijobs refresh --no-app --forget '*'",
        "DIJOBS_APP=apps/old npx --no-install dijobs refresh --no-app --forget '*'",
      ].join("\n"),
    },
  ]);
});

test("nothing is told of apps that are there, seen from the file itself, or that may have a name of their own", () => {
  writeFileSync(join(folder, "shared/dataworks.snapshot.json"), "");
  symlinkSync("shared/dataworks.snapshot.json", join(folder, "link.json"));

  expect(diagnosed("dataworks.snapshot.json", "apps/orders", ".", "", "orders-prod")).toEqual([]);
  expect(diagnosed("link.json", "../apps/orders")).toEqual([]);
});
