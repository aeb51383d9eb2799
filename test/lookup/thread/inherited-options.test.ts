import { inspect } from "node:util";
import { inheritedOptions } from "../../../src/lookup/thread/inherited-options";
import { printsRequests } from "../../../src/lookup/thread/unprinted-listing";

const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

test("a thread gets the environment without what loads more, or prints keys, and no loader", () => {
  process.env = { A: "b", DEBUG: "tea", NODE_DEBUG: "http", NODE_OPTIONS: "--require tsx" };

  const { env, execArgv } = inheritedOptions();

  expect(Object.entries(env)).toEqual([["A", "b"]]);
  expect(execArgv).toEqual([]);
});

test("under Yarn Plug'n'Play a thread is given its loader, without which it finds no package", () => {
  Object.defineProperty(process.versions, "pnp", { value: "3", configurable: true });

  // Here is none.
  expect(inheritedOptions).toThrow(/Cannot find module 'pnpapi'/);

  Reflect.deleteProperty(process.versions, "pnp");
});

test("what a thread is started with is not printed", () => {
  process.env = { ALICLOUD_SECRET_KEY: "a-secret-of-the-environment" };

  expect(inspect(inheritedOptions())).toContain("env: [not shown]");
  expect(inspect(inheritedOptions())).not.toContain("a-secret");
});

test.each([
  [{}, false],
  [{ DEBUG: "" }, false],
  [{ DEBUG: "tea" }, true],
  [{ NODE_DEBUG: "http" }, true],
])("with %j requests are printed: %s", (env, expected) => {
  expect(printsRequests(env)).toBe(expected);
});
