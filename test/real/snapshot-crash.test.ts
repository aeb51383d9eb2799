import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot } from "../../src/snapshot/file";
import { renderSnapshotTypes } from "../../src/snapshot/types";
import { SnapshotWriter } from "../_support/snapshot-writer";

const KILLS = 30;
const JOBS = 1_000;

/** Lets other events pass, so that the kill falls on another moment of the write each time. */
async function passEvents(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await new Promise((resolve) => setImmediate(resolve));
}

/** The round a name was recorded in: `job_7_of_round_4711_2` is of `4711_2`. */
const roundOf = (jobName: string) => jobName.replace(/^job_\d+_of_round_/, "");

test("killed at any moment, a writer leaves the old file or the new one, and the next writer works", async () => {
  const folder = mkdtempSync(join(tmpdir(), "snapshot-crash-"));
  const path = join(folder, "dataworks.snapshot.json");
  let locksLeft = 0;

  for (let kill = 0; kill < KILLS; kill++) {
    const writer = new SnapshotWriter(path, "1967", Number.MAX_SAFE_INTEGER, JOBS);
    expect(await writer.says()).toBe("ready");
    writer.start();
    expect(await writer.says()).toBe("1");
    await passEvents(kill * 40);
    await writer.kill();

    locksLeft += existsSync(`${path}.lock`) ? 1 : 0;
    const [lookup] = readSnapshot(path).lookups;
    expect(lookup?.jobs).toHaveLength(JOBS);
    expect(new Set(lookup?.jobs.map((job) => roundOf(job.jobName))).size).toBe(1);
    expect(readFileSync(join(folder, "dataworks.snapshot.d.ts"), "utf8")).toMatch(/;\n {2}\}\n\}\n$/);
  }

  // Otherwise no kill fell into a write, and nothing was shown.
  expect(locksLeft).toBeGreaterThan(0);

  const last = new SnapshotWriter(path, "1967", 1, JOBS);
  await last.says();
  last.start();
  expect(await last.ended).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
  expect(readFileSync(join(folder, "dataworks.snapshot.d.ts"), "utf8")).toBe(renderSnapshotTypes(readSnapshot(path)));
  rmSync(folder, { recursive: true });
});
