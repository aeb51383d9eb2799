import { once } from "node:events";
import { type Cli, makeCli } from "../_support/cli";

const HERE = ["-w", "cn-shanghai/1967"];
let cli: Cli;

beforeEach(async () => {
  cli = await makeCli();
});

afterEach(() => cli.close());

test("a probe announces its calls, lists only, and reports without a name", async () => {
  const { status, stdout, stderr } = await cli.run("doctor", "--probe", ...HERE);

  const calls = await cli.emulator.calls();
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^sending at most 20 calls to 127\.0\.0\.1:\d+ for cn-shanghai\/1967: all of them list jobs \(ListDIJobs\), and change nothing\nsent 20 calls\n$/,
  );
  expect(calls.map(({ action }) => action)).toEqual(Array(20).fill("ListDIJobs"));
  expect(stdout).toMatch(
    /^\[order\]\(docs\/discoveries\.md#order\) \| .* \| 2020-05-18 \| confirmed \| by id, ascending$/m,
  );
  expect(stdout).toMatch(
    / \| 2024-05-18 \| confirmed \| connection, content-length, content-type, date, keep-alive, x-acs-request-id$/m,
  );
  expect(stdout).toMatch(/ \| 2020-05-18 \| confirmed \| it agrees with ours within 5 seconds$/m);
  expect(stdout).not.toMatch(/1967|16626|mysql|holo|1234567890123456|LTAI/);
});

test("an emulator like a report is probed with the same report", async () => {
  await cli.emulator.setTraits({
    order: "newest",
    nameMatch: "prefix",
    emptyList: "missing",
    idsAs: "text",
    pageSizeMost: 5,
    pageSizeEcho: "asked",
  });
  const first = await cli.run("doctor", "--probe", ...HERE, "--format", "json");
  cli.write("service.json", first.stdout);
  const running = cli.start("emulator", "--like", "service.json");
  const [lines]: unknown[] = await once(running.process.stdout, "data");
  const endpoint = /DIJOBS_ENDPOINT=(\S+)/.exec(String(lines))?.[1] ?? "";

  const second = await cli.runWith({ DIJOBS_ENDPOINT: endpoint }, "doctor", "--probe", ...HERE, "--format", "json");
  running.signalGroup("SIGTERM");
  await running.ended;

  const [one, other] = [JSON.parse(first.stdout), JSON.parse(second.stdout)];
  expect(other.findings).toEqual(one.findings);
  expect(other.traits).toEqual(one.traits);
  expect(one.traits["2020-05-18"]).toMatchObject({ order: "newest", nameMatch: "prefix", pageSizeMost: 5 });
});

test("a probe that nobody answers says why, with exit 2", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", message: "user 1234 of acs:ram::77:root" }]);

  const { status, stdout } = await cli.run("doctor", "--probe", ...HERE);

  expect(status).toBe(2);
  expect(stdout).toContain("- 2024-05-18 is not available: refused with Forbidden.Access, status 403");
  expect(stdout).not.toMatch(/1234|acs:ram/);
  expect(await cli.emulator.calls()).toHaveLength(2);
});

test.each([
  ["a workspace by its name, whose id would take other calls", ["-w", "cn-shanghai/orders_prod"], "name it by its id"],
  ["no workspace", [], "--workspace"],
])("a probe of %s is refused, and nothing is sent", async (_, args, says) => {
  const { status, stderr } = await cli.run("doctor", "--probe", ...args);

  expect(status).toBe(2);
  expect(stderr).toContain(says);
  expect(await cli.emulator.calls()).toEqual([]);
});

test("a file that is no report of a probe is refused", async () => {
  cli.write("service.json", "{}");

  const { status, stderr } = await cli.run("emulator", "--like", "service.json");

  expect(status).toBe(2);
  expect(stderr).toContain("dijobs doctor --probe --format json");
});
