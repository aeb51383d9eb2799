import { Token } from "cdktf";
import {
  apiText,
  constructArgument,
  type Form,
  flag,
  having,
  list,
  number,
  object,
  oneOf,
  oneOrMore,
  optional,
  optionsOf,
  orToken,
  record,
  text,
} from "../../src/model/arguments";
import { failure } from "../_support/failure";

interface Options {
  readonly severity?: "error" | "warning";
  readonly names?: readonly string[];
  readonly notify: { readonly always: boolean };
}

const read = optionsOf<Options>("watch", {
  severity: optional(oneOf(["error", "warning"])),
  names: optional(list(text)),
  notify: object({ always: flag }),
});

const RIGHT: Options = { severity: "warning", names: ["a", "b"], notify: { always: true } };

test("what is right comes back as it was given", () => {
  expect(read(RIGHT)).toBe(RIGHT);
  expect(read({ severity: undefined, notify: { always: false } })).toEqual({ notify: { always: false } });
});

test.each([
  [undefined, "the argument of watch is missing"],
  [null, "the argument of watch cannot be 'null'"],
  [[RIGHT], "the argument of watch cannot be a list"],
  [/x/, "the argument of watch cannot be the pattern /x/"],
  [() => RIGHT, "the argument of watch cannot be a function"],
  [new Map(), "the argument of watch cannot be an object"],
  [
    { ...RIGHT, severty: "error" },
    "watch has no 'severty'\n  did you mean 'severity'?\n  it takes severity, names, notify",
  ],
  [{ ...RIGHT, severity: "warn" }, "severity cannot be 'warn'\n  use one of error, warning"],
  [{ ...RIGHT, names: "a" }, "names cannot be 'a'\n  pass a list, also for a single one"],
  [{ ...RIGHT, names: ["a", 5] }, "names[1] cannot be '5'\n  pass a text"],
  [{ ...RIGHT, names: Array(1) }, "names[0] is missing"],
  [{ names: ["a"] }, "notify is missing\n  pass an object with always"],
  [{ notify: {} }, "notify.always is missing"],
  [{ notify: { always: true, alwasy: true } }, "notify has no 'alwasy'\n  did you mean 'always'?"],
])("%p is refused in words that name it", (given, message) => {
  const error = failure(() => read(given));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(message);
});

test("a token is refused anywhere, except where Terraform alone may know", () => {
  const token = Token.asString({ resolve: () => "later" });
  const later = { resolve: () => "later" };
  const taken = (form: Form<unknown>, value: unknown) => failure(() => form(value, "name")).code;

  expect([
    taken(text, token),
    taken(list(text), Token.asList(later)),
    taken(object({}), later),
    taken(optional(oneOf(["a"])), token),
  ]).toEqual(Array(4).fill("UnresolvedToken"));
  expect(orToken(text)(token, "name")).toBe(token);
  expect(orToken(flag)(later, "name")).toBe(later);
});

test("one value or several, and values under any key, are looked at one by one", () => {
  expect(oneOrMore(text)("a", "name")).toBe("a");
  expect(failure(() => oneOrMore(text)(["a", null], "name")).message).toContain("name[1] cannot be 'null'");
  expect(failure(() => record(text)({ a: "b", c: 5 }, "name")).message).toContain("name.c cannot be '5'");
});

test.each<[Form<unknown>, unknown, string]>([
  [text, 5, "name cannot be '5'\n  pass a text"],
  [flag, "true", "name cannot be 'true'\n  pass true or false"],
  [number, "5", "name cannot be '5'\n  pass a number"],
  [number, Number.NaN, "name cannot be 'NaN'\n  pass a number"],
  [apiText(), 5, "name cannot be '5'\n  pass a text"],
  [apiText("name a job"), undefined, "name is missing\n  name a job"],
  [list(text), "a", "name cannot be 'a'\n  pass a list, also for a single one"],
  [record(text), ["a"], "name cannot be a list\n  pass an object"],
  [having({ a: text }, "pass a job"), null, "name cannot be 'null'\n  pass a job"],
  [having({ a: text }, "pass a job"), { a: 5, b: 1 }, "name.a cannot be '5'\n  pass a text"],
  [object({ a: text }), { a: 5 }, "name.a cannot be '5'\n  pass a text"],
  [oneOf(["a", "b"]), "c", "name cannot be 'c'\n  use one of a, b"],
])("a form refuses what is none, by its name and with the repair", (form, value, message) => {
  expect(failure(() => form(value, "name")).message).toBe(message);
});

test("what is right is given back: any text of the API, also one with a token's marks, and an object with more in it", () => {
  const job = { a: "x", more: 1 };

  expect(apiText()("${TfToken[TOKEN.0]}", "name")).toBe("${TfToken[TOKEN.0]}");
  expect(having({ a: text }, "pass a job")(job, "name")).toBe(job);
  expect(optional(text)(undefined, "name")).toBeUndefined();
  expect(number(-1.5, "name")).toBe(-1.5);
  expect(list(optional(text))([undefined, "a"], "name")).toEqual([undefined, "a"]);
});

test.each([
  undefined,
  null,
  "app",
  {},
  { node: null },
  { node: { path: 1, root: {} } },
  { node: { path: "", root: null } },
  { node: { path: "" } },
  { path: "", root: {} },
])("%p is no construct", (given) => {
  expect(failure(() => constructArgument(given, "scope")).message).toMatch(
    /^scope .*\n {2}pass a construct: an app, a stack, or this inside of one$/,
  );
});

test("whatever has the node of a construct is one, whichever copy of the library made it", () => {
  const construct = { node: { path: "", root: {} } };

  expect(constructArgument(construct, "scope")).toBe(construct);
});
