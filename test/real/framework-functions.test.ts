import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as cdktf from "cdktf";
import { literal } from "cdktf-dataworks-di-jobs";
import * as cdktn from "cdktn";
import fc from "fast-check";
import { tell } from "../_support/figures";
import { type Case, casesOf, type Framework, untriedFunctions } from "../_support/framework-cases";
import { nastyText } from "../_support/nasty-text";
import { root } from "../_support/process";
import { describeTerraform } from "../_support/terraform";
import { tryOut, type Verdict } from "../_support/terraform-trial";

const FRAMEWORKS: [string, Framework][] = [
  ["cdktf", cdktf],
  ["cdktn", cdktn as unknown as Framework],
];

/** A file that no text may make Terraform read. */
const SECRET_FILE = join(mkdtempSync(join(tmpdir(), "secret-")), "secret");
const SECRET = "the secret of this machine";

beforeAll(() => writeFileSync(SECRET_FILE, SECRET));

afterAll(() => rmSync(dirname(SECRET_FILE), { recursive: true }));

/** What docs/wiring.md says about texts, with such texts. */
const KINDS = {
  "letters, digits, and signs such as `-_.,:;/#@()[]'&`, in any script": [
    "orders_to_holo",
    "作业-1",
    "50% of $5, 100%",
    "a{b} c::d #e //f /*g*/ 'h' ~} <<EOF [i] &j",
    "job-1e5",
    "path.cwd",
    "null",
  ],
  "`${`, `%{`, `#{`, `&{`, a `{` at the beginning, a `$` at the end": [
    "${path.cwd}",
    `\${file("${SECRET_FILE}")}`,
    "%{ if true }x%{ endif }",
    "$${x} %%{y}",
    "&{TfToken[TOKEN.0]}",
    "{path.cwd}",
    "US$",
  ],
  "quotes, backslashes": [
    `x", file("${SECRET_FILE}"), "y`,
    `"}\${file("${SECRET_FILE}")}{"`,
    'say "hello"',
    '"',
    "a\\tb\\",
    `\\", file("${SECRET_FILE}"), \\"`,
  ],
  "line breaks, control characters, invisible ones": [
    "a\nb",
    "a\r\nb\r",
    "\u001b[31mred\u0000",
    "a\u200db\u202e",
    "\ufeff~",
  ],
  "what cdktf or Terraform takes for something else": [
    "${TfToken[TOKEN.0]}",
    "#{TfToken[TOKEN.0]}",
    "TfToken[TOKEN.0]",
    "1.8881545897087505e+289",
    "__proto__",
    "*",
    "String Map Token Value",
    "x\u0600",
  ],
  "what the runner of a pipeline takes for a command": ["##[add-mask]x", "##vso[task.complete]", "::error::x"],
} as const;

const says = ({ outcome, text, place, got }: Verdict) =>
  `${place.name} of ${JSON.stringify(text)}: ${outcome}${outcome === "wrong" ? `, ${JSON.stringify(got)}` : ""}`;

test.each(FRAMEWORKS)("every function of %s is tried with a text in each place that takes one", (_, framework) => {
  expect(untriedFunctions(framework)).toEqual([]);
});

describeTerraform("what a text is in a stack", () => {
  test.each(FRAMEWORKS)(
    "of %s: exact or refused in every place, never evaluated, and as the page says",
    (name, framework) => {
      const places = casesOf(framework);
      const known = Object.values(KINDS).flat();
      const random = fc.sample(nastyText, { numRuns: 3_000, seed: jest.getSeed() });
      const verdicts = tryOut(
        [
          ...places.flatMap((place) => known.map((text) => ({ text, place }))),
          ...random.flatMap((text, at) =>
            places.slice(at % places.length, (at % places.length) + 1).map((place) => ({ text, place })),
          ),
        ],
        framework,
        literal,
      );

      expect(verdicts.filter(({ outcome }) => outcome === "wrong").map(says)).toEqual([]);
      // A text that makes Terraform read a file is wrong already; this is to be sure that nothing else does.
      expect(verdicts.filter(({ got }) => String(JSON.stringify(got)).includes(SECRET)).map(says)).toEqual([]);
      const rows = Object.entries(KINDS).map(([kind, texts]) => {
        const of = (place: Case["kind"]) =>
          verdicts.some(
            (each) => each.place.kind === place && texts.some((text) => text === each.text) && each.outcome !== "exact",
          )
            ? "exact, or an error"
            : "exact";
        return `| ${kind} | ${of("a value")} | ${of("in an expression")} |`;
      });
      expect(readFileSync(join(root, "docs/wiring.md"), "utf8")).toContain(rows.join("\n"));
      const count = (outcome: Verdict["outcome"]) => verdicts.filter((each) => each.outcome === outcome).length;
      tell(
        `${name}: ${places.length} places, ${known.length + random.length} texts, ${verdicts.length} trials: ` +
          `${count("exact")} exact, ${count("refused at synth")} refused at synth, ${count("refused by Terraform")} by Terraform`,
      );
    },
    900_000,
  );
});
