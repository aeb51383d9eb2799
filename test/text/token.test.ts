import { Fn, Token } from "cdktf";
import * as cdktn from "cdktn";
import { isToken } from "../../src/text/token";

const lazy = { resolve: () => "later" };

test.each([
  ["a string token", Token.asString(lazy)],
  ["a string that holds one", `job-${Token.asString(lazy)}`],
  ["a number token", Token.asNumber(lazy)],
  ["a list token", Token.asList(lazy)],
  ["a list token of numbers", Token.asNumberList(lazy)],
  ["a map token", Token.asStringMap(lazy)],
  ["a resolvable", Token.asAny(lazy)],
  ["a function call", Fn.upper("x")],
  ["a number token of CDK Terrain", cdktn.Token.asNumber(lazy)],
  ["a string token of CDK Terrain", cdktn.Token.asString(lazy)],
])("%s is recognized", (_, value) => {
  expect(isToken(value)).toBe(true);
});

test.each([
  ["orders"],
  ["${path.cwd}"],
  ["TfToken["],
  [1967],
  [-1],
  [Number.NaN],
  [true],
  [null],
  [undefined],
  [["orders"]],
  [{ a: 1 }],
  [{ resolve: "later" }],
  [{ "x&{TfToken[": 1 }],
])("the plain value %j is no token", (value) => {
  expect(isToken(value)).toBe(false);
});

test.each([["job-#{TfToken[0]}"], ["&{TfToken[0]}"], [{ "&{TfToken[0]}": "" }], [[1, "${TfToken[0]}"]]])(
  "the mark in %j is one of a token, wherever it stands",
  (value) => {
    expect(isToken(value)).toBe(true);
  },
);
