import ts from "typescript";
import { emptySnapshot, type Snapshot } from "../../src/snapshot/snapshot";
import { renderSnapshotTypes } from "../../src/snapshot/types";
import { entry } from "../_support/framework";
import { job, lookup } from "../_support/lookups";
import { TypedProject } from "../_support/typed-project";

const ODD_NAMES = ['say "hi"', "two\nlines", "*/", "\u2028", "\ud83d", "订单", "__proto__", "${a}`"];

const snapshot: Snapshot = {
  ...emptySnapshot,
  lookups: [
    lookup([job("1", "orders"), job("2", "customers")]),
    lookup([job("1", "orders"), job("3", "orders_v2")], { jobNameLike: "orders" }),
    lookup([], { projectId: "1968" }),
    lookup(
      ODD_NAMES.map((name, index) => job(`${index + 1}`, name)),
      { projectId: "1969" },
    ),
  ],
};

const STRICT = `
declare module "cdktf-dataworks-di-jobs/recorded" {
  interface RecordedJobsOptions { unknownNames: "error" }
}
export {};
`;

const layouts = {
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  node10: { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 },
};

const opened: TypedProject[] = [];

afterEach(() => {
  for (const project of opened.splice(0)) project.remove();
});

function project(files: Record<string, string>, layout: keyof typeof layouts = "node16"): TypedProject {
  const created = new TypedProject(
    { "dataworks.snapshot.d.ts": renderSnapshotTypes(snapshot), ...files },
    { strict: true, noEmit: true, types: [], lib: ["lib.es2022.d.ts"], ...layouts[layout] },
  );
  opened.push(created);
  return created;
}

function app(body: string): string {
  const jobs =
    'declare const scope: Construct; const jobs = new DiJobs(scope, "jobs", { regionId: "cn-shanghai", projectId: 1967 });';
  return `import { DiJobs } from "${entry}"; import type { Construct } from "constructs";\n${jobs}\n${body}\n`;
}

test.each(["node16", "node10"] as const)(
  "an editor offers exactly the recorded names of the workspace: %s",
  (layout) => {
    const names = project({ "app.ts": app('jobs.findJob("|");') }, layout).completions("app.ts");

    expect(names.sort()).toEqual(["customers", "orders", "orders_v2"]);
  },
);

const OF_1967 = "declare const declared: DiJobs<'cn-shanghai/1967'>;";

describe.each(["node16", "node10"] as const)("resolved as %s", (layout) => {
  test.each([
    ["in a filter", 'jobs.where({ jobName: "|" });'],
    ["among several in a filter", 'jobs.where({ jobName: [/x/, "|"] });'],
    ["by a workspace that is declared", `${OF_1967}\ndeclared.findJob("|");`],
    ["in a filter by a workspace that is declared", `${OF_1967}\ndeclared.where({ jobStatus: "x", jobName: "|" });`],
    [
      "by a field",
      `class Holder { readonly held: DiJobs<"cn-shanghai/1967"> = jobs; read() { this.held.findJobs(["|"]); } }`,
    ],
    ["by a parameter", `function read(given: DiJobs<"cn-shanghai/1967">) { given.tryFindJob("|"); }`],
  ])("an editor offers the recorded names %s", (_, body) => {
    const names = project({ "app.ts": app(body) }, layout).completions("app.ts");

    expect(names.sort()).toEqual(["customers", "orders", "orders_v2"]);
  });
});

test("what is declared by a workspace holds a construct of it, or of one that the compiler does not know, and of no other", () => {
  const body = [
    "declare const env: { regionId: string; projectId: string };",
    'let held: DiJobs<"cn-shanghai/1967"> = new DiJobs(scope, "a", { regionId: "cn-shanghai", projectId: "1967" });',
    'held = new DiJobs(scope, "b", env);',
    "const any: DiJobs = held;",
    "held = any;",
    'held = new DiJobs(scope, "c", { regionId: "cn-shanghai", projectId: 1968 });',
    'const named: DiJobs<"cn-shanghai/orders_prod"> = new DiJobs(scope, "d", { regionId: "cn-shanghai", projectName: "orders_prod" });',
    'class Own extends DiJobs { constructor() { super(scope, "e", env); } first() { return this.names[0]; } }',
    "const own: DiJobs = new Own();",
    'const props: DiJobs<{ regionId: "cn-shanghai"; projectId: 1967 }> = held;',
  ];

  expect(project({ "app.ts": app(body.join("\n")) }).errors()).toEqual(["app.ts:8 TS2322"]);
});

test("with the switch an unknown name in a filter is an error, and patterns and other fields are free", () => {
  const body = [
    'jobs.where({ jobName: ["orders", /^new_/], jobStatus: "New" });',
    'jobs.where({ jobName: "new_job" });',
    `${OF_1967} declared.findJob("new_job");`,
    'const general: DiJobs = jobs; general.where({ jobName: "any" });',
  ];

  const errors = project({ "app.ts": app(body.join("\n")), "strict.ts": STRICT }).errors();

  expect(errors).toEqual(["app.ts:4 TS2322", "app.ts:5 TS2345"]);
});

test("a name that is not recorded compiles", () => {
  expect(project({ "app.ts": app('jobs.findJob("new_job"); jobs.findJobs(["orders", "new_job"]);') }).errors()).toEqual(
    [],
  );
});

test.each(["node16", "node10"] as const)(
  "with the switch a recorded name compiles and any other is an error at its line: %s",
  (layout) => {
    const body = 'jobs.findJob("orders");\njobs.findJob("new_job");\njobs.findJobs(["orders", "new_job"]);';

    const errors = project({ "app.ts": app(body), "strict.ts": STRICT }, layout).errors();

    expect(errors).toEqual(["app.ts:4 TS2345", "app.ts:5 TS2322"]);
  },
);

test("with the switch a workspace whose recorded list is empty has no name that compiles", () => {
  const other = 'new DiJobs(scope, "none", { regionId: "cn-shanghai", projectId: "1968" }).findJob("orders");';

  expect(project({ "app.ts": app(other), "strict.ts": STRICT }).errors()).toEqual(["app.ts:3 TS2345"]);
});

test("with the switch any name compiles where the compiler does not know the workspace", () => {
  const body = [
    "declare const env: Record<string, string>;",
    'new DiJobs(scope, "region", { regionId: env.REGION ?? "", projectId: 1967 }).findJob("any");',
    'new DiJobs(scope, "project", { regionId: "cn-shanghai", projectId: env.PROJECT ?? "" }).findJob("any");',
    'new DiJobs(scope, "omitted", { projectId: 1967 }).findJob("any");',
    'new DiJobs(scope, "unrecorded", { regionId: "cn-beijing", projectId: 1967 }).findJob("any");',
    "const general: DiJobs = jobs;",
    'general.findJob("any");',
  ];

  expect(project({ "app.ts": app(body.join("\n")), "strict.ts": STRICT }).errors()).toEqual([]);
});

test("names that need quoting stay the same text", () => {
  const calls = ODD_NAMES.map((name) => `odd.findJob(${JSON.stringify(name)});`);
  const body = ['const odd = new DiJobs(scope, "odd", { regionId: "cn-shanghai", projectId: "1969" });', ...calls];

  expect(project({ "app.ts": app(body.join("\n")), "strict.ts": STRICT }).errors()).toEqual([]);
});

test("no name holds a character at which some tool ends a line", () => {
  expect(renderSnapshotTypes(snapshot)).not.toMatch(/[\r\u2028\u2029]/);
});

test("types of an empty snapshot compile and leave every name allowed", () => {
  const files = { "dataworks.snapshot.d.ts": renderSnapshotTypes(emptySnapshot), "strict.ts": STRICT };

  expect(project({ ...files, "app.ts": app('jobs.findJob("any");') }).errors()).toEqual([]);
});

test("every name has a line of its own, so that two branches can add names", () => {
  expect(renderSnapshotTypes(snapshot).split("\n")).toEqual(
    expect.arrayContaining(['      | "customers"', '      | "orders"', '      | "orders_v2";']),
  );
});
