import { type Cli, makeCli } from "../_support/cli";

const REGION = "cn-shanghai";
const workspaces = Array.from({ length: 40 }, (_, index) => `${REGION}/${2_000 + index}`);
const named = workspaces.flatMap((workspace) => ["-w", workspace]);
const TWO = named.slice(0, 4);

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli();
  cli.write(
    "dijobs.policy.yaml",
    `version: 1\nworkspaces: { a: { regionId: ${REGION}, projectId: 2000 }, b: { regionId: ${REGION}, projectId: 2001 } }
rules: [{ id: unique, rule: uniqueNames }]\n`,
  );
  cli.write("state.json", JSON.stringify({ format_version: "1.0" }));
  await cli.run("refresh", "-w", `${REGION}/2000`, "-w", `${REGION}/2001`);
});

afterEach(() => cli.close());

/** Without an end of the run, each question would have its 30 s, and two regions or pages twice that. */
test.each([
  ["check"],
  ["drift"],
  ["list", ...TWO],
  ["refresh", ...TWO],
  ["wait", ...TWO, "--name", "x", "--until", "Running"],
  ["unmanaged", ...TWO, "--state", "state.json"],
  ["workspaces", "--region", "cn-shanghai,cn-beijing"],
  ["doctor", "-w", `${REGION}/2000`],
  ["list", "-w", `${REGION}/by_its_name`],
])("%s ends with --timeout, however slow the answers are", async (...args) => {
  await cli.emulator.setFaults([{ kind: "slow", delayMs: 600_000 }]);

  const { status, stdout, stderr } = await cli.run(...args, "--timeout", "1s");

  expect(status).toBe(2);
  expect(stdout + stderr).toMatch(/within the 1 s of --timeout \(\d+ calls? sent, at most \d+ a second\)/);
  expect(stdout + stderr).toContain("give the run more time: --timeout 2s");
});

test("external ends with --timeout, also where nobody writes the query", async () => {
  await cli.emulator.setFaults([{ kind: "slow", delayMs: 600_000 }]);
  const asking = cli.start("external", "--timeout", "1s");
  asking.process.stdin.end(JSON.stringify({ workspace: `${REGION}/2000`, name: "x" }));
  const reading = cli.start("external", "--timeout", "1s");

  const [asked, read] = await Promise.all([asking.ended, reading.ended]);

  expect(asked).toMatchObject({ status: 1, stdout: "" });
  expect(asked.stderr).toContain("within the 1 s of --timeout");
  expect(read).toMatchObject({ status: 1, stdout: "" });
  expect(read.stderr).toContain("the 1s of --timeout are over");
});

test("an app that refresh runs is ended with --timeout", async () => {
  cli.write("cdktf.json", JSON.stringify({ language: "typescript", app: "node -e 'setInterval(() => {}, 1000)'" }));

  const { status, stderr } = await cli.run("refresh", "--timeout", "1s");

  expect(status).toBe(2);
  expect(stderr).toContain("it did not end in time: the 1s of --timeout are over");
});

test("of 40 workspaces at one call a second those are listed for which there was time, and the others say what all of it takes", async () => {
  const { status, stdout } = await cli.runWith(
    { DIJOBS_CALLS_PER_SECOND: "1" },
    ...["list", ...named, "--timeout", "4s", "--format", "json"],
  );

  expect(status).toBe(2);
  const { listings, unanswered } = JSON.parse(stdout);
  expect(listings.length).toBeGreaterThan(0);
  expect(listings.length + unanswered.length).toBe(40);
  expect(listings.length).toBeLessThan(7);
  const last = unanswered.at(-1).message;
  expect(last).toContain("was not asked within the 4 s of --timeout (0 calls sent, at most 1 a second)");
  expect(last).toMatch(/what is left of the run needs at least 3\d(\.\d)? s more in this pace/);
  expect(Number(/--timeout (\d+)s/.exec(last)?.[1])).toBeGreaterThan(38);
});

test.each(["soon", "0s"])("--timeout %s is refused", async (timeout) => {
  const { status, stderr } = await cli.run("list", ...TWO, "--timeout", timeout);

  expect(status).toBe(2);
  expect(stderr).toContain("30s, 10m, 24h or 7d");
  expect(await cli.emulator.calls()).toHaveLength(2);
});
