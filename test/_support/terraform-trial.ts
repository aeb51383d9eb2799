import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Case, Framework } from "./framework-cases";
import { Terraform } from "./terraform";

/** A text in a place of a stack. */
export interface Trial {
  readonly text: string;
  readonly place: Case;
}

/** What came of a trial; all but `wrong` is as promised. */
export interface Verdict extends Trial {
  /** `exact` is also what Terraform itself refuses when it is given the same text without a framework. */
  readonly outcome: "exact" | "refused at synth" | "refused by Terraform" | "wrong";
  /** What Terraform made of it. */
  readonly got?: unknown;
}

/** Values in one file: Terraform reads the whole file again for every error in it. */
const IN_ONE_FILE = 40;

/** Tries texts in their places: everything in one stack, written by the framework and applied by Terraform. */
export function tryOut(trials: readonly Trial[], framework: Framework, escaped: (text: string) => string): Verdict[] {
  const terraform = new Terraform(mkdtempSync(join(tmpdir(), "trial-")));
  try {
    const written = writtenBy(framework, trials, escaped, terraform.folder);
    writeOutputs(terraform, "expected", trials.map(expectedExpression));
    terraform.must("init", "-input=false");
    let left = trials.filter((trial) => written.has(trial));
    for (let refused = complaints(terraform, left, written); refused.size > 0; ) {
      left = left.filter((trial) => !refused.has(trial));
      refused = complaints(terraform, left, written);
    }
    terraform.must("apply", "-auto-approve", "-input=false");
    const outputs: unknown = JSON.parse(terraform.must("output", "-json").stdout);
    const got = new Map(left.map((trial, at) => [trial, outputAt(outputs, "given", at)]));
    return trials.map((trial, at): Verdict => {
      const expected = expectedValue(trial, outputAt(outputs, "expected", at));
      if (got.has(trial)) {
        const outcome = expected !== REFUSED && isDeepStrictEqual(got.get(trial), expected) ? "exact" : "wrong";
        return { ...trial, outcome, got: got.get(trial) };
      }
      if (expected === REFUSED) return { ...trial, outcome: "exact" };
      return { ...trial, outcome: written.has(trial) ? "refused by Terraform" : "refused at synth" };
    });
  } finally {
    rmSync(terraform.folder, { recursive: true });
  }
}

/** What the framework writes of each trial, as JSON; nothing where it refuses. */
function writtenBy(framework: Framework, trials: readonly Trial[], escaped: (text: string) => string, folder: string) {
  const { App, TerraformLocal, TerraformOutput, TerraformStack, Token } = framework;
  const app = new App({ skipValidation: true, outdir: join(folder, "cdktf.out") });
  // What a name such as ${TfToken[TOKEN.0]} would give away.
  Token.asString("the secret of another construct");
  const stack = new TerraformStack(app, "stack");
  const local = new TerraformLocal(stack, "other", "other");
  local.overrideLogicalId("other");
  const asked = new Map<Trial, string>();
  for (const [at, trial] of trials.entries()) {
    try {
      const value = trial.place.given(escaped(trial.text), framework, local.asString);
      resolve(framework, stack, value);
      new TerraformOutput(stack, `given_${at}`, { value, staticId: true });
      asked.set(trial, `given_${at}`);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  app.synth();
  const { output } = JSON.parse(readFileSync(join(folder, "cdktf.out", "stacks", "stack", "cdk.tf.json"), "utf8"));
  return new Map([...asked].map(([trial, name]) => [trial, JSON.stringify(output[name].value)]));
}

/** Looks for what the framework refuses when it writes the stack, where one refusal would hide all others. */
function resolve({ DefaultTokenResolver, StringConcat, Tokenization }: Framework, scope: object, value: unknown): void {
  const resolver = new DefaultTokenResolver(new StringConcat());
  Tokenization.resolve(value, { scope: scope as never, resolver, preparing: false });
}

/** Writes values as lists in outputs, some in each file, and a value on each line, by which complaints are told apart. */
function writeOutputs({ folder }: Terraform, name: string, values: readonly (string | undefined)[]): void {
  const work = join(folder, "work");
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "other.tf.json"), JSON.stringify({ locals: { other: "other" } }));
  for (const file of readdirSync(work)) if (file.startsWith(`${name}_`)) rmSync(join(work, file));
  for (let at = 0; at < values.length; at += IN_ONE_FILE) {
    const output = `${name}_${at / IN_ONE_FILE}`;
    const text = `{"output":{"${output}":{"value":[\n${values.slice(at, at + IN_ONE_FILE).join(",\n")}\n]}}}`;
    writeFileSync(join(work, `${output}.tf.json`), text);
  }
}

function outputAt(outputs: unknown, name: string, at: number): unknown {
  return (outputs as Record<string, { value: unknown[] }>)[`${name}_${Math.floor(at / IN_ONE_FILE)}`]?.value[
    at % IN_ONE_FILE
  ];
}

/** The trials that Terraform refuses. */
function complaints(terraform: Terraform, trials: readonly Trial[], written: ReadonlyMap<Trial, string>): Set<Trial> {
  writeOutputs(
    terraform,
    "given",
    trials.map((trial) => written.get(trial)),
  );
  const { diagnostics } = JSON.parse(terraform.run("validate", "-json").stdout) as {
    diagnostics: { detail: string; range?: { filename: string; start: { line: number } } }[];
  };
  return new Set(
    diagnostics.map(({ detail, range }) => {
      const [, file] = /^given_(\d+)\.tf\.json$/.exec(range?.filename ?? "") ?? [];
      const trial = trials[Number(file) * IN_ONE_FILE + (range?.start.line ?? 0) - 2];
      if (trial === undefined) throw new Error(`Terraform complains about something else: ${detail}`);
      return trial;
    }),
  );
}

/** Stands for what Terraform refuses without the framework, too. */
const REFUSED = "refused by Terraform itself";

function expectedExpression({ place, text }: Trial): string {
  const expected = place.expected(text);
  return JSON.stringify("expression" in expected ? `\${try(${expected.expression}, "${REFUSED}")}` : "");
}

function expectedValue({ place, text }: Trial, result: unknown): unknown {
  const expected = place.expected(text);
  if ("value" in expected) return composed(expected.value);
  return result;
}

/** Terraform composes characters (NFC). */
function composed(value: unknown): unknown {
  if (typeof value === "string") return value.normalize("NFC");
  if (Array.isArray(value)) return value.map(composed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.normalize("NFC"), composed(inner)]));
}
