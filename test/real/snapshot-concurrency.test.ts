import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot } from "../../src/snapshot/file";
import { SnapshotWriter } from "../_support/snapshot-writer";

const ROUNDS = 5;
const JOBS = 50;

test.each([2, 8])("%d processes that record at once lose nothing of one another", async (count) => {
  const folder = mkdtempSync(join(tmpdir(), "snapshot-writers-"));
  const path = join(folder, "dataworks.snapshot.json");
  const projectIds = Array.from({ length: count }, (_, index) => String(index + 1));
  const writers = projectIds.map((projectId) => new SnapshotWriter(path, projectId, ROUNDS, JOBS));
  await Promise.all(writers.map((writer) => writer.says()));

  for (const writer of writers) writer.start();
  const ended = await Promise.all(writers.map((writer) => writer.ended));

  expect(ended).toEqual(writers.map(() => true));
  const { lookups } = readSnapshot(path);
  expect(lookups.map(({ query }) => query.projectId).sort()).toEqual(projectIds);
  for (const { jobs } of lookups) {
    expect(jobs).toHaveLength(JOBS);
    expect(jobs.every((job) => job.jobName.endsWith(`_${ROUNDS}`))).toBe(true);
  }
  expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
  rmSync(folder, { recursive: true });
});
