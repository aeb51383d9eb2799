import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { appName, defaultSnapshotPath, scriptFolder } from "../../src/lookup/project-folder";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "project-"));
  mkdirSync(join(root, "apps/orders"), { recursive: true });
  mkdirSync(join(root, "shared"));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const named = (snapshot: string, folder: string) => appName({ snapshotPath: join(root, snapshot) }, join(root, folder));

describe("an app is called", () => {
  test("by its folder as seen from the snapshot, in the way of POSIX", () => {
    expect(named("apps/orders/dataworks.snapshot.json", "apps/orders")).toBe(".");
    expect(named("dataworks.snapshot.json", "apps/orders")).toBe("apps/orders");
    expect(named("shared/dataworks.snapshot.json", "apps/orders")).toBe("../apps/orders");
    expect(named("apps/orders/snapshots/dev.json", "apps/orders")).toBe("..");
    expect(named("missing/dataworks.snapshot.json", "apps/orders")).toBe("../apps/orders");
  });

  test("the same through symbolic links: those of the snapshot, and of its own folder", () => {
    writeFileSync(join(root, "shared/dataworks.snapshot.json"), "");
    symlinkSync("../../shared/dataworks.snapshot.json", join(root, "apps/orders/dataworks.snapshot.json"));
    symlinkSync("apps/orders", join(root, "link"));

    expect(named("apps/orders/dataworks.snapshot.json", "apps/orders")).toBe("../apps/orders");
    expect(named("apps/orders/dataworks.snapshot.json", "link")).toBe("../apps/orders");
  });

  test("by its own name where the way from the snapshot would be one of this machine only", () => {
    expect(appName({ snapshotPath: "/nowhere/dataworks.snapshot.json" }, root)).toBe(basename(root));
  });

  test("the same, however the file system composes its characters", () => {
    mkdirSync(join(root, "apps/cafe\u0301"));

    expect(named("dataworks.snapshot.json", "apps/cafe\u0301")).toBe("apps/caf\u00e9");
  });

  test("as DIJOBS_APP says, whatever that is", () => {
    expect(appName({ app: "__proto__", snapshotPath: join(root, "a.json") }, root)).toBe("__proto__");
  });
});

test("the app of a script is the one above it, and an installed program belongs to none", () => {
  writeFileSync(join(root, "cdktf.json"), "{}");
  writeFileSync(join(root, "apps/orders/cdktf.json"), "{}");

  expect(scriptFolder(join(root, "apps/orders/src/main.ts"))).toBe(join(root, "apps/orders"));
  expect(scriptFolder(join(root, "scripts/main.ts"))).toBe(root);
  expect(scriptFolder(join(root, "node_modules/cdktf-dataworks-di-jobs/dist/cli/program.js"))).toBeUndefined();
  expect(scriptFolder(__filename)).toBeUndefined();
  expect(scriptFolder(join(root, "apps/orders"))).toBe(join(root, "apps/orders"));
  expect(scriptFolder(undefined)).toBeUndefined();
});

test("the app of a script is found behind links: those of workspaces into node_modules, and of programs out of them", () => {
  const main = join(root, "apps/orders/main.mjs");
  writeFileSync(main, "");
  writeFileSync(join(root, "cdktf.json"), "{}");
  writeFileSync(join(root, "apps/orders/cdktf.json"), "{}");
  mkdirSync(join(root, "node_modules/tool"), { recursive: true });
  writeFileSync(join(root, "node_modules/tool/cli.js"), "");
  symlinkSync(join(root, "apps/orders"), join(root, "node_modules/orders"));
  symlinkSync(join(root, "node_modules/tool/cli.js"), join(root, "tool"));

  expect(scriptFolder(join(root, "node_modules/orders/main.mjs"))).toBe(join(root, "apps/orders"));
  expect(scriptFolder(join(root, "tool"))).toBeUndefined();
});

describe("the snapshot stands, and the app is that", () => {
  const [node = "", ...rest] = process.argv;
  afterEach(() => {
    process.argv = [node, ...rest];
  });

  /** Where both are with this script, in this folder. */
  function found(script: string | undefined, folder: string): [snapshotPath: string, app: string] {
    process.argv = script === undefined ? [node] : [node, script];
    jest.spyOn(process, "cwd").mockReturnValue(folder);
    return [defaultSnapshotPath(), appName({ snapshotPath: join(root, "dataworks.snapshot.json") })];
  }

  test("of the script, wherever it was started; else above the folder of the process; else in it", () => {
    writeFileSync(join(root, "apps/cdktf.json"), "{}");
    const orders = join(root, "apps/orders");

    expect(found(join(orders, "main.mjs"), "/")).toEqual([join(root, "apps/dataworks.snapshot.json"), "apps"]);
    expect(found(undefined, orders)).toEqual([join(root, "apps/dataworks.snapshot.json"), "apps"]);
    expect(found(join(root, "node_modules/jest/bin/jest.js"), orders)).toEqual(found(undefined, orders));
    expect(found(undefined, join(root, "shared"))).toEqual([join(root, "shared/dataworks.snapshot.json"), "shared"]);
  });
});
