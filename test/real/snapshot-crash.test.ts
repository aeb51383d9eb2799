import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readSnapshot } from "../../src/snapshot/file";
import { renderSnapshotTypes } from "../../src/snapshot/types";
import { SnapshotWriter } from "../_support/snapshot-writer";

const JOBS = 1_000;

/** Looks at a draft that stands there until it counts as left behind: one every 10 ms, for 750 ms. */
const LOOKS = 76;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const writerOf = (path: string, workspace: string, env = {}) =>
  new SnapshotWriter({ path, workspace, rounds: 1, jobs: JOBS, env });

const recordedIn = (path: string) => readSnapshot(path).lookups.map(({ query }) => query.projectId);

const typesOf = (path: string) => readFileSync(path.replace(/json$/, "d.ts"), "utf8");

function litterIn(path: string): string[] {
  return readdirSync(dirname(path)).filter((name) => !/snapshot\.(json|d\.ts)$/.test(name));
}

/** A snapshot with the workspace 1, into which another process is to write. */
async function recordedOnce(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "snapshot-crash-"));
  folders.push(folder);
  const path = join(folder, "dataworks.snapshot.json");
  await writerOf(path, "1").writeAll();
  return path;
}

/** Moments of one write that are spread over all of it, as numbers of accesses to the files. */
async function momentsOfAWrite(count: number): Promise<number[]> {
  const [round] = await writerOf(await recordedOnce(), "2").writeAll();
  return Array.from({ length: count }, (_, index) => Math.ceil(((index + 1) * (round?.accesses ?? 0)) / count));
}

test("killed at any moment, a writer leaves the old file or the new one, and the next writer works", async () => {
  const moments = await momentsOfAWrite(12);
  let littered = 0;

  for (const moment of moments) {
    const path = await recordedOnce();
    const writer = writerOf(path, "2", { HALT: `${moment}:SIGKILL` });
    await writer.ready();
    writer.start();
    expect(await writer.ended).toBeUndefined();
    littered += litterIn(path).length > 0 ? 1 : 0;
    expect([["1"], ["1", "2"]]).toContainEqual(recordedIn(path));
    expect(typesOf(path)).toMatch(/;\n {2}\}\n\}\n$/);

    const [next] = await writerOf(path, "3").writeAll();

    expect(next?.outcome).toBe("written");
    expect(next?.looks).toBeLessThanOrEqual(LOOKS);
    expect(recordedIn(path)).toContain("3");
    expect(typesOf(path)).toBe(renderSnapshotTypes(readSnapshot(path)));
    expect(litterIn(path)).toEqual([]);
  }

  // Otherwise no kill fell into a write, and nothing was shown.
  expect(littered).toBeGreaterThan(moments.length / 2);
});

test("a writer that stood still while another one took it for dead notices, begins again, and both are in the file", async () => {
  const moments = await momentsOfAWrite(5);

  for (const moment of moments) {
    const path = await recordedOnce();
    const writer = writerOf(path, "2", { HALT: `${moment}:SIGSTOP` });
    await writer.ready();
    writer.start();
    await writer.stopped();

    const [next] = await writerOf(path, "3").writeAll();
    writer.signal("SIGCONT");
    const stopped = await writer.wrote();
    await writer.ended;

    expect([next?.outcome, stopped?.outcome]).toEqual(["written", "written"]);
    expect(recordedIn(path)).toEqual(["1", "2", "3"]);
    expect(litterIn(path)).toEqual([]);
  }
});
