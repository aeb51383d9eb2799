import { didYouMean, suggestion } from "../text/nearest";
import { DataWorksError } from "./error";

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return `'${String(value)}'`;
  return value instanceof RegExp ? `the pattern ${value}` : "an object";
}

export const invalidArgument = (name: string, value: unknown, repair: string) =>
  new DataWorksError("InvalidArgument", {
    what: value === undefined ? `${name} is missing` : `${name} cannot be ${shown(value)}`,
    repairs: [repair],
  });

/** A key that nothing reads is mistyped. */
export const unknownKey = (of: string, key: string, known: readonly string[]) =>
  new DataWorksError("InvalidArgument", {
    what: `${of} has no '${key}'`,
    repairs: [didYouMean(key, known) ?? "", `it takes ${known.join(", ")}`],
  });

/** A variable that nothing reads, and is like one that is read. */
export const mistypedVariable = (variable: string, meant: string) =>
  new DataWorksError("InvalidArgument", {
    what: `there is no setting ${variable}`,
    repairs: [`did you mean ${meant}?`, "else unset it, or give it another name"],
  });

/** A word that is none of those which there are. */
export const unknownWord = (name: string, word: string, known: readonly string[]) =>
  invalidArgument(name, word, suggestion(word, known));

/** A word like a documented one: whoever meant another would not have written it. */
export const slip = (name: string, word: string, meant: string) =>
  invalidArgument(name, word, `did you mean '${meant}'?`);

export const contextInvalid = (variable: string, why: string) =>
  new DataWorksError("InvalidArgument", {
    what: `${variable} is no JSON object: ${why}`,
    repairs: ["unset it: cdktf fills it in from the context of cdktf.json"],
  });

export const unresolvedToken = (name: string) =>
  new DataWorksError("UnresolvedToken", {
    what: `${name} is a token: only Terraform will know its value, and the lookup happens before`,
    repairs: [`pass a plain value: a constant, process.env, or node.tryGetContext("…")`],
  });

export const notInStack = (constructPath: string) =>
  new DataWorksError("NotInStack", {
    what: `DiJobs '${constructPath}' stands outside of any TerraformStack, where nothing would be validated`,
    repairs: [`create it inside a stack: new DiJobs(stack, "jobs", …)`],
  });
