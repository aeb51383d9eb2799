import { readFileSync } from "node:fs";
import { join } from "node:path";
import { literal } from "../../src/text/literal";
import { type Extension, extend } from "../_support/extension";
import { ported } from "../_support/framework";
import { root } from "../_support/process";
import { flawsOfRulesPage } from "../_support/rules-page";

const RULE_USE = `
import { type RuleResult, type RuleSet, rules } from "./index";
export const owner = (result: RuleResult): string | undefined =>
  result.outcome === "fail" && result.kind === "ownerKnown" ? result.args.owner : undefined;
export const made = rules.ownerKnown({ owners: "ops" });
export const set: RuleSet = { version: 1, rules: [{ id: "o", rule: "ownerKnown", with: { owners: ["ops"] } }] };
// @ts-expect-error: the compiler knows what a finding of this kind tells.
export const wrong = (result: RuleResult) => result.outcome === "fail" && result.kind === "ownerKnown" && result.args.ownr;
// @ts-expect-error: and which arguments the rule has.
export const mistyped = () => rules.ownerKnown({ owner: "ops" });
`;

describe("a rule added as docs/extending.md says", () => {
  let extension: Extension;

  beforeAll(() => {
    extension = extend(["A rule"], RULE_USE);
  });

  afterAll(() => extension.remove());

  test("takes one file, and a line in a list", () => {
    expect(extension.changed).toEqual(["checks/rules.ts", "checks/rules/owner-known.ts"]);
  });

  test("compiles, and its results are typed for those who narrow their kind", () => {
    expect(extension.complaints).toBe("");
  });

  test("stands in policies, is judged, and says its findings in a sentence", () => {
    const said = extension.run(`
      const { parsePolicy } = load("cli/policy/policy");
      const { evaluate } = load("checks/evaluate");
      const { describeResult } = load("checks/describe");
      const { describeKind } = load("checks/describe-kind");
      const policyWith = (text) => parsePolicy("p.yaml", Buffer.from("version: 1\\nrules:\\n  - id: owned\\n    rule: " + text));
      const job = (diJobId, owner) => ({ diJobId, jobName: "job" + diJobId, owner });
      const query = { apiVersion: "2024-05-18", regionId: "cn-shanghai", projectId: "1967" };
      const listing = { query, jobs: [job("1", "ops"), job("2", "someone")], source: "live", observedAt: "2026-11-23T12:00:00Z" };
      const { checked } = policyWith("ownerKnown\\n    with: { owners: [ops, 7] }");
      const results = evaluate({ ...checked, listings: [listing], now: new Date() });
      const refusal = (text) => { try { policyWith(text); } catch (error) { return error.message; } };
      console.log(JSON.stringify({
        about: describeKind("ownerKnown"),
        outcomes: results.map(({ outcome, kind }) => outcome + " " + kind),
        sentence: describeResult(results[1]),
        mistyped: refusal("ownerKnown\\n    with: { owner: ops }"),
        missing: refusal("ownerKnown"),
        near: refusal("ownerKnwn"),
      }));
    `);

    expect(said).toEqual({
      about: "every job has a known owner",
      outcomes: ["pass ownerKnown", "fail ownerKnown"],
      sentence: "'job2' (2) belongs to 'someone', not to 'ops', '7': hand it over, or add the owner",
      mistyped: expect.stringContaining("did you mean 'owners'?"),
      missing: expect.stringContaining("rules[0].with: it is missing"),
      near: expect.stringContaining("did you mean 'ownerKnown'?"),
    });
  });

  test("stands in the published schema with its arguments", () => {
    const schema = extension.run(`
      load("cli/schemas").publishedSchemas().then((schemas) => {
        const { properties } = JSON.parse(schemas["schema/policy-1.json"]);
        console.log(JSON.stringify(properties.rules.items.oneOf.find(({ properties }) => properties.rule.const === "ownerKnown")));
      });
    `);

    expect(schema).toMatchObject({
      properties: {
        rule: { description: "every job has a known owner" },
        with: { required: ["owners"], properties: { owners: { description: "Those who may own a job." } } },
      },
      required: ["id", "rule", "with"],
    });
  });

  test("is missed in the documentation until it has a heading", () => {
    const page = readFileSync(join(root, "docs/rules.md"), "utf8");
    const kinds = extension.run(`
      console.log(JSON.stringify(Object.values(load("checks/finding").findingKinds)));
    `) as { kind: string; arguments?: object }[];
    const others = [
      ...page.slice(page.indexOf("### workspaceVanished"), page.indexOf("## Why")).matchAll(/^### (\w+)$/gm),
      ...page.slice(page.indexOf("## Why")).matchAll(/^### (\w+)$/gm),
    ].map(([, heading = ""]) => heading);
    const section = [
      "### ownerKnown",
      "- `owners`: those who may own a job.",
      '- Example: `rules.ownerKnown({ owners: "ops" })`',
      "- Repair: hand it over.",
    ];

    expect(flawsOfRulesPage(page, kinds, others)).toEqual([
      "ownerKnown has no heading",
      "ownerKnown lacks `owners",
      "ownerKnown lacks - Repair: ",
      "ownerKnown lacks rules.ownerKnown(",
    ]);
    expect(flawsOfRulesPage(`${section.join("\n\n")}\n${page}`, kinds, others)).toEqual([]);
  });
});

const MODEL_USE = `
import { DiJobs, type StackDiJob } from "./index";
type Stack = ConstructorParameters<typeof DiJobs>[0];
export const ask = (stack: Stack) => new DiJobs(stack, "jobs", { projectId: 1, jobStatus: "Failed" });
export const groupOf = (job: StackDiJob): string | undefined => job.resourceGroup;
`;

/** What a stack gets in `test/fixtures/extended.js`. */
interface Got {
  readonly names: readonly string[];
  readonly map: Readonly<Record<string, object>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What that program finds out. */
interface Found {
  readonly recorded: Readonly<Record<string, Got>>;
  readonly locked: Readonly<Record<string, Got>>;
  readonly fake: Got;
  readonly asked: Readonly<Record<string, object>>;
  readonly listings: readonly { readonly jobs: readonly object[] }[];
  readonly snapshot: string;
}

describe("a field and a filter added as docs/extending.md says", () => {
  let extension: Extension;

  beforeAll(() => {
    extension = extend(["A field", "A filter"], MODEL_USE);
  });

  afterAll(() => extension.remove());

  test("take one file each", () => {
    expect(extension.changed).toEqual(["model/job.ts", "model/query.ts"]);
  });

  test("compile, and are typed", () => {
    expect(extension.complaints).toBe("");
  });

  describe.each(["cdktf", "cdktn"] as const)("on %s", (framework) => {
    let found: Found;

    beforeAll(() => {
      const program = ported(readFileSync(join(root, "test/fixtures/extended.js"), "utf8"), framework);
      found = extension.run(program) as Found;
    });

    test("a field reaches stacks, as a literal, in the version that tells it", () => {
      const { recorded, locked, fake } = found;

      for (const { map, tags } of [recorded["2024-05-18"], locked["2024-05-18"], fake] as Got[]) {
        expect(map).toMatchObject({ orders: { resourceGroup: literal("rg-${x}") } });
        expect(tags).toEqual({ "di-job-resource-group": literal("rg-${x}") });
      }
      expect(recorded["2020-05-18"]?.map.orders).not.toHaveProperty("resourceGroup");
      expect(recorded["2020-05-18"]?.tags).toEqual({});
    });

    test("a field is in the snapshot and in what the command line writes", () => {
      const { snapshot, listings } = found;

      expect(snapshot.match(/"resourceGroup":"rg-\$\{x\}"/g)).toHaveLength(1);
      expect(listings).toMatchObject([{ jobs: [{ resourceGroup: "rg-${x}" }, { resourceGroup: "rg-2" }] }]);
    });

    test("a filter selects, wherever the answer comes from", () => {
      const { recorded, locked, fake } = found;

      for (const got of [...Object.values(recorded), ...Object.values(locked), fake])
        expect(got.names).toEqual(["orders"]);
    });

    test("a filter is sent to the server that has it, and is a part of the question", () => {
      expect(found.asked["2024-05-18"]).toHaveProperty("JobStatus", "Failed");
      expect(found.asked["2020-05-18"]).not.toHaveProperty("JobStatus");
      expect(found.snapshot.match(/"query": .*"jobStatus":"Failed"/g)).toHaveLength(2);
    });
  });
});

const VERSION_USE = `
import { listDiJobs } from "./index";
export const ask = () => listDiJobs({ regionId: "cn-shanghai", projectId: 1, apiVersion: "2027-01-01" });
`;

/** What became of a command. */
interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `test/fixtures/extended-version.js` finds out. */
interface FoundVersion {
  readonly listed: readonly string[];
  readonly asked: { readonly version: string; readonly parameters: object };
  readonly refused: { readonly code: string; readonly message: string };
  readonly owners: Ended;
  readonly help: Ended;
  readonly checked: Ended;
  readonly formats: Ended;
}

describe("a version, a command and a format added as docs/extending.md says", () => {
  let extension: Extension;
  let found: FoundVersion;

  beforeAll(() => {
    extension = extend(["A version of the API", "A command", "A format"], VERSION_USE);
    found = extension.run(readFileSync(join(root, "test/fixtures/extended-version.js"), "utf8")) as FoundVersion;
  });

  afterAll(() => extension.remove());

  test("take their own files, and lines in the tables that the page names", () => {
    expect(extension.changed).toEqual([
      "cli/commands.ts",
      "cli/commands/owners.ts",
      "cli/report/formats.ts",
      "cli/report/formats/teamcity.ts",
      "client/versions/2027-01-01.ts",
      "client/versions/versions.ts",
      "model/api-version.ts",
      "model/query.ts",
      "testing/emulator/service.ts",
      "testing/emulator/wire-2027-01-01.ts",
    ]);
  });

  test("compile, and are typed", () => {
    expect(extension.complaints).toBe("");
  });

  test("a version is asked in its own words, and answered", () => {
    expect(found.listed).toEqual(["orders", "crm"]);
    expect(found.asked).toMatchObject({ version: "2027-01-01", parameters: { Name: "r", ProjectId: "1967" } });
    expect(found.asked.parameters).not.toHaveProperty("SpecType");
  });

  test("a version says what to do where the edition does not have it", () => {
    expect(found.refused.code).toBe("AccessDenied");
    expect(found.refused.message).toContain('try apiVersion: "2024-05-18"');
  });

  test("a command is in the help, runs, and publishes the shape of what it writes", () => {
    const { status, stdout, stderr } = found.owners;
    const schemas = extension.run(`
      load("cli/schemas").publishedSchemas().then((schemas) => console.log(JSON.stringify(Object.keys(schemas))));
    `);

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      command: "owners",
      owners: [
        { owner: "ops", jobs: 2 },
        { owner: "sales", jobs: 1 },
      ],
    });
    expect(found.help.stdout).toContain("dijobs owners -w cn-shanghai/1967");
    expect(schemas).toContain("schema/owners-1.json");
  });

  test("a format is in the help, and renders a report in which no text is more than a text", () => {
    const { status, stdout } = found.checked;
    const messages = stdout.trimEnd().split("\n");

    expect(found.formats.stdout.replace(/\s+/g, " ")).toContain("prometheus, teamcity; NAME=FILE");
    expect(status).toBe(1);
    expect(messages).toEqual([
      expect.stringMatching(/^##teamcity\[buildProblem description='shop: \|'stock\|' .*'\]$/),
      "##teamcity[buildStatus text='findings']",
    ]);
    for (const message of messages) expect(message.replace(/\|./g, "")).toMatch(/^##teamcity\[\w+ \w+='[^'[\]]*'\]$/);
  });
});
