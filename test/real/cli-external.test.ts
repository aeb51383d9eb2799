import { createReadStream } from "node:fs";
import { type Cli, makeCli } from "../_support/cli";
import type { Ended } from "../_support/process";
import { commandsIn, unseenIn } from "../_support/runner-commands";

const WORKSPACE = "cn-shanghai/1967";
const HOSTILE = '${file("/etc/hostname")} "%{ if true }" \\ \u001b[31m ##[error]x \u202e </script> 作业';

let cli: Cli;

beforeAll(async () => {
  const jobs = [
    { diJobId: "9007199254740993", jobName: "orders_to_holo", jobStatus: "Running" },
    { diJobId: "16628", jobName: HOSTILE },
    { diJobId: "16629", jobName: "twice" },
    { diJobId: "16630", jobName: "twice" },
  ];
  cli = await makeCli({ jobs, workspaces: [{ projectId: "1967", projectName: "orders_prod" }] });
});

afterAll(() => cli.close());

/** Tells what is sent as it is. */
function isRaw(query: unknown): query is string | Buffer {
  return typeof query === "string" || Buffer.isBuffer(query);
}

/** Runs the program as Terraform does: the query on its standard input, which then ends. */
function ask(query: unknown, ...args: readonly string[]): Promise<Ended> {
  const running = cli.start("external", ...args);
  running.process.stdin.end(isRaw(query) ? query : JSON.stringify(query));
  return running.ended;
}

/** The result, as Terraform takes it: an object of texts, and nothing else on standard output. */
async function answer(query: object, ...args: readonly string[]): Promise<Record<string, string>> {
  const { status, stdout, stderr } = await ask(query, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const result: Record<string, string> = JSON.parse(stdout);
  expect(Object.values(result).every((value) => typeof value === "string")).toBe(true);
  return result;
}

/** Why there is none, as Terraform shows it: one sentence, nothing on standard output. */
async function refusal(query: unknown, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await ask(query, ...args);
  expect({ status, stdout, lines: stderr.split("\n").length }).toEqual({ status: 1, stdout: "", lines: 2 });
  return stderr;
}

test("a job is found by its name, with every digit of its id", async () => {
  expect(await answer({ workspace: WORKSPACE, name: "orders_to_holo" })).toMatchObject({
    id: "9007199254740993",
    import_id: "1967:9007199254740993",
    status: "Running",
    source: "live",
  });
});

test("a name that Terraform, a terminal or a runner would obey goes in and comes out exactly", async () => {
  expect(await answer({ workspace: WORKSPACE, name: HOSTILE })).toMatchObject({ id: "16628", name: HOSTILE });

  const { jobs = "" } = await answer({ workspace: WORKSPACE, names: JSON.stringify([HOSTILE, "orders_to_holo"]) });
  expect(JSON.parse(jobs)).toMatchObject({ [HOSTILE]: { id: "16628" }, orders_to_holo: { id: "9007199254740993" } });
});

test.each([
  ["a misspelt name", { name: "orders_to_hollo" }, "nearest names: orders_to_holo"],
  ["a name that two jobs have", { name: "twice" }, 'name one by its id: id = "16629"'],
  ["several misses", { names: '["orders_to_hollo","nope"]' }, "no job named 'nope'"],
  ["a mistyped key", { nam: "orders" }, "did you mean 'name'?"],
  ["a workspace that is none", { workspace: "cn-shanghai", name: "a" }, "'cn-shanghai' is no workspace"],
  ["no query", "", "the query is empty"],
  ["no JSON", '{"name":', "the query is no JSON"],
  ["what is not UTF-8", Buffer.from([0x7b, 0xff]), "the query is not UTF-8"],
])("%s is one sentence on standard error, and exit 1", async (_case, query, says) => {
  expect(await refusal(isRaw(query) ? query : { workspace: WORKSPACE, ...query })).toContain(says);
});

test("a hostile name that is not there is one sentence, too, and no command", async () => {
  const said = await refusal({ workspace: WORKSPACE, name: `nope\n::error::x ${HOSTILE}` });

  expect({ commands: commandsIn(said), unseen: unseenIn(said) }).toEqual({ commands: [], unseen: [] });
});

test("what the API refuses is one sentence with its code, and no secret", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);
  const said = await refusal({ workspace: WORKSPACE, name: "orders_to_holo" });
  await cli.emulator.clearFaults();

  expect(said).toContain("Forbidden.Access");
  expect(said).toContain("DIJOBS_API_VERSION=2024-05-18");
  expect(said).not.toMatch(/secret-of-the-emulator/);
});

test("locked answers from the snapshot, asks nothing, and says how to record what it lacks", async () => {
  const query = { workspace: WORKSPACE, name: "orders_to_holo", mode: "locked" };
  const before = await refusal(query, "--snapshot", "none.json");
  await cli.run("refresh", "--workspace", WORKSPACE);
  await cli.emulator.forgetCalls();

  const recorded = await answer(query);
  const missing = await refusal({ ...query, name: "newer" });
  const elsewhere = await refusal({ ...query, workspace: "cn-beijing/2044" });

  expect(before).toContain(`dijobs refresh --workspace ${WORKSPACE}`);
  expect(recorded).toMatchObject({ id: "9007199254740993", source: "snapshot" });
  expect(missing).toContain("if the job is newer, record it with");
  expect(elsewhere).toContain("has no answer for cn-beijing/2044");
  expect(await cli.emulator.calls()).toEqual([]);
});

test("DIJOBS_MODE goes before the query, as it goes before an app", async () => {
  await cli.run("refresh", "--workspace", WORKSPACE);
  const running = cli.startWith({ DIJOBS_MODE: "locked" }, "external");
  running.process.stdin.end(JSON.stringify({ workspace: WORKSPACE, name: "orders_to_holo", mode: "live" }));

  expect(JSON.parse((await running.ended).stdout)).toMatchObject({ source: "snapshot" });
});

test("a snapshot that is broken does not stand in the way of what the API says", async () => {
  cli.write("broken.json", "{");

  expect(await answer({ workspace: WORKSPACE, name: "orders_to_holo" }, "--snapshot", "broken.json")).toMatchObject({
    source: "live",
  });
  expect(await refusal({ workspace: WORKSPACE, name: "nope" }, "--snapshot", "broken.json")).toContain("no job named");
});

test("the workspace may stand on the command line instead", async () => {
  expect(await answer({ id: "16629" }, "--workspace", WORKSPACE)).toMatchObject({ name: "twice" });
  expect(await refusal({ id: "16629" })).toContain("workspace is missing");
  expect(await refusal({ id: "16629" }, "-w", WORKSPACE, "-w", "cn-beijing/2044")).toContain("name one");
});

test("a workspace may be named, and is told with its nearest where it is mistyped; locked asks nobody for its id", async () => {
  const query = { workspace: "cn-shanghai/orders_prod", id: "16629" };
  expect(await answer(query)).toMatchObject({ name: "twice", project_id: "1967" });
  expect(await refusal({ ...query, workspace: "cn-shanghai/orders_prd" })).toContain("orders_prod");
  await cli.emulator.forgetCalls();

  await refusal({ ...query, mode: "locked" });

  expect(await cli.emulator.calls()).toEqual([]);
});

test("an alias of a policy may stand for a workspace that the policy names", async () => {
  cli.write(
    "named.yaml",
    "version: 1\nworkspaces: { orders: { regionId: cn-shanghai, projectName: orders_prod } }\nrules: [{ id: unique, rule: uniqueNames }]\n",
  );

  const found = await answer({ workspace: "orders", name: "orders_to_holo" }, "--policy", "named.yaml");

  expect(found.id).toBe("9007199254740993");
  cli.write("named.yaml", cli.read("named.yaml").replace("orders_prod", "orders_pord"));
  expect(await refusal({ workspace: "orders", name: "x" }, "--policy", "named.yaml")).toContain("orders_prod");
});

test("a query without end is refused at its limit", async () => {
  const running = cli.start("external");
  const endless = createReadStream("/dev/zero");
  endless.pipe(running.process.stdin).on("error", () => endless.destroy());

  const { status, stdout, stderr } = await running.ended;

  endless.destroy();
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: "the query has more than 16 MB; ask for fewer jobs at a time\n",
  });
});
