import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";
import * as builtInRules from "../../src/checks/rules";
import { publishedSchemas } from "../../src/cli/schemas";

test.each(Object.entries(publishedSchemas))(
  "%s is what the code makes: npm run schemas writes it anew",
  (path, render) => {
    expect(readFileSync(path, "utf8")).toBe(render());
  },
);

const policySchema = JSON.parse(publishedSchemas["schema/policy-1.json"]());
const validate = new Ajv({ strict: false }).compile(policySchema);

test("the policy schema knows every built-in rule, and no other", () => {
  const names = policySchema.properties.rules.items.oneOf.map(
    ({ properties }: { properties: { rule: { const: string } } }) => properties.rule.const,
  );

  expect(names.sort()).toEqual(Object.keys(builtInRules).sort());
});

test("the policy of the example is valid by the schema that its first line names", () => {
  const text = readFileSync("examples/pipelines/dijobs.policy.yaml", "utf8");
  const [, path] =
    /^# yaml-language-server: \$schema=\.\/node_modules\/cdktf-dataworks-di-jobs\/(\S+)/.exec(text) ?? [];

  expect(Object.keys(publishedSchemas)).toContain(path);
  validate(parse(text));
  expect(validate.errors).toBeNull();
});

test("an editor marks a mistyped key, rule and severity", () => {
  const rule = { id: "a", rule: "uniqueNames" };

  expect(validate({ version: 1, rules: [rule] })).toBe(true);
  expect(validate({ version: 1, rulez: [rule] })).toBe(false);
  expect(validate({ version: 1, rules: [{ ...rule, rule: "uniqueName" }] })).toBe(false);
  expect(validate({ version: 1, rules: [{ ...rule, severity: "eror" }] })).toBe(false);
});
