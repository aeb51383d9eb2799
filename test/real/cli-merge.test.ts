import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { renderSnapshot } from "../../src/snapshot/render";
import type { SnapshotLookup } from "../../src/snapshot/snapshot";
import { renderSnapshotTypes } from "../../src/snapshot/types";
import { type Cli, makeCli } from "../_support/cli";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { root } from "../_support/process";
import { uses } from "../_support/uses";

const FILE = "dataworks.snapshot.json";
const orders = lookup([job("1", "orders")], { usedBy: uses({ "prod/jobs": ["orders"] }) });
const old = lookup([job("5", "old")], { projectId: "5", usedBy: uses({ "prod/old": ["old"] }) });
const fresh = lookup([job("9", "fresh")], { projectId: "9", usedBy: uses({ "prod/fresh": ["*"] }) });
const ours = { ...orders, observedAt: "2026-02-01T08:00:00Z", jobs: [...orders.jobs, job("2", "crm")] };
const theirs = {
  ...orders,
  observedAt: "2026-02-02T08:00:00Z",
  jobs: [job("1", "orders", { jobStatus: "Failed" })],
  usedBy: uses({ "dev/jobs": ["orders"], "prod/jobs": ["orders"] }),
};
const expected = renderSnapshot(snapshotOf(theirs, fresh));

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli();
  git("init", "--quiet", "--initial-branch=main");
});

afterEach(() => cli.close());

function git(...args: readonly string[]): number | null {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const env = { PATH: process.env.PATH, HOME: cli.folder, GIT_CONFIG_NOSYSTEM: "1" };
  return spawnSync("git", [...identity, ...args], { cwd: cli.folder, env }).status;
}

function commit(text: string): void {
  cli.write(FILE, text);
  git("add", "--all");
  git("commit", "--quiet", "--message=recorded");
}

/** Two branches: one has another job and prunes a question, the other a status, a user and a question. */
function diverge(ourText = renderSnapshot(snapshotOf(ours)), theirText = expectedOf(theirs, old, fresh)): void {
  commit(renderSnapshot(snapshotOf(orders, old)));
  git("checkout", "--quiet", "-b", "theirs");
  commit(theirText);
  git("checkout", "--quiet", "main");
  commit(ourText);
}

function expectedOf(...lookups: SnapshotLookup[]): string {
  return renderSnapshot(snapshotOf(...lookups));
}

test("a conflicted snapshot names the command that resolves it, into what a recording would give, with its types", async () => {
  diverge();
  expect(git("merge", "theirs")).toBe(1);
  const refused = await cli.run("list", "--used");
  expect(refused.stderr).toContain(`npx --no-install dijobs merge ${join(cli.folder, FILE)}`);

  const { status, stdout } = await cli.run("merge", join(cli.folder, FILE));

  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("is merged: 2 questions") });
  expect(cli.read(FILE)).toBe(expected);
  expect(cli.read("dataworks.snapshot.d.ts")).toBe(renderSnapshotTypes(snapshotOf(theirs, fresh)));
});

test("a half-resolved file, one that both added, and Windows line ends are merged from the versions that git has", async () => {
  diverge(expectedOf(ours).replaceAll("\n", "\r\n"));
  git("merge", "theirs");
  cli.write(FILE, "half");

  expect((await cli.run("merge")).status).toBe(0);
  expect(cli.read(FILE)).toBe(expected);
});

test("as git's merge driver it leaves no conflict", () => {
  diverge();
  cli.write(".git/info/attributes", `${FILE} merge=dijobs\n`);
  git("config", "merge.dijobs.driver", `'${process.execPath}' '${join(root, "dist/cli/program.js")}' merge %O %A %B`);

  expect(git("merge", "--quiet", "--no-edit", "theirs")).toBe(0);
  expect(cli.read(FILE)).toBe(expected);
});

test("doctor tells the two lines that set the driver up, which do", async () => {
  commit(expectedOf(orders));
  const merging = async () => {
    const { diagnoses } = JSON.parse((await cli.run("doctor", "--format", "json")).stdout);
    return diagnoses.find(({ subject }: { subject: string }) => subject === "merging");
  };
  const before = await merging();
  expect(before).toMatchObject({ state: "note" });

  spawnSync("bash", ["-ec", before.repair], { cwd: cli.folder, env: { PATH: process.env.PATH, HOME: cli.folder } });

  expect(await merging()).toMatchObject({ state: "ok" });
});

test("a side that cannot be read refuses the merge, and leaves the file", async () => {
  diverge("{ broken }\n");
  git("merge", "theirs");
  const before = cli.read(FILE);

  const { status, stderr } = await cli.run("merge");

  expect(status).toBe(2);
  expect(stderr).toContain("cannot be merged, and was left as it is");
  expect(stderr).toContain("(ours)");
  expect(cli.read(FILE)).toBe(before);
});

test("what one side deleted is kept, which is said", async () => {
  diverge();
  git("rm", "--quiet", FILE);
  git("commit", "--quiet", "--message=gone");
  git("merge", "theirs");

  const { status, stderr } = await cli.run("merge");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "note: the other side deleted it, and theirs is kept\n" });
  expect(cli.read(FILE)).toBe(expectedOf(theirs, old, fresh));
});

test("marks are enough where git knows of no conflict any more", async () => {
  diverge();
  git("merge", "theirs");
  git("add", FILE);

  expect((await cli.run("merge")).status).toBe(0);
  expect(cli.read(FILE)).toContain('"projectId":"9"');
});
