import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APP_ENVIRONMENT, ASKING_ENVIRONMENT } from "../../src/cli/commands/help";
import { projectFolder } from "../../src/lookup/project-folder";
import { settingsIn, settingValue } from "../../src/lookup/setting";
import {
  findingsSetting,
  queryDefaults,
  remarkableSettings,
  resolveSettings,
  SETTING_FORMS,
  settingVariables,
} from "../../src/lookup/settings";
import { SETTINGS } from "../../src/lookup/settings-table";
import { failure } from "../_support/failure";
import { pages } from "../_support/pages";

test("the environment wins over the program, the program over the context, the context over the default", () => {
  const context = { mode: "record" };

  expect(resolveSettings({ DIJOBS_MODE: "locked" }, { mode: "live" }, context).mode).toBe("locked");
  expect(resolveSettings({}, { mode: "live" }, context).mode).toBe("live");
  expect(resolveSettings({}, {}, context).mode).toBe("record");
  expect(resolveSettings({}).mode).toBe("live");
});

test("without anything said, the defaults are those of the documentation", () => {
  expect(resolveSettings({})).toEqual({
    mode: "live",
    onUnavailable: "fail",
    prefetch: "snapshot",
    findings: "error",
    snapshotPath: join(process.cwd(), "dataworks.snapshot.json"),
    recording: { record: "all", prune: false, ignoreStatus: false, forget: [] },
    client: { timeoutMs: 30_000, maxAttempts: 4, listing: "verified" },
  });
});

/** For each setting that has a variable a value as the environment gives it, and as it counts. */
const SAMPLES: Record<Exclude<keyof typeof SETTINGS, "network" | "profile">, [given: string, value: unknown]> = {
  mode: ["locked", "locked"],
  onUnavailable: ["snapshot", "snapshot"],
  snapshot: ["/srv/jobs.json", "/srv/jobs.json"],
  app: ["apps/orders", "apps/orders"],
  prefetch: ["off", "off"],
  findings: ["warn", "warn"],
  record: ["used", "used"],
  prune: ["true", true],
  forget: ["preview-*,old", ["preview-*", "old"]],
  ignoreStatus: ["true", true],
  endpoint: ["dataworks.example.com", "dataworks.example.com"],
  timeoutMs: ["7", 7],
  maxAttempts: ["7", 7],
  callsPerSecond: ["7", 7],
  listing: ["once", "once"],
  apiVersion: ["2024-05-18", "2024-05-18"],
};

describe.each(Object.entries(SAMPLES))("%s", (name, [given, value]) => {
  const { variable } = SETTINGS[name as keyof typeof SAMPLES];
  const valueIn = (...[env, context]: [Record<string, string>, object?]) => {
    const { recording, client, snapshotPath: snapshot, ...run } = resolveSettings(env, {}, { ...context });
    return Object.entries({ ...run, snapshot, ...recording, ...client, ...queryDefaults(env, { ...context }) }).find(
      ([key]) => key === name,
    )?.[1];
  };

  test("is read from the environment, and from the context, as text or as JSON has it", () => {
    expect(valueIn({ [variable]: given })).toEqual(value);
    expect(valueIn({}, { [name]: given })).toEqual(value);
    expect(valueIn({}, { [name]: value })).toEqual(value);
    expect(valueIn({})).not.toEqual(value);
  });

  test("counts from the environment, whatever the context says", () => {
    expect(valueIn({ [variable]: given }, { [name]: {} })).toEqual(value);
  });

  test("is refused in the context by its key when it is of another form", () => {
    expect(failure(() => valueIn({}, { [name]: {} })).message).toContain(`context dijobs.${name} cannot be an object`);
  });

  test("becomes the variable again for a process that is started", () => {
    expect(settingVariables({ [name]: value })).toEqual({ [variable]: given });
  });
});

test("what is not set sets no variable", () => {
  expect(settingVariables({ prune: undefined, profile: "staging" })).toEqual({});
});

test.each([
  ["DIJOBS_MODE", "locked", "apps ask nothing, the snapshot answers"],
  ["DIJOBS_MODE", "record", "apps write the snapshot"],
  ["DIJOBS_MODE", "fill", "the snapshot answers apps, which ask what it lacks, and write that into it"],
  ["DIJOBS_ON_UNAVAILABLE", "snapshot", "the snapshot answers when the API cannot"],
  ["DIJOBS_PREFETCH", "off", "apps start no question before it is asked"],
  ["DIJOBS_FINDINGS", "warn", "failed checks do not fail a synth"],
  ["DIJOBS_RECORD", "used", "recording keeps only the jobs that are asked for by name"],
  ["DIJOBS_PRUNE", "true", "recording drops what nobody asks any more"],
  ["DIJOBS_IGNORE_STATUS", "true", "recording leaves answers alone of which only statuses changed"],
  ["DIJOBS_LISTING", "once", "listings of several pages are read once, and not proved"],
])("%s=%s is not as usual, which is told with its meaning, wherever it was set", (variable, value, meaning) => {
  const name = settingsIn(SETTINGS).find(([, setting]) => setting.variable === variable)?.[0] ?? "";

  expect(remarkableSettings({ [variable]: value })).toEqual([{ variable, value, meaning }]);
  expect(remarkableSettings({}, { [name]: value })).toEqual([{ variable, value, meaning }]);
});

test("what is as usual, or a matter of taste, is not told", () => {
  expect(remarkableSettings({})).toEqual([]);
  expect(remarkableSettings({ DIJOBS_TIMEOUT_MS: "7", DIJOBS_MODE: "live" }, { prune: false })).toEqual([]);
});

test("the page of the command line has the words of each setting", () => {
  expect(pages().find(({ path }) => path === "docs/cli.md")?.text).toContain(ASKING_ENVIRONMENT);
});

test("whoever runs an app is told what only apps read, too", () => {
  const asking = ASKING_ENVIRONMENT.split("\n");

  expect(APP_ENVIRONMENT.split("\n").filter((line) => !asking.includes(line))).toEqual([
    "  DIJOBS_MODE                where answers come from: live, record, fill or locked (live)",
    "  DIJOBS_ON_UNAVAILABLE      what to do when the API cannot answer: fail, or snapshot (fail)",
    "  DIJOBS_PREFETCH            what the first lookup of an app starts, too: snapshot, what it asked last time, or off (snapshot)",
    "  DIJOBS_FINDINGS            what failed checks of severity error are: error, or warn (error)",
    "  DIJOBS_RECORD              used: where only single jobs were asked for, record only them, in mode record (all)",
    "  DIJOBS_PRUNE               true: drop what nobody asks any more, in mode record (false)",
    "  DIJOBS_FORGET              stacks of the app that are gone, in mode record: their paths, * for any text, commas between",
    "  DIJOBS_IGNORE_STATUS       true: leave an answer alone of which only statuses changed (false)",
  ]);
});

test.each([true, [7], null])("a number in the context that is %j is none", (timeoutMs) => {
  expect(failure(() => resolveSettings({}, {}, { timeoutMs })).message).toContain("context dijobs.timeoutMs cannot be");
});

test("what has no variable counts in no context", () => {
  const sources = { env: { undefined: "vpc" }, context: { network: "vpc", mode: "locked" } };

  expect(settingValue("network", SETTINGS.network, sources)).toBeUndefined();
  expect(settingValue("mode", SETTINGS.mode, sources)).toBe("locked");
});

test("what is on in the context is turned off by the environment", () => {
  expect(resolveSettings({ DIJOBS_PRUNE: "false" }, {}, { prune: true }).recording.prune).toBe(false);
});

test("a program may say where, as whom and from where to answer, and nothing of what a whole run does", () => {
  expect(Object.keys(SETTING_FORMS).sort()).toEqual(["endpoint", "mode", "network", "onUnavailable", "profile"]);
});

test.each([
  ["DIJOBS_FORGET", "preview-*, ,old", "DIJOBS_FORGET[1] cannot be ''\n  write a name, or leave it out"],
  ["DIJOBS_PRUNE", "yes", "DIJOBS_PRUNE cannot be 'yes'\n  use true or false"],
  ["DIJOBS_MAX_ATTEMPTS", "0", `DIJOBS_MAX_ATTEMPTS cannot be '0'\n  use a whole number from 1 to ${2 ** 53 - 1}`],
])("%s='%s' is refused in full", (name, value, message) => {
  expect(failure(() => resolveSettings({ [name]: value })).message).toBe(message);
});

test.each([" orders", "orders\n", "or\tders", "\u00a0orders"])(
  "an app is not called %j, which would only look like the name of another",
  (app) => {
    expect(failure(() => resolveSettings({ DIJOBS_APP: app })).message).toContain("without control characters");
  },
);

test("an app has one name, however its characters are composed", () => {
  expect(resolveSettings({ DIJOBS_APP: "cafe\u0301" }).app).toBe("caf\u00e9");
});

test("an app must have a name, where it is given one in the context", () => {
  expect(failure(() => resolveSettings({}, {}, { app: "" })).message).toBe(
    "context dijobs.app cannot be ''\n  write a name, or leave it out",
  );
});

test("a path that no system has is refused by its key", () => {
  const error = failure(() => resolveSettings({}, {}, { snapshot: "a\0b.json" }));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toMatch(/snapshot cannot be 'a\\u\{0\}b\.json'\n {2}write a path$/);
});

test("the snapshot stands where the context says, as seen from where the process runs", () => {
  expect(resolveSettings({}, {}, { snapshot: "x.json" }).snapshotPath).toBe(join(process.cwd(), "x.json"));
});

test("an empty variable says nothing", () => {
  expect(resolveSettings({ DIJOBS_MODE: "" }, { mode: "locked" }).mode).toBe("locked");
});

test.each([
  ["DIJOBS_MODE", "offline", "live, record, fill, locked"],
  ["DIJOBS_ON_UNAVAILABLE", "ignore", "fail, snapshot"],
  ["DIJOBS_TIMEOUT_MS", "30s", "whole number"],
  ["DIJOBS_TIMEOUT_MS", "0", "whole number"],
  ["DIJOBS_TIMEOUT_MS", "2147483648", "from 1 to 2147483647"],
  ["DIJOBS_MAX_ATTEMPTS", "1.5", "whole number"],
  ["DIJOBS_CALLS_PER_SECOND", "-1", "whole number"],
  ["DIJOBS_PRUNE", "yes", "true or false"],
  ["DIJOBS_API_VERSION", "2020", "2020-05-18, 2024-05-18"],
  ["DIJOBS_LISTING", "twice", "verified, once"],
])("%s=%s is refused by name with what it may be", (name, value, repair) => {
  const error = failure(() => [resolveSettings({ [name]: value }), queryDefaults({ [name]: value })]);

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

test("a key of the context that is mistyped is told with the nearest, and with all that it takes", () => {
  expect(failure(() => resolveSettings({}, {}, { modes: "off" })).problems[0].repairs).toEqual([
    "did you mean 'mode'?",
    `it takes ${Object.keys(SAMPLES).join(", ")}`,
  ]);
});

test.each(["modus", "constructor"])(
  "the context does not know %s, which is refused, so that a typing error is seen",
  (name) => {
    expect(failure(() => resolveSettings({}, {}, { [name]: "locked" })).message).toContain(
      `context dijobs has no '${name}'`,
    );
  },
);

test.each([
  ["DIJOBS_MOD", "DIJOBS_MODE"],
  ["DIJOBS_TIMEOUT", "DIJOBS_TIMEOUT_MS"],
  ["DIJOBS_ENDPOINTS", "DIJOBS_ENDPOINT"],
  ["DIJOBS_SNAPHSOT", "DIJOBS_SNAPSHOT"],
])("a variable %s, which nothing reads, is refused instead of passed over", (variable, meant) => {
  const error = failure(() => resolveSettings({ [variable]: "locked" }));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toBe(
    `there is no setting ${variable}\n  did you mean ${meant}?\n  else unset it, or give it another name`,
  );
});

test.each([{ DIJOBS_ROLE_ARN: "acs:ram::1:role/di" }, { DIJOBS_MOD: "" }, { MY_DIJOBS_MOD: "locked" }])(
  "%j is nobody's slip",
  (env) => {
    expect(resolveSettings(env).mode).toBe("live");
  },
);

test("a network that is neither public nor vpc is refused, instead of asking the public endpoint", () => {
  const props = { network: "intranet" } as object;

  expect(failure(() => resolveSettings({}, props)).message).toMatch(
    /network cannot be 'intranet'\n +use one of public, vpc/,
  );
});

test("a program says as whom and over which network to ask, and a context does not", () => {
  const given = { profile: "staging", network: "vpc" } as const;

  expect(resolveSettings({}, given).client).toMatchObject(given);
  for (const [name, value] of Object.entries(given))
    expect(failure(() => resolveSettings({}, {}, { [name]: value })).message).toContain(`has no '${name}'`);
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

test("no file of the package reads a variable past the table", () => {
  const src = join(__dirname, "../../src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));

  expect(files.filter((path) => /\benv\b\W{1,3}DIJOBS_/.test(readFileSync(join(src, path), "utf8")))).toEqual([]);
});
