import { type FrameworkEntry, needFramework } from "../../src/frameworks/presence";
import { failure } from "../_support/failure";

const ENTRY: FrameworkEntry = { framework: "cdktf", install: "npm i cdktf", otherwise: "import another" };

/** Fails as Node.js does where a package is not installed. */
const missing = (name: string) => () => {
  throw Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- /app.js`), {
    code: "MODULE_NOT_FOUND",
  });
};

test.each(["cdktf", "constructs"])("where %s is not installed, the command that installs it is told", (name) => {
  const { code, message, cause } = failure(() => needFramework(ENTRY, missing(name)));

  expect(code).toBe("FrameworkMissing");
  expect(message).toContain(`'${name}' is not installed`);
  expect(message).toContain("npm i cdktf");
  expect(cause).toMatchObject({ code: "MODULE_NOT_FOUND" });
});

test.each([
  ["lacks a package of its own", missing("archiver"), "archiver"],
  ["lacks a file of its own", missing("cdktf/lib/x"), "cdktf/lib/x"],
  ["fails while it is loaded", () => JSON.parse("{"), "JSON"],
])("a framework that %s is not called missing", (_, load, words) => {
  const loading = () => needFramework(ENTRY, load);

  expect(loading).toThrow(words);
  expect(loading).not.toThrow("is not installed");
});
