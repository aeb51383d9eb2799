import type * as cdktf from "cdktf";

/** What the tests need of cdktf and of CDK Terrain. */
export type Framework = Pick<
  typeof cdktf,
  | "App"
  | "DefaultTokenResolver"
  | "Fn"
  | "Op"
  | "StringConcat"
  | "TerraformLocal"
  | "TerraformOutput"
  | "TerraformStack"
  | "Token"
  | "Tokenization"
  | "conditional"
  | "propertyAccess"
>;

/** One place in a stack that a text can be given to. */
export interface Case {
  /** Such as `Fn.replace #2`. */
  readonly name: string;
  /** Whether the text is a value or a part of one, as it stands, or the framework makes an expression of it. */
  readonly kind: "a value" | "beside a sign" | "in an expression";
  /** What a stack says; there is a token for the text `other`. */
  readonly given: (text: string, framework: Framework, other: string) => unknown;
  /** What must come of it: a value, or a Terraform expression that says the same without the framework. */
  readonly expected: (text: string) => { readonly value: unknown } | { readonly expression: string };
}

/** Stands for the text in the arguments below. */
const TEXT = Symbol("the text");

/** Arguments with a text in every place that takes one, the other arguments such that the call works. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  abspath: [[TEXT]],
  alltrue: [[[TEXT]]],
  anytrue: [[[TEXT, "true"]]],
  base64decode: [[TEXT]],
  base64encode: [[TEXT]],
  base64gunzip: [[TEXT]],
  base64gzip: [[TEXT]],
  base64sha256: [[TEXT]],
  base64sha512: [[TEXT]],
  basename: [[TEXT]],
  can: [[TEXT]],
  chomp: [[TEXT]],
  chunklist: [[[TEXT, "a", TEXT], 2]],
  cidrcontains: [[TEXT, "10.0.0.1"]],
  cidrhost: [[TEXT, 1]],
  cidrnetmask: [[TEXT]],
  cidrsubnet: [[TEXT, 1, 1]],
  cidrsubnets: [[TEXT, [1]]],
  coalesce: [[["", TEXT]], [[TEXT, "a"]]],
  coalescelist: [[[[], [TEXT]]]],
  compact: [[[TEXT, "", "a"]]],
  concat: [[[[TEXT], ["a", TEXT]]]],
  conditional: [
    [true, TEXT, "a"],
    [false, "a", TEXT],
    [TEXT, "a", "b"],
  ],
  contains: [
    [[TEXT, "a"], TEXT],
    [["a"], TEXT],
  ],
  convert: [[TEXT, "string"]],
  csvdecode: [[TEXT]],
  dirname: [[TEXT]],
  distinct: [[[TEXT, TEXT, "a"]]],
  element: [[["a", TEXT], 1]],
  endswith: [
    [TEXT, "a"],
    ["a", TEXT],
  ],
  ephemeralasnull: [[TEXT]],
  file: [[TEXT]],
  filebase64: [[TEXT]],
  filebase64sha256: [[TEXT]],
  filebase64sha512: [[TEXT]],
  fileexists: [[TEXT]],
  filemd5: [[TEXT]],
  fileset: [
    // A file that lies beside the stack alone: a text such as `/*` must not find what a machine happens to have.
    [TEXT, "other.tf.json"],
    [".", TEXT],
  ],
  filesha1: [[TEXT]],
  filesha256: [[TEXT]],
  filesha512: [[TEXT]],
  flatten: [[[[TEXT], ["a", [TEXT]]]]],
  format: [
    ["%s|%s", [TEXT, "a"]],
    [TEXT, ["a"]],
  ],
  formatdate: [
    [TEXT, "2026-01-02T03:04:05Z"],
    ["YYYY", TEXT],
  ],
  formatlist: [
    ["%s|%s", [TEXT, ["a", TEXT]]],
    [TEXT, [["a"]]],
  ],
  indent: [[2, TEXT]],
  index: [[["a", TEXT], TEXT]],
  issensitive: [[TEXT]],
  join: [
    ["|", [TEXT, "end"]],
    [TEXT, ["a", "b"]],
  ],
  jsondecode: [[TEXT]],
  jsonencode: [[TEXT], [[TEXT, { a: TEXT, b: [TEXT] }]], [{ [TEXT]: "a" }]],
  keys: [[{ a: TEXT }], [{ [TEXT]: "a" }]],
  lengthOf: [[TEXT], [[TEXT, "a"]]],
  lookup: [
    [{ [TEXT]: "a" }, TEXT],
    [{ a: TEXT }, "a"],
    [{ a: "b" }, TEXT, "none"],
    [{ a: "b" }, "c", TEXT],
  ],
  lookupNested: [[{ a: { [TEXT]: "b" } }, ["a", TEXT]]],
  lower: [[TEXT]],
  matchkeys: [[[TEXT, "a"], ["x", TEXT], [TEXT]]],
  md5: [[TEXT]],
  merge: [[[{ a: TEXT }, { b: "c" }]], [[{ [TEXT]: "a" }, { b: TEXT }]]],
  nonsensitive: [[TEXT]],
  one: [[[TEXT]]],
  parseint: [[TEXT, 16]],
  pathexpand: [[TEXT]],
  rawString: [[TEXT]],
  regex: [
    [TEXT, "a"],
    [".*", TEXT],
  ],
  regexall: [
    [TEXT, "a"],
    ["[a-z]", TEXT],
  ],
  replace: [
    [TEXT, "a", "b"],
    ["a-b", TEXT, "c"],
    ["a-b", "a", TEXT],
  ],
  reverse: [[["a", TEXT]]],
  rsadecrypt: [
    [TEXT, "a"],
    ["YQ==", TEXT],
  ],
  sensitive: [[TEXT]],
  setintersection: [[[TEXT, "a"], [[TEXT]]]],
  setproduct: [[[["a"], [TEXT, "b"]]]],
  setsubtract: [[[TEXT, "a"], ["a"]]],
  setunion: [[["a"], [[TEXT]]]],
  sha1: [[TEXT]],
  sha256: [[TEXT]],
  sha512: [[TEXT]],
  slice: [[["a", TEXT], 0, 2]],
  sort: [[["b", TEXT, "a"]]],
  split: [
    [",", TEXT],
    [TEXT, "a,b"],
  ],
  startswith: [
    [TEXT, "a"],
    ["a", TEXT],
  ],
  strcontains: [
    [TEXT, "a"],
    ["a", TEXT],
  ],
  strrev: [[TEXT]],
  substr: [[TEXT, 0, 3]],
  sum: [[[TEXT]]],
  templatefile: [
    [TEXT, {}],
    ["none.tpl", { a: TEXT }],
  ],
  templatestring: [[TEXT, { a: TEXT }]],
  textdecodebase64: [
    [TEXT, "UTF-8"],
    ["YQ==", TEXT],
  ],
  textencodebase64: [
    [TEXT, "UTF-8"],
    ["a", TEXT],
  ],
  timeadd: [
    [TEXT, "1h"],
    ["2026-01-02T03:04:05Z", TEXT],
  ],
  timecmp: [
    [TEXT, "2026-01-02T03:04:05Z"],
    ["2026-01-02T03:04:05Z", TEXT],
  ],
  title: [[TEXT]],
  tobool: [[TEXT]],
  tolist: [[[TEXT, "a"]]],
  tomap: [[{ a: TEXT }], [{ [TEXT]: "a" }]],
  tonumber: [[TEXT]],
  toset: [[[TEXT, "a"]]],
  tostring: [[TEXT]],
  transpose: [[{ a: [TEXT, "b"] }], [{ [TEXT]: ["a"] }]],
  trim: [
    [TEXT, "a"],
    ["aba", TEXT],
  ],
  trimprefix: [
    [TEXT, "a"],
    ["aba", TEXT],
  ],
  trimspace: [[TEXT]],
  trimsuffix: [
    [TEXT, "a"],
    ["aba", TEXT],
  ],
  try: [[[TEXT, "a"]]],
  upper: [[TEXT]],
  urldecode: [[TEXT]],
  urlencode: [[TEXT]],
  uuidv5: [
    ["dns", TEXT],
    [TEXT, "a"],
  ],
  values: [[{ a: TEXT }]],
  yamldecode: [[TEXT]],
  yamlencode: [[TEXT], [[TEXT, { a: TEXT }]]],
  zipmap: [
    [
      ["a", TEXT],
      [TEXT, "b"],
    ],
  ],
};

/** The places that a framework has. */
export const casesOf = ({ Fn }: Framework): Case[] =>
  CASES.filter(({ name }) => {
    const [, called] = /^Fn\.(\w+)/.exec(name) ?? [];
    return called === undefined || typeof Reflect.get(Fn, called) === "function";
  });

/** Functions that take no text, or of which no two calls give the same. */
const WITHOUT_TEXT = [
  ...["abs", "bcrypt", "ceil", "floor", "log", "max", "min", "plantimestamp", "pow", "range", "signum"],
  ...["timestamp", "uuid"],
];

/** The functions that a framework offers, and that neither take no text nor are tried. */
export function untriedFunctions({ Fn }: Framework): string[] {
  const own = [Fn, Object.getPrototypeOf(Fn)].flatMap((from) => Object.getOwnPropertyNames(from));
  return [...new Set(own)].filter(
    (name) =>
      typeof Reflect.get(Fn, name) === "function" &&
      !name.startsWith("_") &&
      !WITHOUT_TEXT.includes(name) &&
      !Object.hasOwn(ARGUMENTS, name),
  );
}

/** A text as a Terraform string in which nothing is left to interpretation. */
function quoted(text: string): string {
  const digits = (char: string) => (char.codePointAt(0) ?? 0).toString(16).padStart(8, "0");
  return `"${Array.from(text, (char) => (/[\w -]/.test(char) ? char : `\\U${digits(char)}`)).join("")}"`;
}

/** A plain value as a Terraform expression. */
function expressionOf(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(expressionOf).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `(${quoted(key)}) = ${expressionOf(inner)}`)
    .join(", ")}}`;
}

function filledIn(value: unknown, text: string): unknown {
  if (value === TEXT) return text;
  if (Array.isArray(value)) return value.map((inner) => filledIn(inner, text));
  if (typeof value !== "object" || value === null) return value;
  // Pairs, because `__proto__` in a plain assignment would set the prototype.
  return Object.fromEntries(
    Reflect.ownKeys(value).map((key) => [key === TEXT ? text : key, filledIn(Reflect.get(value, key), text)]),
  );
}

/** What Terraform calls the functions whose arguments the framework arranges in its own way. */
const IN_TERRAFORM: Readonly<Record<string, (...args: string[]) => string>> = {
  conditional: (condition, yes, no) => `${condition} ? ${yes} : ${no}`,
  lookup: (map, key, otherwise) =>
    otherwise === undefined ? `${map}[${key}]` : `lookup(${map}, ${key}, ${otherwise})`,
  lengthOf: (value) => `length(${value})`,
  rawString: (text = "") => text,
  sensitive: (text) => `nonsensitive(sensitive(${text}))`,
};

/** The functions whose last list is given to Terraform as arguments of their own. */
const SPREAD = [
  ...["cidrsubnets", "coalesce", "coalescelist", "concat", "format", "formatlist", "merge", "setintersection"],
  ...["setproduct", "setunion", "try"],
];

function inTerraform(name: string, args: readonly unknown[]): string {
  if (name === "lookupNested") {
    const [map, path] = args as [unknown, readonly unknown[]];
    return `${expressionOf(map)}${path.map((part) => `[${expressionOf(part)}]`).join("")}`;
  }
  const spread = SPREAD.includes(name) ? [...args.slice(0, -1), ...(args.at(-1) as readonly unknown[])] : args;
  const written = spread.map(expressionOf);
  return IN_TERRAFORM[name]?.(...written) ?? `${name}(${written.join(", ")})`;
}

const inFunction = (name: string, args: readonly unknown[], at: number): Case => ({
  kind: "in an expression",
  name: `Fn.${name}${at === 0 ? "" : ` #${at + 1}`}`,
  given: (text, { Fn }) => {
    const result = Reflect.apply(Reflect.get(Fn, name), Fn, filledIn(args, text) as unknown[]);
    return name === "sensitive" ? Fn.nonsensitive(result) : result;
  },
  expected: (text) => ({ expression: inTerraform(name, filledIn(args, text) as unknown[]) }),
});

const inOperator = (name: "eq" | "neq" | "and" | "or" | "add" | "gt", sign: string): Case => ({
  kind: "in an expression",
  name: `Op.${name}`,
  given: (text, { Op }) => Op[name](text, Op.eq("a", text)),
  expected: (text) => ({ expression: `${quoted(text)} ${sign} ("a" == ${quoted(text)})` }),
});

const inExpression = (name: string, given: Case["given"], expression: (quoted: string) => string): Case => ({
  kind: "in an expression",
  name,
  given,
  expected: (text) => ({ expression: expression(quoted(text)) }),
});

const value = (name: string, place: (text: string) => unknown, kind: Case["kind"] = "a value"): Case => ({
  kind,
  name,
  given: place,
  expected: (text) => ({ value: place(text) }),
});

/** Every place in a stack that a text is given to. */
const CASES: readonly Case[] = [
  value("alone", (text) => text),
  value("in a list", (text) => [text, ["a", text]]),
  value("in a map", (text) => ({ a: text, b: { c: [text] } })),
  value("the key of a map", (text) => ({ a: "b", [text]: "c" })),
  value("part of the key of a map", (text) => ({ [`a-${text}`]: "c" })),
  value("prefix-${text}", (text) => `prefix-${text}`),
  value("(${text})", (text) => `(${text})`),
  value("1${text}2", (text) => `1${text}2`),
  value("twice", (text) => text + text),
  {
    kind: "a value",
    name: "beside a token",
    given: (text, _, other) => `${other}-${text}`,
    expected: (text) => ({ value: `other-${text}` }),
  },
  value("$${text}", (text) => `$${text}`, "beside a sign"),
  value("%${text}", (text) => `%${text}`, "beside a sign"),
  value("#{${text}}", (text) => `#{${text}}`, "beside a sign"),
  value("&{${text}}", (text) => `&{${text}}`, "beside a sign"),
  value("${text}{path.cwd}", (text) => `${text}{path.cwd}`, "beside a sign"),
  inExpression(
    "beside a token in a function",
    (text, { Fn }, other) => Fn.upper(`${other}-${text}`),
    (text) => `upper(join("-", ["other", ${text}]))`,
  ),
  inExpression(
    "in nested functions",
    (text, { Fn }) => Fn.upper(Fn.join("-", ["a", Fn.lower(text), text])),
    (text) => `upper(join("-", ["a", lower(${text}), ${text}]))`,
  ),
  inExpression(
    "Fn.rawString in a function",
    (text, { Fn }) => Fn.upper(Fn.rawString(text)),
    (text) => `upper(${text})`,
  ),
  inExpression(
    "propertyAccess",
    (text, { propertyAccess }) => propertyAccess({ [text]: "a" }, [text]),
    (text) => `{(${text}) = "a"}[${text}]`,
  ),
  inExpression(
    "conditional",
    (text, { Op, conditional }) => conditional(Op.eq(text, text), text, "a"),
    (text) => text,
  ),
  inOperator("eq", "=="),
  inOperator("neq", "!="),
  inOperator("and", "&&"),
  inOperator("or", "||"),
  inOperator("add", "+"),
  inOperator("gt", ">"),
  ...Object.entries(ARGUMENTS).flatMap(([name, calls]) => calls.map((args, at) => inFunction(name, args, at))),
];
