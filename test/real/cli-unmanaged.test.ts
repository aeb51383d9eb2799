import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { type Cli, makeCli } from "../_support/cli";
import { root } from "../_support/process";
import { commandsIn, unseenIn } from "../_support/runner-commands";

const TYPE = "alicloud_data_works_di_job";
const HERE = ["-w", "cn-shanghai/1967"];
const THERE = ["-w", "cn-beijing/2044"];
const HOSTILE = 'x" }\n${file("/etc/hostname")} */ `${process.exit()}` ##[error]x \u202e';

let cli: Cli;

beforeAll(async () => {
  const jobs = [
    { diJobId: "1", jobName: "orders_to_holo" },
    { diJobId: "9007199254740993", jobName: "stock_to_holo" },
    { diJobId: "3", jobName: HOSTILE },
    { diJobId: "4", jobName: "orders_to_holo", regionId: "cn-beijing", projectId: "2044" },
  ];
  cli = await makeCli({ jobs });
  cli.write("none.json", '{"format_version":"1.0"}');
  state("one.json", "1967:1");
  state("other.json", "2044:4");
  state("all.json", "1967:1", "1967:9007199254740993", "1967:3", "2044:4");
});

afterAll(() => cli.close());

/** Writes a state with these jobs. */
function state(file: string, ...ids: readonly string[]): void {
  const resources = ids.map((id, index) => {
    return { address: `${TYPE}.j${index}`, mode: "managed", type: TYPE, name: `j${index}`, values: { id } };
  });
  cli.write(file, JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }));
}

const idsIn = (stdout: string) => {
  const { jobs } = JSON.parse(stdout);
  const found: { job: { importId: string }; managed: string }[] = jobs;
  return found.flatMap(({ job, managed }) => (managed === "none" ? [job.importId] : []));
};

test("the jobs that no state has are listed, and are exit 1", async () => {
  const { status, stdout, stderr } = await cli.run("unmanaged", ...HERE, "--state", "one.json");

  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(/^WORKSPACE +ID +NAME +TYPE +STATUS +TERRAFORM$/m);
  expect(stdout).toMatch(/^cn-shanghai\/1967 +9007199254740993 +stock_to_holo .* nowhere$/m);
  expect(stdout).not.toContain("orders_to_holo");
  expect(stdout).toContain("2 jobs unmanaged, 1 managed (exit code 1: unmanaged jobs)");
});

test.each([
  [
    ["--state", "none.json"],
    ["1967:1", "1967:3", "1967:9007199254740993", "2044:4"],
  ],
  [
    ["--state", "one.json"],
    ["1967:3", "1967:9007199254740993", "2044:4"],
  ],
  [
    ["--state", "one.json", "--state", "other.json"],
    ["1967:3", "1967:9007199254740993"],
  ],
  [["--state", "all.json"], []],
])("of two workspaces %j leaves %j", async (args, ids) => {
  const { status, stdout } = await cli.run("unmanaged", ...HERE, ...THERE, ...args, "--format", "json");

  expect(idsIn(stdout)).toEqual(ids);
  expect(status).toBe(ids.length === 0 ? 0 : 1);
});

test("what is published as its schema holds for what it writes", async () => {
  const schema = JSON.parse(readFileSync(join(root, "schema/unmanaged-1.json"), "utf8"));
  const validate = addFormats(new Ajv({ strict: false })).compile(schema);

  const { stdout } = await cli.run("unmanaged", ...HERE, "--state", "one.json", "--format", "json");
  validate(JSON.parse(stdout));

  expect(validate.errors).toBeNull();
});

test("a workspace that cannot be listed makes exit 2, and the other one is still shown", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", times: 1 }]);
  const { status, stdout, stderr } = await cli.run("unmanaged", ...HERE, ...THERE, "--state", "none.json");
  await cli.emulator.clearFaults();

  expect(status).toBe(2);
  expect(stdout).toContain("orders_to_holo");
  expect(stderr).toContain("Forbidden.Access");
});

test("a resource whose name only Terraform knows makes exit 2, until its state is given", async () => {
  cli.write(
    "cdk.tf.json",
    JSON.stringify({ resource: { [TYPE]: { j0: { project_id: 1967, job_name: "${var.x}" } } } }),
  );

  const alone = await cli.run("unmanaged", ...HERE, "--stacks", ".");
  const withState = await cli.run("unmanaged", ...HERE, "--stacks", ".", "--state", "one.json");

  expect(alone.status).toBe(2);
  expect(alone.stderr).toContain(`only Terraform knows which job ${TYPE}.j0 is: give its state with --state`);
  expect(withState).toMatchObject({ status: 1, stderr: "" });
});

test.each([
  [["--format", "text"], "name what manages jobs: --state FILE, or --stacks cdktf.out"],
  [["--state", "nope.json"], "there is no such file"],
  [["--stacks", "nope"], "it is not there"],
])("%j is refused before anything is asked", async (args, says) => {
  await cli.emulator.forgetCalls();

  const { status, stdout, stderr } = await cli.run("unmanaged", ...HERE, ...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
  expect(await cli.emulator.calls()).toEqual([]);
});

test("without a workspace, those of the snapshot are asked, each as a whole", async () => {
  await cli.run("refresh", ...THERE, "--snapshot", "there.json");

  const { stdout } = await cli.run("unmanaged", "--snapshot", "there.json", "--state", "one.json", "--format", "json");

  expect(idsIn(stdout)).toEqual(["2044:4"]);
});

test("csv is a line for each job", async () => {
  const { stdout } = await cli.run("unmanaged", ...HERE, "--state", "one.json", "--format", "csv");

  const [head, ...lines] = stdout.trimEnd().split("\r\n");
  expect(head).toBe("managed,workspace,id,name,type,status,terraform");
  expect(lines).toHaveLength(2);
  expect(lines).toContain("none,cn-shanghai/1967,9007199254740993,stock_to_holo,Full,Running,nowhere");
});

test.each("text json csv hcl cdktf".split(" "))("no name commands whoever shows %s", async (format) => {
  const { stdout } = await cli.run("unmanaged", ...HERE, "--state", "none.json", "--format", format);

  expect({ commands: commandsIn(stdout), unseen: unseenIn(stdout.replaceAll("\r\n", "\n")) }).toEqual({
    commands: [],
    unseen: [],
  });
});

test("import blocks are written for these jobs only, with every digit of their ids", async () => {
  const { status, stdout } = await cli.run("unmanaged", ...HERE, "--state", "one.json", "--format", "hcl");

  expect(status).toBe(1);
  expect(stdout.match(/^ {2}id = .*$/gm)).toEqual(['  id = "1967:3"', '  id = "1967:9007199254740993"']);
  expect(stdout).toContain(`  to = ${TYPE}.stock_to_holo\n`);
  // Whatever else stands there is a comment.
  const others = stdout.split("\n").filter((line) => !/^(#.*|import \{|}|)$|^ {2}(to|id) = /.test(line));
  expect(others).toEqual([]);
});

test("where nothing is to be adopted nothing is written", async () => {
  expect(await cli.run("unmanaged", ...HERE, "--state", "all.json", "--format", "hcl")).toMatchObject({
    status: 0,
    stdout: "",
  });
});
