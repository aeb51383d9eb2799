import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parsePolicy, readPolicy } from "../../../src/cli/policy/policy";
import { failure } from "../../_support/failure";

const parse = (text: string) => parsePolicy("p.yaml", Buffer.from(text));

const policyWith = (rule: string) => `version: 1\nrules:\n  - id: a\n${rule.replace(/^/gm, "    ")}\n`;

const ignoring = (kind: string) =>
  `version: 1\nrules: [{ id: a, rule: uniqueNames }]\ndrift:\n  ignore:\n    - kind: ${kind}
      reason: expected for a while\n      by: me\n      until: 2027-01-31\n`;

/** A policy of two workspaces. */
const aliased = (one: string, other: string) => `version: 1\nworkspaces:
  ${one}: { regionId: cn-shanghai, projectId: 1967 }\n  ${other}: { regionId: cn-shanghai, projectId: 1968 }
rules: [{ id: a, rule: uniqueNames }]\n`;

test("ids keep every digit, quoted or not", () => {
  const { ruleSet } = parse(`
version: 1
workspaces:
  plain: { regionId: cn-shanghai, projectId: 1967 }
  beyond: { regionId: cn-shanghai, projectId: 9007199254740993123 }
  quoted: { regionId: cn-shanghai, projectId: "2044" }
rules: [{ id: 42, rule: knownValues, jobs: { diJobId: [9007199254740993, 16626] } }]
`);

  expect(Object.values(ruleSet.workspaces ?? {}).map(({ projectId }) => projectId)).toEqual([
    "1967",
    "9007199254740993123",
    "2044",
  ]);
  expect(ruleSet.rules[0]).toMatchObject({ id: "42", jobs: { diJobId: ["9007199254740993", "16626"] } });
});

test("names that YAML could take for numbers, dates or octal ones are read as they are written", () => {
  const { ruleSet } = parse(
    policyWith("rule: jobExists\nwith: { names: [007, 1e5, 0x1F, 1.50, 2024-05-18, 12_000, yes, .inf] }"),
  );

  expect(ruleSet.rules[0]).toMatchObject({
    with: { names: ["007", "1e5", "0x1F", "1.50", "2024-05-18", "12_000", "yes", ".inf"] },
  });
});

test("a last day and an API version stay texts without quotes", () => {
  const { ruleSet } = parse(`
version: 1
workspaces: { w: { regionId: cn-shanghai, projectId: 1967, apiVersion: 2024-05-18 } }
rules: [{ id: a, rule: uniqueNames }]
acknowledge: [{ id: a, reason: long known to us, by: me, until: 2027-01-31 }]
`);

  expect(ruleSet.workspaces?.w?.apiVersion).toBe("2024-05-18");
  expect(ruleSet.acknowledge?.[0]?.until).toBe("2027-01-31");
});

test("JSON is read by the same rules, with its own escapes", () => {
  const { ruleSet } = parse(
    '{\n\t"$schema": "./policy-1.json",\n\t"version": 1,\n\t"rules": [{"id": "\\ud83d\\ude00\\/", "rule": "uniqueNames"}]\n}',
  );

  expect(ruleSet).toEqual({ version: 1, rules: [{ id: "😀/", rule: "uniqueNames" }] });
});

test("the hash is that of the file's bytes", () => {
  const bytes = readFileSync("examples/pipelines/dijobs.policy.yaml");

  expect(readPolicy("examples/pipelines/dijobs.policy.yaml").sha256).toBe(
    createHash("sha256").update(bytes).digest("hex"),
  );
});

test("an anchor may stand for a list that several rules share", () => {
  const { ruleSet } = parse(`
version: 1
rules:
  - { id: a, rule: jobExists, with: { names: &names [x, y] } }
  - { id: b, rule: jobStatus, jobs: { jobName: *names }, with: { allowed: Running } }
`);

  expect(ruleSet.rules[1]).toMatchObject({ jobs: { jobName: ["x", "y"] } });
});

test("a key whose value was commented out counts as left out", () => {
  expect(parse(`${policyWith("rule: uniqueNames")}acknowledge:\n  # - id: a\n`).ruleSet.acknowledge).toBeUndefined();
});

test.each([
  ["version: 2\nrules: [{ id: a, rule: uniqueNames }]", "p.yaml:1:10, version", "it cannot be '2'"],
  [policyWith("rule: jobNam\nwith: { pattern: x }"), "p.yaml:4:11, rules[0].rule", "did you mean 'jobName'?"],
  [policyWith("rule: uniqueNames\nsevrity: error"), "p.yaml:5:5, rules[0].sevrity", "did you mean 'severity'?"],
  [policyWith("rule: uniqueNames\nseverity: eror"), "p.yaml:5:15, rules[0].severity", "did you mean 'error'?"],
  [ignoring("removd"), "p.yaml:5:13, drift.ignore[0].kind", "did you mean 'removed'?"],
  [ignoring("[added, removd]"), "p.yaml:5:21, drift.ignore[0].kind[1]", "did you mean 'removed'?"],
  [ignoring("gone"), "p.yaml:5:13, drift.ignore[0].kind", "write one of moved, added, removed"],
  [
    policyWith("rule: jobStatus\nwith:\n  allowed: [Running, ~]"),
    "p.yaml:6:26, rules[0].with.allowed[1]",
    "write a text",
  ],
  [
    policyWith("rule: jobStatus\nwith:\n  allowed: [Running, Stoped]"),
    "p.yaml:6:26, rules[0].with.allowed[1]: it cannot be 'Stoped'",
    "did you mean 'Stopped'?",
  ],
  [
    policyWith("rule: jobStatus\nwith: { allowed: Runing }"),
    "p.yaml:5:22, rules[0].with.allowed: it cannot be 'Runing'",
    "did you mean 'Running'?",
  ],
  [
    policyWith("rule: migrationType\nwith: { allowed: [Ful] }"),
    "p.yaml:5:23, rules[0].with.allowed[0]: it cannot be 'Ful'",
    "did you mean 'Full'?",
  ],
  [
    policyWith("rule: uniqueNames\njobs: { jobStatus: [Failed, Runing] }"),
    "p.yaml:5:33, rules[0].jobs.jobStatus[1]: it cannot be 'Runing'",
    "did you mean 'Running'?",
  ],
  [policyWith("rule: jobCount\nwith: { min: 1.5 }"), "p.yaml:5:18, rules[0].with.min", "write a whole number"],
  [policyWith("rule: jobCount\nwith: { min: 3, max: 2 }"), "p.yaml:3:5, rules[0] 'a'", "not greater than max"],
  [policyWith("rule: jobName\nwith: { pattern: '(' }"), "p.yaml:3:5, rules[0] 'a'", "Unterminated group"],
  [policyWith("rule: jobExists"), "p.yaml:3:5, rules[0].with", "it is missing"],
  [policyWith("rule: uniqueNames\nworkspaces: [nowhere]"), "p.yaml:5:18", "there is no workspace 'nowhere'"],
  ["version: 1\nrules: []", "p.yaml:2:8, rules", "at least one rule"],
  ["version: 1\nversion: 1", "p.yaml:2:1", "Map keys must be unique"],
  [aliased("7", '"7"'), "p.yaml:4:3", "the key '7' stands there twice"],
  [aliased("prod", "__proto__"), "p.yaml:4:3", "'__proto__' cannot be a key"],
  ["version: 1\nrules: !foo []", "p.yaml:2:8", "Unresolved tag"],
  ["version: 1\n---\nversion: 1", "p.yaml:2:1", "a second document begins"],
  ["a: &a [*a]", "p.yaml:1:8", "stands for nothing, or for itself"],
  ["a: *b", "p.yaml:1:4", "stands for nothing"],
  ["? [a]\n: b", "p.yaml:1:1", "a key that is no text"],
  ["", "p.yaml:1:1", "it is missing"],
  ["- 1", "p.yaml:1:1", "write keys with their values"],
  [`${"[".repeat(20_000)}`, "p.yaml:1:33", "nested more than 32 deep"],
  [`${"- ".repeat(20_000)}`, "p.yaml:1:", "nested more than 32 deep"],
])("%j is refused where it is wrong, with the repair", (text, place, words) => {
  const { code, message } = failure(() => parse(text));

  expect(code).toBe("PolicyInvalid");
  expect(message).toContain(place);
  expect(message).toContain(words);
});

test("a status that is none yet is allowed, unless it looks like a slip", () => {
  const { ruleSet } = parse(policyWith("rule: jobStatus\nwith: { allowed: [Running, Suspended] }"));

  expect(ruleSet.rules[0]).toMatchObject({ with: { allowed: ["Running", "Suspended"] } });
});

test("everything that has a wrong form is named at once", () => {
  const { message } = failure(() => parse("version: 3\nrulez: []\ntimeZone: 7\n"));

  for (const place of ["p.yaml:1:10", "p.yaml:2:1", "p.yaml:3:11"]) expect(message).toContain(place);
});

test("a slip in the name of a rule hides no other one in it", () => {
  const { message } = failure(() =>
    parse("version: 1\nrules:\n  - { id: a, rule: jobStats, severty: error, with: { allowed: Runing } }\n"),
  );

  expect(message.match(/(?<=p\.yaml:3:\d+, )[^:]+/g)).toEqual([
    "rules[0].rule",
    "rules[0].with.allowed",
    "rules[0].severty",
  ]);
});

test("everything that does not fit together is named at once, also within a rule", () => {
  const { message } = failure(() =>
    parse(`
version: 1
rules:
  - { id: a, rule: jobName, with: { pattern: "(" }, workspaces: [nowhere, cn-shanghai/1967, there] }
  - { id: a, rule: uniqueNames }
  - { id: b, rule: jobCount, with: { min: 2, max: 1 } }
discover: [{ regionId: cn-shanghai }, { regionId: nowhere }]
acknowledge: [{ id: c, reason: known since long ago, by: ops, until: 2027-01-31 }]
drift: { ignore: [{ workspace: gone, reason: known since long ago, by: ops, until: 2027-01-31 }] }
`),
  );

  expect(message.match(/(?<=^ *the rule set is wrong at p\.yaml:\d+:\d+, )[^:]+/gm)).toEqual([
    "rules[0] 'a'",
    "rules[0] 'a'.workspaces",
    "rules[0] 'a'.workspaces",
    "rules[1] 'a'",
    "rules[2] 'b'",
    "acknowledge[0] 'c'",
    "drift.ignore[0].workspace",
    "discover 1",
  ]);
});

test("a few lines of aliases of aliases do not fill the memory", () => {
  const bomb = Array.from(
    { length: 30 },
    (_, at) => `a${at}: &a${at} [${at === 0 ? "x" : `*a${at - 1}, *a${at - 1}`}]`,
  );

  expect(failure(() => parse(bomb.join("\n"))).message).toMatch(/more than .* (aliases|values)/);
});

test("bytes that are no UTF-8, and a file that is not there, are refused by name", () => {
  expect(failure(() => parsePolicy("p.yaml", Buffer.from([0xff, 0xfe, 0x00])))).toMatchObject({
    code: "PolicyInvalid",
  });
  expect(failure(() => readPolicy("no/such.yaml")).message).toContain("the policy 'no/such.yaml' cannot be read");
});

test("a workspace may have a profile and labels, which the shape of both is checked for", () => {
  const { ruleSet, profiles } = parse(`
version: 1
workspaces:
  a: { regionId: cn-shanghai, projectId: 1967, profile: prod, labels: [prod, orders] }
  b: { regionId: cn-shanghai, projectId: 1968 }
rules: [{ id: a, rule: uniqueNames }]
`);

  expect(ruleSet.workspaces?.a).toMatchObject({ profile: "prod", labels: ["prod", "orders"] });
  expect([...profiles]).toEqual([["cn-shanghai/1967", "prod"]]);
  const wrong = failure(() =>
    parse(
      "version: 1\nworkspaces:\n  a: { regionId: cn-shanghai, projectId: 1967, profil: x, labels: [a b] }\nrules: [{ id: a, rule: uniqueNames }]\n",
    ),
  );
  expect(wrong.message).toContain("did you mean 'profile'?");
  expect(wrong.message).toContain("a label has letters, digits");
});

test.each([
  [
    "rules: []",
    "rules: it cannot be an empty list",
    "write at least one rule, as rules: [{ id: unique, rule: uniqueNames }]",
  ],
  ["rules: {}", "rules: it cannot be an object", "write at least one rule"],
  ["rules: [uniqueNames]", "rules[0]: it cannot be 'uniqueNames'", "write every rule with an id"],
  ["ruels: [{ id: a, rule: uniqueNames }]", "ruels: the key is not known", "did you mean 'rules'?"],
  ["rules: [{ id: a, ruel: uniqueNames }]", "rules[0].ruel: the key is not known", "did you mean 'rule'?"],
  [
    "rules: [{ id: a, rule: jobName, with: { patern: x } }]",
    "rules[0].with.patern: the key",
    "did you mean 'pattern'?",
  ],
  [
    "rules: [{ id: a, rule: jobName, pattern: x }]",
    "rules[0].pattern: the key",
    "write it below with: with: { pattern: … }",
  ],
  [
    "rules: [{ id: a, rule: uniqueNames, jobs: { jobName: { patern: x } } }]",
    "rules[0].jobs.jobName.patern: the key",
    "did you mean 'pattern'?",
  ],
  [
    "rules: [{ id: a, rule: jobExists, with: { names: [] } }]",
    "an empty list",
    "write a text, or a list of at least one",
  ],
  ...["abc", "0", "-1", "1.5", "01967", "cn-shanghai/1967"].map((id) => [
    `workspaces: { a: { regionId: cn-shanghai, projectId: ${id} } }\nrules: [{ id: a, rule: uniqueNames }]`,
    `projectId: it cannot be '${id}'`,
    "write the digits of an id",
  ]),
  [
    "workspaces: [a]\nrules: [{ id: a, rule: uniqueNames }]",
    "workspaces: it cannot be a list",
    "write keys with their values",
  ],
])("%s is answered with one sentence that helps", (text, what, repair) => {
  const { message, problems } = failure(() => parse(`version: 1\n${text}\n`));

  expect(problems).toHaveLength(1);
  expect(message).toContain(what);
  expect(message).toContain(repair);
});

test("two mistyped keys of one place are each answered with their own", () => {
  const { message } = failure(() =>
    parse("version: 1\nrules: [{ id: a, rule: uniqueNames, severty: error, hepl: x }]"),
  );

  expect(message).toContain("did you mean 'severity'?");
  expect(message).toContain("did you mean 'help'?");
});
