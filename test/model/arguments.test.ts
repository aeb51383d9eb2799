import { Token } from "cdktf";
import {
  type Form,
  flag,
  list,
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
