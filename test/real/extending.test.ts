import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Extension, extend } from "../_support/extension";
import { root } from "../_support/process";
import { flawsOfRulesPage } from "../_support/rules-page";

const USE = `
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
    extension = extend("A rule", USE);
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
      const { publishedSchemas } = load("cli/schemas");
      const { properties } = JSON.parse(publishedSchemas["schema/policy-1.json"]());
      console.log(JSON.stringify(properties.rules.items.oneOf.find(({ properties }) => properties.rule.const === "ownerKnown")));
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
    const others = [...page.slice(page.indexOf("## Why")).matchAll(/^### (\w+)$/gm)].map(([, heading = ""]) => heading);
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
