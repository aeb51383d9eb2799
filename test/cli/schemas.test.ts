import { readdirSync, readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import { parse } from "yaml";
import * as builtInRules from "../../src/checks/rules";
import { publishedSchemas } from "../../src/cli/schemas";

let schemas: Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: a JSON document of its own shape
let policySchema: any;
let validate: ValidateFunction;

beforeAll(async () => {
  schemas = await publishedSchemas();
  policySchema = JSON.parse(schemas["schema/policy-1.json"] ?? "");
  validate = new Ajv({ strict: false }).compile(policySchema);
});

test("what is published in schema/ is what the code makes: npm run schemas writes it anew", () => {
  const published = readdirSync("schema").map((name) => [`schema/${name}`, readFileSync(`schema/${name}`, "utf8")]);

  expect(Object.fromEntries(published)).toEqual(schemas);
});

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

  expect(Object.keys(schemas)).toContain(path);
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
