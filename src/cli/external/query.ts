import { InexactJson, parseExactly } from "../../client/json";
import { invalidArgument } from "../../errors/arguments";
import { externalQueryInvalid } from "../../errors/program";
import { apiText, type Form, form, isRecord, list, oneOf, optional, optionsOf } from "../../model/arguments";
import { isId } from "../../model/workspace";
import { reasonOf } from "../../text/reason";

/** A variable that is not set would be a job that is not there. */
const nameForm: Form<string> = (value, name) => {
  if (value === "") throw invalidArgument(name, value, "name a job");
  return apiText()(value, name);
};
const idForm = form<string>((value) => typeof value === "string" && isId(value), "write its decimal digits as text");

/** Terraform writes every value as a text. */
const queryForm = optionsOf("the query", {
  /** @default the one of `--workspace` */
  workspace: optional(apiText()),
  name: optional(nameForm),
  id: optional(idForm),
  names: optional(apiText("write a list of names as text: jsonencode([…])")),
  /** @default that of the run */
  mode: optional(oneOf(["live", "fill", "locked"])),
  missing: optional(oneOf(["fail", "empty"])),
});

type WrittenQuery = ReturnType<typeof queryForm>;

/** What a `data "external"` asks. */
export interface ExternalQuery extends Partial<Pick<WrittenQuery, "workspace" | "mode">> {
  /** Which jobs: one by its name or id, or several by their names. */
  readonly wanted: { readonly name: string } | { readonly id: string } | { readonly names: readonly string[] };
  /** What a job is answered with that is not there: an error, or empty texts. */
  readonly missing: NonNullable<WrittenQuery["missing"]>;
}

const namesForm = list(nameForm);

/**
 * Reads what Terraform writes to the standard input of the program of a `data "external"`.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export function parseExternalQuery(input: string): ExternalQuery {
  const { workspace, mode, missing = "fail", ...wanted } = queryForm(withoutNulls(parse(input)), "the query");
  return { workspace, mode, missing, wanted: wantedIn(wanted) };
}

function wantedIn({ name, id, names }: Pick<WrittenQuery, "name" | "id" | "names">): ExternalQuery["wanted"] {
  const given = [
    ...(name === undefined ? [] : [{ name }]),
    ...(id === undefined ? [] : [{ id }]),
    ...(names === undefined ? [] : [{ names: namesIn(names) }]),
  ];
  const [wanted, ...others] = given;
  if (wanted !== undefined && others.length === 0) return wanted;
  const flaw = wanted === undefined ? "names no job" : `has ${given.flatMap(Object.keys).join(" and ")}`;
  throw externalQueryInvalid(flaw, "give it one of name, id and names");
}

function namesIn(text: string): readonly string[] {
  try {
    return namesForm(JSON.parse(text), "names");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidArgument("names", text, "write a list of names as text: jsonencode([…])");
  }
}

/** A key without a value is as good as left out. */
function withoutNulls(query: unknown): unknown {
  if (!isRecord(query)) return query;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
}

function parse(input: string): unknown {
  try {
    parseExactly(input); // Of a name that stands twice, the one below would keep the last.
    return JSON.parse(input);
  } catch (error) {
    const flaw = error instanceof InexactJson ? `is ${error.message}` : `is no JSON: ${reasonOf(error)}`;
    throw externalQueryInvalid(
      input.trim() === "" ? "is empty" : flaw,
      'Terraform writes it; by hand: echo \'{"workspace":"cn-shanghai/1967","name":"orders"}\' | dijobs external',
    );
  }
}
