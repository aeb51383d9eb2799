import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parsePolicy } from "../../src/cli/policy/policy";
import { DataWorksError } from "../../src/errors/error";
import { budget } from "../_support/budget";
import { blocksOf } from "../_support/pages";

const path = "docs/rules.md";
const page = { path, text: readFileSync(join(__dirname, "../..", path), "utf8") };
const [policy = ""] = blocksOf(page).flatMap(({ info, code }) => (info === "yaml" ? [code] : []));

/** What comes of the bytes of a policy file: its rules, or the code of its error. */
function outcome(bytes: string | Uint8Array): string {
  try {
    return parsePolicy("dijobs.policy.yaml", Buffer.from(bytes))
      .ruleSet.rules.map(({ id }) => id)
      .join(" ");
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    expect(error.message).toContain("dijobs.policy.yaml");
    return error.code;
  }
}

test("the policy of the documentation is read", () => {
  expect(outcome(policy)).toBe("required-order-jobs required-jobs-run naming");
});

test("a damaged policy is read or refused, and never fails in any other way", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    ",",
    ": ",
    "- ",
    "\n",
    "\t",
    "&a ",
    "*a",
    "<<: ",
    "!!js/function ",
    "? ",
    "| ",
    "---\n",
    "__proto__: ",
    "null",
    "9007199254740993",
    "%YAML 1.1\n",
  );
  const anyText = fc.string({ unit: "binary", maxLength: 10 });
  const damage = fc.tuple(fc.nat(policy.length), fc.nat(60), fc.oneof({ weight: 3, arbitrary: pieces }, anyText));

  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      const broken = damages.reduce(
        (one, [at, length, put]) => one.slice(0, at) + put + one.slice(at + length),
        policy,
      );

      expect(outcome(broken)).toMatch(/^(PolicyInvalid|[^A-Z].*|)$/s);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    budget(300),
  );
});

test("any JSON and any bytes are read or refused, and never fail in any other way", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.uint8Array()), (bytes) => {
      expect(outcome(bytes)).toBe("PolicyInvalid");
    }),
    budget(300),
  );
});

test("pieces of YAML and of policies, in any order, are read or refused", () => {
  const yamlish = fc.array(
    fc.oneof(
      fc.constantFrom(
        "version: 1",
        "rules:",
        "  - id: a",
        "    rule: jobName",
        "    with: { pattern: '^a$' }",
        "acknowledge:",
      ),
      fc.constantFrom(
        "workspaces:",
        "  w: { regionId: cn-x, projectId: 1 }",
        "&a",
        "*a",
        "<<: *a",
        "!!binary",
        "%YAML 1.1",
        "---",
        "? [",
        "|",
        "\t",
      ),
      fc.string({ unit: "binary" }),
    ),
  );
  const shaped = fc.record(
    {
      version: fc.oneof(fc.constant(1), fc.anything()),
      rules: fc.oneof(
        fc.array(fc.record({ id: fc.anything(), rule: fc.anything(), with: fc.anything() })),
        fc.anything(),
      ),
      workspaces: fc.dictionary(fc.string(), fc.anything()),
      acknowledge: fc.anything(),
    },
    { requiredKeys: [] },
  );

  fc.assert(
    fc.property(
      fc.oneof(
        yamlish.map((lines) => lines.join("\n")),
        shaped.map((value) => JSON.stringify(value) ?? ""),
      ),
      (text) => {
        expect(outcome(text)).toMatch(/^(PolicyInvalid|a?)$/);
      },
    ),
    budget(500),
  );
});
