import { madeRule, ruleSetArgument } from "../../src/checks/arguments";
import { rules } from "../../src/checks/rule-functions";
import { failure } from "../_support/failure";

const naming = { id: "naming", rule: "jobName", with: { pattern: "^x" } };
const acknowledgement = { id: "naming", reason: "known for long", by: "ops", until: "2027-01-31" };

test("a rule set with all that it may have is taken as it is", () => {
  const whole = {
    $schema: "./policy-1.json",
    version: 1,
    timeZone: "Asia/Shanghai",
    longestAcknowledgementDays: 1,
    workspaces: {
      orders: { regionId: "cn-shanghai", projectId: 1967, apiVersion: "2020-05-18", profile: "prod", labels: ["core"] },
      crm: { regionId: "cn-beijing", projectName: "crm" },
    },
    discover: [{ regionId: "cn-hangzhou", profile: "test", labels: [], apiVersion: "2024-05-18", names: "^di_" }],
    drift: { ignore: [] },
    rules: [
      { ...naming, severity: "warning", help: "https://wiki.example.com", workspaces: ["orders"] },
      { id: "some", rule: "uniqueNames", jobs: { jobName: ["orders", /^o/, { pattern: "^o" }] } },
      { id: "one", rule: "uniqueNames", jobs: { jobName: { pattern: "^o" }, diJobId: 7 } },
      rules.custom({ id: "own", checkListing: () => undefined }),
      {
        ...rules.uniqueNames({ jobs: { jobName: "x" }, statusMaxAge: "1h" }),
        about: "workspace",
        workspaces: ["orders"],
      },
    ],
    acknowledge: [{ ...acknowledgement, workspace: "orders", job: { jobName: "orders" } }],
  };

  expect(ruleSetArgument(whole)).toBe(whole);
  expect(() => ruleSetArgument({ ...whole, discover: whole.discover[0] })).not.toThrow();
});

test.each<[object, string]>([
  [{ version: 2 }, "version cannot be '2'\n  this release reads version 1"],
  [{ $schema: 5 }, "$schema cannot be '5'\n  pass a text"],
  [{ timeZone: 8 }, "timeZone cannot be '8'\n  pass a text"],
  [{ timeZone: "CST+8" }, "timeZone cannot be 'CST+8'\n  use a name such as UTC or Asia/Shanghai"],
  ...[0, -1, 1.5, "30"].map((days): [object, string] => [
    { longestAcknowledgementDays: days },
    `longestAcknowledgementDays cannot be '${days}'\n  use a whole number of days`,
  ]),
  [{ workspaces: { a: { regionId: "cn-shanghai", project: 1 } } }, "workspaces.a has no 'project'"],
  [{ workspaces: { a: { projectId: 1 } } }, "workspaces.a.regionId is missing"],
  [{ workspaces: { a: { regionId: "cn-x", projectId: "x" } } }, "workspaces.a.projectId cannot be 'x'"],
  [{ workspaces: { a: { regionId: "cn-x", projectName: 5 } } }, "workspaces.a.projectName"],
  [{ workspaces: { a: { regionId: "cn-x", projectId: 1, apiVersion: "1" } } }, "workspaces.a.apiVersion"],
  [{ workspaces: { a: { regionId: "cn-x", projectId: 1, profile: 1 } } }, "workspaces.a.profile"],
  [{ workspaces: { a: { regionId: "cn-x", projectId: 1, labels: "core" } } }, "workspaces.a.labels"],
  [{ discover: { region: "cn-x" } }, "discover has no 'region'"],
  [{ discover: [{ regionId: "cn-x" }, { regionId: 5 }] }, "discover[1].regionId cannot be '5'"],
  [{ discover: { regionId: "cn-x", profile: 1 } }, "discover.profile"],
  [{ discover: { regionId: "cn-x", labels: [1] } }, "discover.labels[0]"],
  [{ discover: { regionId: "cn-x", apiVersion: "1" } }, "discover.apiVersion"],
  [{ discover: { regionId: "cn-x", names: "(" } }, "discover.names cannot be '('"],
  [{ drift: { ignored: [] } }, "drift has no 'ignored'"],
  [{ drift: { ignore: {} } }, "drift.ignore cannot be"],
  [{ rules: naming }, "rules cannot be"],
  [{ rules: [{ ...naming, id: " " }] }, "rules[0].id cannot be ' '\n  name the rule for its readers"],
  [{ rules: [{ ...naming, rule: 5 }] }, "rules[0].rule cannot be '5'"],
  [{ rules: [{ ...naming, with: "x" }] }, "rules[0].with cannot be 'x'"],
  [{ rules: [{ ...naming, severity: "fatal" }] }, "rules[0].severity cannot be 'fatal'\n  use one of error, warning"],
  [{ rules: [{ ...naming, help: 5 }] }, "rules[0].help cannot be '5'"],
  [{ rules: [{ ...naming, workspaces: "orders" }] }, "rules[0].workspaces cannot be 'orders'\n  pass a list"],
  [{ rules: [{ ...naming, workspaces: [] }] }, "rules[0].workspaces cannot be an empty list\n  name at least one"],
  [{ rules: [{ ...rules.uniqueNames(), workspaces: [] }] }, "rules[0].workspaces cannot be an empty list"],
  [{ rules: [{ ...naming, levle: "x" }] }, "rules[0] has no 'levle'"],
  [{ rules: [{ ...naming, jobs: { jobName: null } }] }, "jobName cannot be"],
  [{ rules: [{ ...naming, jobs: { jobName: 5 } }] }, "jobName cannot be '5'"],
  [{ rules: [{ ...naming, jobs: { jobName: { pattern: 5 } } }] }, "jobName.pattern cannot be '5'"],
  [{ rules: [{ ...naming, jobs: { jobName: { pattern: "x", flags: "i" } } }] }, "jobName has no 'flags'"],
  [{ rules: [{ ...naming, jobs: { name: "x" } }] }, "has no 'name'"],
  [{ rules: [null] }, "rules[0] cannot be"],
  [{ rules: ["uniqueNames"] }, "rules[0] cannot be 'uniqueNames'"],
  [{ rules: [rules.uniqueNames] }, "call the function of the rule: rules.uniqueNames()"],
  [
    { rules: [{ ...rules.uniqueNames(), kind: "odd" }] },
    "rules[0].kind cannot be 'odd'\n  use one of dataSourceTypes, ",
  ],
  [
    { rules: [{ ...rules.uniqueNames(), about: "jobs" }] },
    "rules[0].about cannot be 'jobs'\n  use one of answer, workspace",
  ],
  [{ rules: [{ ...rules.uniqueNames(), statusMaxAge: 5 }] }, "rules[0].statusMaxAge cannot be '5'"],
  [{ rules: [{ ...rules.uniqueNames(), odd: 1 }] }, "rules[0] has no 'odd'"],
  [{ acknowledge: [{ ...acknowledgement, workspace: 5 }] }, "acknowledge[0].workspace cannot be '5'"],
  [{ acknowledge: [{ ...acknowledgement, untill: "2027-01-31" }] }, "acknowledge[0] has no 'untill'"],
  [{ acknowledge: acknowledgement }, "acknowledge cannot be"],
  [{ rules: [] }, "rules cannot be an empty list\n  write at least one rule, as rules: [{"],
  [{ rule: [] }, "applyRules has no 'rule'"],
])("%j is refused by name, with the repair", (parts, words) => {
  const { code, message } = failure(() => ruleSetArgument({ version: 1, rules: [naming], ...parts }));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain(words);
});

test.each<[unknown, string]>([
  [rules.uniqueNames, "call the function of the rule: rules.uniqueNames()"],
  ["uniqueNames", "make it by one of the rules: rules.uniqueNames()"],
  [null, "make it by one of the rules: rules.uniqueNames()"],
  [undefined, "make it by one of the rules: rules.uniqueNames()"],
  [{ check: true }, "make it by one of the rules: rules.uniqueNames()"],
])("what is easily taken for a rule is told from one (%#)", (value, words) => {
  const { code, message } = failure(() => madeRule(value, "rule"));

  expect(code).toBe("InvalidArgument");
  expect(message).toMatch(/^rule /);
  expect(message).toContain(words);
});

test("a rule that a function made is one", () => {
  const rule = rules.jobName({ pattern: "x" });

  expect(madeRule(rule, "rule")).toBe(rule);
});
