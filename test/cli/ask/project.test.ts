import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProject } from "../../../src/cli/ask/project";
import { failure } from "../../_support/failure";

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(config: unknown) {
  writeFileSync(join(folder, "cdktf.json"), typeof config === "string" ? config : JSON.stringify(config));
}

test("the nearest cdktf.json upwards is the project, and its snapshot counts from its folder", () => {
  write({ app: "npx ts-node main.ts", context: { dijobs: { snapshot: "data/jobs.json" }, other: 1 } });
  mkdirSync(join(folder, "a/b"), { recursive: true });

  expect(findProject(join(folder, "a/b"))).toEqual({
    folder,
    app: "npx ts-node main.ts",
    context: { dijobs: { snapshot: "data/jobs.json" }, other: 1 },
    settings: { snapshot: join(folder, "data/jobs.json") },
  });
});

test("a cdktf.json without app and context is a project all the same", () => {
  write({});

  expect(findProject(folder)).toEqual({ folder, app: undefined, context: {}, settings: {} });
});

test("there is no project where no cdktf.json is", () => {
  expect(findProject(folder)).toBeUndefined();
});

test.each([
  ["{", "JSON"],
  [[], "the file is no object"],
  [{ app: 1 }, "app is no text"],
  [{ context: "x" }, "context is no object"],
  [{ context: { dijobs: [] } }, "context.dijobs is no object"],
])("%j is refused, naming the file", (config, flaw) => {
  write(config);

  const error = failure(() => findProject(folder));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(join(folder, "cdktf.json"));
  expect(error.message).toContain(flaw);
});
