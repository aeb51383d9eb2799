import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot } from "../../src/snapshot/file";
import { tell } from "../_support/figures";
import { SnapshotWriter } from "../_support/snapshot-writer";

const WRITERS = 6;
const ROUNDS = 12;

/** A container with a process table of its own, in which its writer has another number than in the next one. */
function container(index: number): string[] {
  return ["unshare", "--pid", "--fork", "sh", "-c", `${"(:);".repeat(3 * index)} "$@"; exit $?`, "sh"];
}

/** A clock that is a minute ahead, or behind. */
const skewed = (index: number) => ({ SHIFT_MS: String(index % 2 === 0 ? 60_000 : -60_000) });

const asRoot = process.getuid?.() === 0;

interface Circumstances {
  readonly within?: string[];
  readonly env?: Record<string, string>;
}

const CIRCUMSTANCES: [string, (index: number) => Circumstances][] = [
  ["on one machine", () => ({})],
  ["with clocks two minutes apart", (index) => ({ env: skewed(index) })],
];
if (asRoot)
  CIRCUMSTANCES.push([
    "in containers of one host name with such clocks",
    (index) => ({ within: container(index), env: skewed(index) }),
  ]);

test.each(CIRCUMSTANCES)(
  "processes that record at once %s lose nothing of one another, and none is told to have failed",
  async (circumstances, how) => {
    const folder = mkdtempSync(join(tmpdir(), "snapshot-writers-"));
    const path = join(folder, "dataworks.snapshot.json");
    const writers = Array.from({ length: WRITERS }, (_, index) => {
      const workspace = `${100 * (index + 1)}+`;
      return new SnapshotWriter({ path, workspace, rounds: ROUNDS, jobs: 20, ...how(index) });
    });

    const rounds = (await Promise.all(writers.map((writer) => writer.writeAll()))).flat();

    const recorded = readSnapshot(path).lookups.length;
    const failed = rounds.filter(({ outcome }) => !["created", "written"].includes(outcome)).length;
    tell(`${circumstances}: ${rounds.length} writes, ${recorded} in the file, ${failed} told to have failed`);

    // One of them was the first.
    const written = Array(WRITERS * ROUNDS - 1).fill("written");
    expect(rounds.map(({ outcome }) => outcome).sort()).toEqual(["created", ...written]);
    expect(recorded).toBe(WRITERS * ROUNDS);
    expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
    rmSync(folder, { recursive: true });
  },
);
