import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseSnapshot } from "../../src/snapshot/parse";
import { renderSnapshot } from "../../src/snapshot/render";
import type { SnapshotLookup } from "../../src/snapshot/snapshot";
import { renderSnapshotTypes } from "../../src/snapshot/types";
import { type Cli, makeCli } from "../_support/cli";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { pages } from "../_support/pages";
import { root } from "../_support/process";
import { uses } from "../_support/uses";

const FILE = "dataworks.snapshot.json";
const TYPES = "dataworks.snapshot.d.ts";
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

/** Records a snapshot with its types, as a recording does. */
function commit(text: string, folder = "."): void {
  cli.write(join(folder, FILE), text);
  if (text.startsWith("{\n")) cli.write(join(folder, TYPES), renderSnapshotTypes(parseSnapshot(text, FILE)));
  git("add", "--all");
  git("commit", "--quiet", "--message=recorded");
}

/** Two branches: one has another job and prunes a question, the other a status, a user and a question. */
function diverge(
  ourText = renderSnapshot(snapshotOf(ours)),
  theirText = expectedOf(theirs, old, fresh),
  folder = ".",
): void {
  commit(renderSnapshot(snapshotOf(orders, old)), folder);
  git("checkout", "--quiet", "-b", "theirs");
  commit(theirText, folder);
  git("checkout", "--quiet", "main");
  commit(ourText, folder);
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

test("as git's merge driver it leaves no conflict, neither in the snapshot nor in its types", async () => {
  diverge();
  cli.write(".git/info/attributes", "dataworks.snapshot.* merge=dijobs\n");
  git("config", "merge.dijobs.driver", `'${process.execPath}' '${join(root, "dist/cli/program.js")}' merge %O %A %B`);

  expect(git("merge", "--quiet", "--no-edit", "theirs")).toBe(0);
  expect(cli.read(FILE)).toBe(expected);
  // The driver sees one file at a time: our newer name is among the types until they are written from the snapshot.
  expect(cli.read(TYPES)).toBe(
    renderSnapshotTypes(snapshotOf({ ...theirs, jobs: [...theirs.jobs, job("2", "crm")] }, fresh)),
  );
  expect((await cli.run("merge")).status).toBe(0);
  expect(cli.read(TYPES)).toBe(renderSnapshotTypes(snapshotOf(theirs, fresh)));
});

test("what both branches added is merged, and a conflict in the types alone is written anew", async () => {
  git("commit", "--quiet", "--allow-empty", "--message=nothing yet");
  git("checkout", "--quiet", "-b", "theirs");
  commit(expectedOf(theirs, fresh));
  git("checkout", "--quiet", "main");
  commit(expectedOf(ours));
  git("merge", "theirs");
  expect(cli.read(TYPES)).toContain("<<<<<<<");

  expect((await cli.run("merge")).status).toBe(0);

  expect(cli.read(FILE)).toBe(expected);
  expect(cli.read(TYPES)).toBe(renderSnapshotTypes(snapshotOf(theirs, fresh)));
  cli.write(TYPES, `<<<<<<< ours\n${cli.read(TYPES)}=======\n>>>>>>> theirs\n`);
  expect((await cli.run("merge")).status).toBe(0);
  expect(cli.read(TYPES)).toBe(renderSnapshotTypes(snapshotOf(theirs, fresh)));
});

test("a side of version 1 is merged, and its users belong to the app that the other side names", async () => {
  const { lookups } = JSON.parse(expectedOf(orders));
  const first = { version: 1, lookups: [{ ...lookups[0], usedBy: { "prod/jobs": ["orders"] } }] };
  commit(JSON.stringify(first, null, 2));
  git("checkout", "--quiet", "-b", "theirs");
  commit(JSON.stringify({ ...first, lookups: [{ ...first.lookups[0], observedAt: "2026-01-31T09:00:00Z" }] }, null, 2));
  git("checkout", "--quiet", "main");
  commit(expectedOf(ours));
  git("merge", "theirs");

  expect((await cli.run("merge")).status).toBe(0);

  expect(cli.read(FILE)).toBe(expectedOf(ours));
});

test("a snapshot that one branch renamed is merged under its new name", async () => {
  commit(expectedOf(orders, old));
  git("checkout", "--quiet", "-b", "theirs");
  git("mv", FILE, "shared.json");
  git("rm", "--quiet", TYPES);
  cli.write("shared.json", expectedOf(theirs, old, fresh));
  git("commit", "--quiet", "--all", "--message=renamed");
  git("checkout", "--quiet", "main");
  commit(expectedOf(ours));
  git("merge", "theirs");

  expect((await cli.run("merge", "shared.json")).status).toBe(0);

  expect(cli.read("shared.json")).toBe(expected);
  expect(cli.read("shared.d.ts")).toBe(renderSnapshotTypes(snapshotOf(theirs, fresh)));
});

/** The command line where `npx` finds it below a folder. */
function installIn(folder: string): void {
  const bin = join(cli.folder, folder, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  const program = `exec '${process.execPath}' '${join(root, "dist/cli/program.js")}' "$@"`;
  writeFileSync(join(bin, "dijobs"), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  cli.write(".git/info/exclude", "node_modules\n.npm\n");
}

async function merging(...args: readonly string[]) {
  const { diagnoses } = JSON.parse((await cli.run("doctor", "--format", "json", ...args)).stdout);
  return diagnoses.find(({ subject }: { subject: string }) => subject === "merging");
}

const shell = (lines: string, folder = cli.folder) =>
  spawnSync("bash", ["-ec", lines], { cwd: folder, env: { PATH: process.env.PATH, HOME: cli.folder } });

test("doctor tells the two lines that set the driver up, those of the pages, and git then merges by them", async () => {
  installIn(".");
  commit(expectedOf(orders, old));
  const before = await merging();
  expect(before).toMatchObject({ state: "note" });
  const ofPages = pages().filter(({ text }) => text.includes(before.repair));
  expect(ofPages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["docs/teams.md", "docs/snapshot-and-modes.md"]),
  );

  shell(before.repair);

  expect(await merging()).toMatchObject({ state: "ok" });
  diverge();
  expect(git("merge", "--quiet", "--no-edit", "theirs")).toBe(0);
  expect(cli.read(FILE)).toBe(expected);
});

test("doctor tells the driver where only the app has the package, and that git does not find it otherwise", async () => {
  const app = join(cli.folder, "apps/a");
  installIn("apps/a");
  cli.write(`apps/a/${FILE}`, expectedOf(orders, old));
  shell("echo 'dataworks.snapshot.* merge=dijobs' >> .gitattributes");
  git("config", "merge.dijobs.driver", "npx --no-install dijobs merge %O %A %B");

  const wrong = await merging("--snapshot", `apps/a/${FILE}`);
  expect(wrong).toMatchObject({ state: "trouble", says: expect.stringContaining("where the package is not") });
  shell(wrong.repair, app);

  expect(await merging("--snapshot", `apps/a/${FILE}`)).toMatchObject({ state: "ok" });
  diverge(undefined, undefined, "apps/a");
  expect(git("merge", "--quiet", "--no-edit", "theirs")).toBe(0);
  expect(cli.read(`apps/a/${FILE}`)).toBe(expected);
});

test("at the top of a repository of several apps all snapshots in conflict are merged", async () => {
  mkdirSync(join(cli.folder, "apps/a"), { recursive: true });
  mkdirSync(join(cli.folder, "apps/b"), { recursive: true });
  cli.write(`apps/b/${FILE}`, expectedOf(orders));
  diverge(undefined, undefined, "apps/a");
  git("merge", "theirs");

  const { status, stdout } = await cli.run("merge");

  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`'apps/a/${FILE}' is merged`) });
  expect(stdout).not.toContain("apps/b");
  expect(cli.read(`apps/a/${FILE}`)).toBe(expected);
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
