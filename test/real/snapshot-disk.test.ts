import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot } from "../../src/snapshot/file";
import { SnapshotWriter } from "../_support/snapshot-writer";

/** Mounting, and acting as other people, is for root. */
const asRoot = process.getuid?.() === 0 ? test : test.skip;

const NOBODY = 65_534;
const SOMEBODY = 4_711;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "snapshot-disk-"));
  path = join(folder, "dataworks.snapshot.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

async function write(workspace: string, jobs = 20, how: { uid?: number } = {}) {
  const [round] = await new SnapshotWriter({ path, workspace, rounds: 1, jobs, ...how }).writeAll();
  return round;
}

/** Mounts something, does something, and unmounts it again. */
async function mounted(args: readonly string[], at: string, act: () => Promise<void>): Promise<void> {
  execFileSync("mount", [...args, at]);
  try {
    await act();
  } finally {
    execFileSync("umount", [at]);
  }
}

asRoot.each([
  ["has no room for the content", "size=64k", 2_000],
  ["has no room for another file", "nr_inodes=3", 20],
])("a disk that %s is told at once, and nothing is left on it", async (_, limit, jobs) => {
  await mounted(["-t", "tmpfs", "-o", limit, "tmpfs"], folder, async () => {
    expect(await write("1", 1)).toMatchObject({ outcome: "created" });
    const before = readFileSync(path, "utf8");

    const full = await write("2", jobs);

    expect(full?.outcome).toMatch(/was not written: ENOSPC: .*\n {2}make room on its disk$/);
    expect(full?.looks).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
  });
});

asRoot("a file that is mounted alone is told, and its content stays", async () => {
  const other = join(folder, "other.json");
  await write("1");
  const text = readFileSync(path, "utf8");
  writeFileSync(other, text);

  await mounted(["--bind", other], path, async () => {
    const { outcome } = (await write("2")) ?? {};

    expect(outcome).toMatch(/EBUSY: .*\n {2}where it is mounted alone, mount its folder: /);
    expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json", "other.json"]);
  });
  expect(readFileSync(other, "utf8")).toBe(text);
});

asRoot("root leaves the snapshot and its types to their owner, with their mode", async () => {
  await write("1");
  for (const file of [path, path.replace(/json$/, "d.ts")]) {
    chownSync(file, SOMEBODY, NOBODY);
    chmodSync(file, 0o640);
  }

  await write("2");

  for (const file of [path, path.replace(/json$/, "d.ts")])
    expect(statSync(file)).toMatchObject({ uid: SOMEBODY, gid: NOBODY, mode: 0o100640 });
});

asRoot(
  "people who may all write into a folder record into one snapshot, after one of them was killed, too",
  async () => {
    chmodSync(folder, 0o777);
    await write("1", 20, { uid: SOMEBODY });
    const killed = new SnapshotWriter({
      path,
      workspace: "2",
      rounds: 1,
      jobs: 20,
      uid: SOMEBODY,
      env: { HALT: "30:SIGKILL" },
    });
    await killed.writeAll();
    expect(readdirSync(folder).length).toBeGreaterThan(2);

    expect(await write("3", 20, { uid: NOBODY })).toMatchObject({ outcome: "written" });
    expect(await write("4", 20, { uid: SOMEBODY })).toMatchObject({ outcome: "written" });

    expect(readSnapshot(path).lookups.map(({ query }) => query.projectId)).toEqual(["1", "3", "4"]);
    expect(statSync(path).mode).toBe(0o100644);
    expect(readdirSync(folder)).toHaveLength(2);
  },
);

asRoot("who may not write into the folder is told so, unless there is nothing to write", async () => {
  chmodSync(folder, 0o755);
  await write("1", 0);

  expect((await write("2", 0, { uid: NOBODY }))?.outcome).toMatch(
    /was not written: EACCES: .*\n {2}see that its folder exists and can be written to$/,
  );
  expect((await write("1", 0, { uid: NOBODY }))?.outcome).toBe("unchanged");
  expect(readdirSync(folder)).toHaveLength(2);
});

test("a pipe in place of the snapshot or of its types is refused at once", async () => {
  execFileSync("mkfifo", [path]);
  expect((await write("1"))?.outcome).toMatch(/^'.*json' is a pipe, not a file\n {2}name another snapshot/);
  rmSync(path);
  execFileSync("mkfifo", [path.replace(/json$/, "d.ts")]);
  expect((await write("1"))?.outcome).toMatch(/d\.ts' is a pipe, not a file/);
  expect(readdirSync(folder)).toHaveLength(1);
});
