import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { bindNames, idsOf } from "../../src/checks/bind-names";
import { checkRuleSet } from "../../src/checks/checked-rule-set";
import { evaluate } from "../../src/checks/evaluate";
import { rules } from "../../src/checks/rule-functions";
import type { RuleSet } from "../../src/checks/rule-set";
import type { Listing } from "../../src/model/listing";
import { inShort, job, listing, NOW } from "../_support/jobs";

const policy: RuleSet = {
  version: 1,
  timeZone: "Asia/Shanghai",
  workspaces: {
    "orders-prod": { regionId: "cn-shanghai", projectId: "1967" },
    "crm-prod": { regionId: "cn-beijing", projectId: 2044, apiVersion: "2024-05-18" },
  },
  rules: [
    {
      id: "required-order-jobs",
      rule: "jobExists",
      workspaces: ["orders-prod"],
      with: { names: ["orders_to_holo"] },
      help: "https://wiki.example.com/di#required",
    },
    { id: "running", rule: "jobStatus", with: { allowed: ["Running"], statusMaxAge: "24h" } },
    {
      id: "naming",
      rule: "jobName",
      jobs: { jobName: { pattern: "^[A-Z]" } },
      with: { pattern: "^[a-z]+$" },
      severity: "warning",
    },
    { id: "unique", rule: "uniqueNames" },
  ],
  acknowledge: [
    {
      id: "naming",
      workspace: "crm-prod",
      job: { diJobId: "16633" },
      reason: "legacy name, renamed with the cut-over",
      by: "data-platform@example.com",
      until: "2027-01-31",
    },
  ],
};
const beijing = listing([job({ regionId: "cn-beijing", projectId: "2044", diJobId: "16633", jobName: "CRM" })], {
  query: { apiVersion: "2024-05-18", regionId: "cn-beijing", projectId: "2044" },
});

/** What constructs and `dijobs check` do with a rule set. */
function evaluateRuleSet(ruleSet: RuleSet, run: { readonly listings: readonly Listing[]; readonly now: Date }) {
  return evaluate({ ...bindNames(checkRuleSet(ruleSet), idsOf(run.listings)), ...run });
}

test("a rule set judges each workspace by the rules that are meant for it", () => {
  const results = evaluateRuleSet(policy, { listings: [listing([job()]), beijing], now: NOW });

  expect(results.map(({ alias, ruleId, outcome }) => `${alias} ${ruleId} ${outcome}`)).toEqual([
    "crm-prod running pass",
    "crm-prod naming acknowledged",
    "crm-prod unique pass",
    "orders-prod required-order-jobs pass",
    "orders-prod running pass",
    "orders-prod naming pass",
    "orders-prod unique pass",
  ]);
});

test("an acknowledgement of one workspace is not unused when only the other was checked", () => {
  const results = evaluateRuleSet(policy, { listings: [listing([job()])], now: NOW });

  expect(results.filter(({ kind }) => kind.startsWith("acknowledgement"))).toEqual([]);
});

test("a rule of a rule set is about the whole workspace, of which a query may ask a part", () => {
  const part = listing([], { query: { ...listing([]).query, jobNameLike: "crm" } });

  const results = evaluateRuleSet(policy, { listings: [part], now: NOW });

  expect(inShort(results)).toContain("unchecked jobExists cn-shanghai/1967 partOfWorkspace");
});

test("a rule made in TypeScript may stand among the definitions", () => {
  const noTests = rules.custom({ id: "no-tests", checkJob: () => "no" });

  const results = evaluateRuleSet({ version: 1, rules: [noTests] }, { listings: [listing([job()])], now: NOW });

  expect(inShort(results)).toEqual(["fail custom orders_to_holo"]);
});

test("a rule may name a workspace without an alias", () => {
  const rule = { id: "unique", rule: "uniqueNames", workspaces: ["cn-hangzhou/5"] } as const;

  expect(checkRuleSet({ version: 1, rules: [rule] }).rules[0]?.workspaces).toEqual(["cn-hangzhou/5"]);
});

describe("a rule set that makes no sense is refused with the place", () => {
  const [required, running] = policy.rules;
  const [acknowledgement] = policy.acknowledge ?? [];
  const expected = { kind: "removed", reason: "moved to another workspace", by: "ops", until: "2027-01-31" };

  test.each<[string, object]>([
    ["version: '2' is not known", { version: 2 }],
    ["timeZone: timeZone cannot be 'CST+8'", { timeZone: "CST+8" }],
    ["workspaces.x: regionId is missing", { workspaces: { x: { projectId: "1" } } }],
    ["workspaces.x: projectId cannot be '0'", { workspaces: { x: { regionId: "cn-beijing", projectId: 0 } } }],
    ["workspaces.a/b: an alias", { workspaces: { "a/b": { regionId: "cn-beijing", projectId: 2 } } }],
    [
      "workspaces.copy: 'orders-prod' is cn-shanghai/1967 too",
      { workspaces: { ...policy.workspaces, copy: { regionId: "cn-shanghai", projectId: 1967 } } },
    ],
    ["did you mean 'jobStatus'?", { rules: [{ ...running, rule: "jobstatus" }] }],
    ["there is no rule 'constructor'", { rules: [{ ...running, rule: "constructor" }] }],
    ["rules[1] 'running': rules[0] has the same id", { rules: [running, running], acknowledge: [] }],
    ["rules[0] 'running': allowed is missing", { rules: [{ id: "running", rule: "jobStatus" }] }],
    ["rules[0] 'running': rule jobStatus has no 'alowed'", { rules: [{ ...running, with: { alowed: [] } }] }],
    ["rules[0] 'running': a job filter has no 'name'", { rules: [{ ...running, jobs: { name: "x" } }] }],
    ["rules[0] 'running': pattern cannot be '('", { rules: [{ ...running, jobs: { jobName: { pattern: "(" } } }] }],
    [
      ".workspaces: there is no workspace 'order-prod'\n  did you mean 'orders-prod'?",
      { rules: [{ ...required, workspaces: ["order-prod"] }] },
    ],
    ["acknowledge[0] 'namng': no rule has the id 'namng'", { acknowledge: [{ ...acknowledgement, id: "namng" }] }],
    ["discover: names cannot be '('", { discover: { regionId: "cn-shanghai", names: "(" } }],
    [
      "discover 1: names cannot be '(?=a)'",
      { discover: [{ regionId: "cn-shanghai" }, { regionId: "cn-beijing", names: "(?=a)" }] },
    ],
    ["discover: regionId cannot be 'shanghai'", { discover: { regionId: "shanghai" } }],
    [
      "workspaces.copy: 'orders-prod' is cn-shanghai/1967 too, with another profile",
      { workspaces: { ...policy.workspaces, copy: { regionId: "cn-shanghai", projectId: 1967, profile: "x" } } },
    ],
    [
      "rules[0] 'running'.workspaces: there is no workspace 'crm'\n  use orders-prod, crm-prod",
      { rules: [{ ...running, workspaces: ["crm"] }], acknowledge: [] },
    ],
    ["version: '2' is not known\n  this release reads version 1", { version: 2 }],
    [
      "workspaces.a/b: an alias cannot have a slash\n  it would read as <regionId>/<projectId>",
      { workspaces: { "a/b": { regionId: "cn-beijing", projectId: 2 } } },
    ],
    ["has the same id\n  give every rule an id of its own", { rules: [running, running], acknowledge: [] }],
    [
      "is cn-shanghai/1967 too\n  keep one alias for it",
      { workspaces: { ...policy.workspaces, copy: { regionId: "cn-shanghai", projectId: 1967 } } },
    ],
    [
      "too, with another profile\n  keep the one whose profile is a member",
      { workspaces: { ...policy.workspaces, copy: { regionId: "cn-shanghai", projectId: 1967, profile: "x" } } },
    ],
    [
      "rules[0] 'running'.workspaces: workspace cannot be 'shanghai/1'",
      { rules: [{ ...running, workspaces: ["shanghai/1"] }], acknowledge: [] },
    ],
    [
      "acknowledge[0] 'naming'.workspace: there is no workspace 'crm'\n  use orders-prod, crm-prod",
      { acknowledge: [{ ...acknowledgement, workspace: "crm" }] },
    ],
    [
      "drift.ignore[0].workspace: there is no workspace 'crm'\n  use orders-prod, crm-prod",
      { drift: { ignore: [{ ...expected, workspace: "crm" }] } },
    ],
    ["drift.ignore[1]: reason cannot be 'later'", { drift: { ignore: [expected, { ...expected, reason: "later" }] } }],
    [".workspace: there is no workspace 'crm'", { acknowledge: [{ ...acknowledgement, workspace: "crm" }] }],
    ["acknowledge[0] 'naming': reason", { acknowledge: [{ ...acknowledgement, reason: "later" }] }],
  ])("%s", (words, parts) => {
    expect(() => checkRuleSet({ ...policy, ...parts } as RuleSet)).toThrow(
      expect.objectContaining({ code: "PolicyInvalid", message: expect.stringContaining(words) }),
    );
  });
});

test("a place may be said otherwise, by keys and indexes from the outside in", () => {
  const [required] = policy.rules;
  const placeOf = (parts: object) => {
    const places: { path: readonly (string | number)[]; line: string }[] = [];
    try {
      checkRuleSet({ ...policy, ...parts } as RuleSet, (path, words) => {
        const line = `line of ${words}`;
        places.push({ path, line });
        return line;
      });
    } catch (error) {
      const said = /wrong at (.*?): /.exec(String(error))?.[1];
      return [places.filter(({ line }) => line === said).at(-1)?.path, said];
    }
    return [];
  };

  expect(placeOf({ version: 2 })).toEqual([["version"], "line of version"]);
  expect(placeOf({ timeZone: "x" })).toEqual([["timeZone"], "line of timeZone"]);
  expect(placeOf({ workspaces: { "a/b": { regionId: "cn-x", projectId: 1 } } })).toEqual([
    ["workspaces", "a/b"],
    "line of workspaces.a/b",
  ]);
  expect(placeOf({ discover: { regionId: "x" } })).toEqual([["discover"], "line of discover"]);
  expect(placeOf({ discover: [{ regionId: "x" }] })).toEqual([["discover", 0], "line of discover 0"]);
  expect(placeOf({ rules: [{ ...required, rule: "x" }] })).toEqual([
    ["rules", 0],
    "line of rules[0] 'required-order-jobs'",
  ]);
  expect(placeOf({ rules: [{ ...required, workspaces: ["orders-prod", "x"] }] })).toEqual([
    ["rules", 0, "workspaces", 1],
    "line of rules[0] 'required-order-jobs'.workspaces",
  ]);
  expect(placeOf({ acknowledge: [{ id: "x" }] })).toEqual([["acknowledge", 0], "line of acknowledge[0] 'x'"]);
  expect(placeOf({ acknowledge: [{ id: "naming", workspace: "x" }] })).toEqual([
    ["acknowledge", 0, "workspace"],
    "line of acknowledge[0] 'naming'.workspace",
  ]);
  expect(placeOf({ drift: { ignore: [{ workspace: "x" }] } })).toEqual([
    ["drift", "ignore", 0, "workspace"],
    "line of drift.ignore[0].workspace",
  ]);
  expect(placeOf({ drift: { ignore: [{}] } })).toEqual([["drift", "ignore", 0], "line of drift.ignore[0]"]);
});

test("what drift is expected is about the workspace that its alias means, about a typed one, or about all", () => {
  const expected = { kind: "removed", reason: "moved to another workspace", by: "ops", until: "2027-01-31" } as const;
  const ignore = [{ ...expected, workspace: "crm-prod" }, { ...expected, workspace: "cn-hangzhou/5" }, expected];

  expect(checkRuleSet({ ...policy, drift: { ignore } }).driftIgnores).toEqual([
    { ...expected, workspace: "cn-beijing/2044" },
    { ...expected, workspace: "cn-hangzhou/5" },
    expected,
  ]);
});

test("a rule set without more than rules has the clock of UTC, and nothing else", () => {
  expect(checkRuleSet({ version: 1, rules: [] })).toEqual({
    rules: [],
    acknowledgements: [],
    timeZone: "UTC",
    aliases: new Map(),
    driftIgnores: [],
  });
  expect(checkRuleSet({ ...policy, longestAcknowledgementDays: 30 })).toMatchObject({
    timeZone: "Asia/Shanghai",
    longestAcknowledgementDays: 30,
  });
});

test("the policy in the documentation is a rule set", () => {
  const page = readFileSync(join(__dirname, "../../docs/rules.md"), "utf8");
  const [, yaml = ""] = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(page) ?? [];

  const { rules: made, acknowledgements } = checkRuleSet(parse(yaml));

  expect(made.map(({ id }) => id)).toEqual(["required-order-jobs", "required-jobs-run", "naming"]);
  expect(acknowledgements).toMatchObject([{ workspace: "cn-beijing/2044", until: "2027-01-31" }]);
});

describe("a workspace that is named", () => {
  const named = {
    version: 1,
    workspaces: { orders: { regionId: "cn-shanghai", projectName: "orders_prod" } },
    rules: [
      { id: "here", rule: "uniqueNames", workspaces: ["cn-shanghai/orders_prod"] },
      { id: "alias", rule: "uniqueNames", workspaces: ["orders"] },
      { id: "elsewhere", rule: "uniqueNames", workspaces: ["cn-shanghai/other"] },
      { id: "naming", rule: "jobName", with: { pattern: "^x" } },
    ],
    acknowledge: [
      {
        id: "naming",
        workspace: "cn-shanghai/orders_prod",
        reason: "known for long",
        by: "me",
        until: "2027-01-01",
      },
    ],
  } satisfies RuleSet;

  test("is the one that was asked by the name, for rules, acknowledgements and aliases", () => {
    const listings = [listing([job()], { projectName: "orders_prod" })];

    const results = evaluateRuleSet(named, { listings, now: NOW });

    expect(results.map(({ ruleId, outcome, alias }) => [ruleId, outcome, alias])).toEqual([
      ["here", "pass", "orders"],
      ["alias", "pass", "orders"],
      ["naming", "acknowledged", "orders"],
    ]);
  });

  test("is the one that has its id, for differences that are expected", () => {
    const expected = { kind: "added", reason: "known for long", by: "me", until: "2027-01-01" } as const;
    const ignore = ["cn-shanghai/orders_prod", "cn-shanghai/other", undefined].map((workspace) => ({
      ...expected,
      workspace,
    }));
    const ids = new Map([["cn-shanghai/orders_prod", "cn-shanghai/1967"]]);

    const { driftIgnores } = bindNames(checkRuleSet({ ...named, drift: { ignore } }), ids);

    expect(driftIgnores.map(({ workspace }) => workspace)).toEqual([
      "cn-shanghai/1967",
      "cn-shanghai/other",
      undefined,
    ]);
  });

  test.each([
    ["'orders' is cn-shanghai/orders_prod too\n", undefined],
    [
      "'orders' is cn-shanghai/orders_prod too, in another account: that of the run and that of 'crm'\n" +
        "  write the projectId of one of the two, so that the name means the other",
      "crm",
    ],
  ])("and is refused where it stands twice: %s", (words, profile) => {
    const workspaces = { ...named.workspaces, copy: { ...named.workspaces.orders, profile } };

    expect(() => checkRuleSet({ ...named, workspaces })).toThrow(
      expect.objectContaining({ code: "PolicyInvalid", message: expect.stringContaining(words) }),
    );
  });

  test("has a name or an id, and not both or none", () => {
    const workspaces = (parts: object) => ({ x: { regionId: "cn-shanghai", ...parts } });

    for (const parts of [{}, { projectId: 1, projectName: "a" }])
      expect(() => checkRuleSet({ ...named, workspaces: workspaces(parts) })).toThrow("workspaces.x: project");
  });
});
