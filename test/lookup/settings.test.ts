import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingsSetting, projectFolder, queryDefaults, resolveSettings } from "../../src/lookup/settings";
import { failure } from "../_support/failure";

test("the environment wins over the program, the program over the context, the context over the default", () => {
  const context = { mode: "record" };

  expect(resolveSettings({ DIJOBS_MODE: "locked" }, { mode: "live" }, context).mode).toBe("locked");
  expect(resolveSettings({}, { mode: "live" }, context).mode).toBe("live");
  expect(resolveSettings({}, {}, context).mode).toBe("record");
  expect(resolveSettings({}).mode).toBe("live");
});

test("without anything said, the defaults are those of the documentation", () => {
  expect(resolveSettings({})).toMatchObject({
    mode: "live",
    onUnavailable: "fail",
    timeoutMs: 30_000,
    maxAttempts: 4,
  });
});

test("an empty variable says nothing", () => {
  expect(resolveSettings({ DIJOBS_MODE: "" }, { mode: "locked" }).mode).toBe("locked");
});

test.each([
  ["DIJOBS_MODE", "offline", "live, record, locked"],
  ["DIJOBS_ON_UNAVAILABLE", "ignore", "fail, snapshot"],
  ["DIJOBS_TIMEOUT_MS", "30s", "whole number"],
  ["DIJOBS_TIMEOUT_MS", "0", "whole number"],
  ["DIJOBS_TIMEOUT_MS", "2147483648", "from 1 to 2147483647"],
  ["DIJOBS_MAX_ATTEMPTS", "1.5", "whole number"],
  ["DIJOBS_CALLS_PER_SECOND", "-1", "whole number"],
])("%s=%s is refused by name with what it may be", (name, value, repair) => {
  const error = failure(() => resolveSettings({ [name]: value }));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(`${name} cannot be '${value}'`);
  expect(error.message).toContain(repair);
});

test("findings are errors unless the environment or the context says otherwise", () => {
  expect(findingsSetting({})).toBe("error");
  expect(findingsSetting({}, { findings: "warn" })).toBe("warn");
  expect(findingsSetting({ DIJOBS_FINDINGS: "error" }, { findings: "warn" })).toBe("error");
  expect(failure(() => findingsSetting({ DIJOBS_FINDINGS: "ignore" })).message).toContain("error, warn");
});

test("a wrong value in the context is named where it stands", () => {
  expect(failure(() => resolveSettings({}, {}, { mode: "off" })).message).toContain(
    "context dijobs.mode cannot be 'off'",
  );
});

test.each(["modus", "constructor"])(
  "the context does not know %s, which is refused, so that a typing error is seen",
  (name) => {
    expect(failure(() => resolveSettings({}, {}, { [name]: "locked" })).message).toContain(
      `context dijobs has no '${name}'`,
    );
  },
);

test("a network that is neither public nor vpc is refused, instead of asking the public endpoint", () => {
  const props = { network: "intranet" } as object;

  expect(failure(() => resolveSettings({}, props)).message).toMatch(
    /network cannot be 'intranet'\n +use one of public, vpc/,
  );
});

test("the region comes from either tool's variable, Alibaba Cloud's own first", () => {
  expect(queryDefaults({ ALICLOUD_REGION: "cn-beijing" }).regionId).toBe("cn-beijing");
  expect(queryDefaults({ ALICLOUD_REGION: "cn-beijing", ALIBABA_CLOUD_REGION_ID: "cn-shanghai" }).regionId).toBe(
    "cn-shanghai",
  );
});

describe("the snapshot", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "settings-")));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("stands beside the nearest cdktf.json", () => {
    mkdirSync(join(folder, "a", "b"), { recursive: true });
    writeFileSync(join(folder, "cdktf.json"), "{}");

    expect(projectFolder(join(folder, "a", "b"))).toBe(folder);
  });

  test("stands where DIJOBS_SNAPSHOT says", () => {
    expect(resolveSettings({ DIJOBS_SNAPSHOT: join(folder, "x.json") }).snapshotPath).toBe(join(folder, "x.json"));
  });
});
