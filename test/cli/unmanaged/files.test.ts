import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readStacks } from "../../../src/cli/unmanaged/stacks";
import { readState } from "../../../src/cli/unmanaged/state";
import { literal } from "../../../src/text/literal";
import { failure } from "../../_support/failure";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unmanaged-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

const TYPE = "alicloud_data_works_di_job";
const resource = (name: string, id: unknown, more: object = {}) => ({
  address: `${TYPE}.${name}`,
  mode: "managed",
  type: TYPE,
  name,
  values: { id },
  ...more,
});

describe("a state", () => {
  const state = (root_module: object) => write("state.json", { format_version: "1.0", values: { root_module } });

  test("has the jobs of its modules, however deep, and no other resources", () => {
    const inner = { resources: [{ ...resource("c", "1967:3"), address: `module.a.module.b[0].${TYPE}.c["x"]` }] };
    const file = state({
      resources: [
        resource("a", "1967:9007199254740993"),
        { ...resource("b", "1967:2"), mode: "data" },
        { ...resource("b", "1967:2"), type: "alicloud_data_works_di_alarm_rule" },
      ],
      child_modules: [{ resources: [] }, { child_modules: [inner] }],
    });

    expect(readState(file)).toEqual([
      { file, address: `${TYPE}.a`, importId: "1967:9007199254740993" },
      { file, address: `module.a.module.b[0].${TYPE}.c["x"]`, importId: "1967:3" },
    ]);
  });

  test("tells what the next apply deletes", () => {
    const file = state({
      resources: [
        resource("a", "1967:1", { tainted: true }),
        resource("a", "1967:2", { deposed_key: "4a2b" }),
        resource("b", null, { tainted: true }),
      ],
    });

    expect(readState(file).map(({ importId, fate }) => [importId, fate])).toEqual([
      ["1967:1", "tainted"],
      ["1967:2", "deposed"],
    ]);
  });

  test("that is empty manages nothing", () => {
    expect(readState(write("empty.json", { format_version: "1.0" }))).toEqual([]);
  });

  test("of a plan is the one that the plan was made from", () => {
    const module = (id: string) => ({ values: { root_module: { resources: [resource("a", id)] } } });
    const plan = { format_version: "1.2", planned_values: module("1967:8").values, prior_state: module("1967:7") };

    expect(readState(write("plan.json", plan)).map(({ importId }) => importId)).toEqual(["1967:7"]);
    expect(readState(write("first.json", { ...plan, prior_state: undefined }))).toEqual([]);
  });

  test.each([
    ["a raw state", { version: 4, serial: 1, lineage: "x", resources: [] }, "but a raw state"],
    ["something else", { hello: "world" }, "no output of terraform show -json"],
    ["a list", [], "it is no JSON object"],
    ["no JSON", "No state.", "is no JSON"],
    ["UTF-16", Buffer.from('\ufeff{"format_version":"1.0"}', "utf16le"), "it is not UTF-8"],
    [
      "another id",
      { format_version: "1.0", values: { root_module: { resources: [resource("a", "16626")] } } },
      "no <projectId>:<diJobId>",
    ],
  ])("that is %s is refused, with the command that writes one", (_case, content, says) => {
    const { message } = failure(() => readState(write("state.json", content)));

    expect(message).toContain(says);
    expect(message).toContain("terraform show -json > FILE");
  });

  test("that is not there is refused", () => {
    expect(failure(() => readState(join(folder, "nope.json"))).message).toContain("there is no such file");
  });
});

describe("synthesized stacks", () => {
  const stack = (content: unknown, name = "orders") => write(`cdktf.out/stacks/${name}/cdk.tf.json`, content);
  const read = () => readStacks(join(folder, "cdktf.out")).map(({ file: _file, ...rest }) => rest);
  const nasty = '${file("x")} %{ if true } 作业 "\n';

  test("import jobs by their ids, and declare others by their names", () => {
    stack({
      import: [
        { to: `${TYPE}.a`, id: "1967:1" },
        { to: "alicloud_data_works_project.p", id: "1967" },
      ],
      resource: {
        [TYPE]: {
          a: { project_id: 1967, job_name: "a" },
          b: { project_id: 1967, job_name: literal(nasty) },
          c: { project_id: "9007199254740993", job_name: "pay$${x}" },
        },
      },
    });
    write(
      "cdktf.out/stacks/big/cdk.tf.json",
      `{"resource":{"${TYPE}":{"d":{"project_id":9007199254740993,"job_name":"d"}}}}`,
    );

    expect(read()).toEqual([
      { address: `${TYPE}.d`, declared: { projectId: "9007199254740993", jobName: "d" } },
      { address: `${TYPE}.a`, importId: "1967:1" },
      { address: `${TYPE}.b`, declared: { projectId: "1967", jobName: nasty } },
      { address: `${TYPE}.c`, declared: { projectId: "9007199254740993", jobName: "pay${x}" } },
    ]);
  });

  test("are read however large they are, and whatever their texts look like", () => {
    const map = Object.fromEntries(Array.from({ length: 120_000 }, (_, at) => [`job ${at}`, { id: `${at}` }]));
    const text = '{"project_id": 7}';
    stack({ locals: { map, text }, resource: { [TYPE]: { a: { project_id: 1967, job_name: text } } } });

    expect(read()).toEqual([{ address: `${TYPE}.a`, declared: { projectId: "1967", jobName: text } }]);
  });

  test.each([
    ["name", { project_id: 1967, job_name: "${var.name}" }],
    ["workspace", { project_id: "${alicloud_data_works_project.p.id}", job_name: "a" }],
    ["number of instances", { project_id: 1967, job_name: "a", count: 2 }],
    ["instances", { project_id: 1967, job_name: "${each.key}", for_each: {} }],
    ["workspace, which the provider fills in", { job_name: "a" }],
  ])("tell neither id nor name of a job whose %s only Terraform knows", (_case, config) => {
    stack({ resource: { [TYPE]: { a: config } } });

    expect(read()).toEqual([{ address: `${TYPE}.a` }]);
  });

  test("tell no id of an import block that is computed", () => {
    stack({
      import: [{ to: `${TYPE}.a`, id: "${local.id}" }],
      resource: { [TYPE]: { a: { project_id: 1967, job_name: "a" } } },
    });

    expect(read()).toEqual([{ address: `${TYPE}.a` }]);
  });

  test("may be given as the folder of one of them", () => {
    stack({ import: [{ to: `${TYPE}.a`, id: "1967:1" }] });

    expect(readStacks(join(folder, "cdktf.out/stacks/orders"))).toHaveLength(1);
  });

  test.each([
    ["is not there", () => undefined, "it is not there"],
    ["has none", () => write("cdktf.out/manifest.json", {}), "no stack is in it"],
    ["has HCL", () => write("cdktf.out/stacks/orders/cdk.tf", ""), "it is HCL"],
    ["has what is no JSON", () => stack("{"), "no JSON"],
  ])("in a folder that %s are refused", (_case, prepare, says) => {
    prepare();

    expect(failure(read).message).toContain(says);
  });
});
