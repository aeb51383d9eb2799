import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptySnapshot } from "../../src/snapshot/snapshot";
import { updateSnapshot } from "../../src/snapshot/update";

const COMPILED = join(__dirname, "../../dist");

const PROGRAM = `
const { readSnapshot } = require(${JSON.stringify(join(COMPILED, "snapshot/file.js"))});
const { updateSnapshot } = require(${JSON.stringify(join(COMPILED, "snapshot/update.js"))});
readSnapshot(process.argv[1]);
updateSnapshot(process.argv[1], (current) => ({ ...current }));
console.log(JSON.stringify({ modules: Object.keys(require.cache), listeners: process.eventNames() }));
`;

test("reading and writing a snapshot loads this package's own files only and listens to no signal", () => {
  const folder = mkdtempSync(join(tmpdir(), "snapshot-load-"));
  const path = join(folder, "dataworks.snapshot.json");
  updateSnapshot(path, () => emptySnapshot);

  const plain = JSON.parse(execFileSync(process.execPath, ["-p", "JSON.stringify(process.eventNames())"]).toString());
  const printed = execFileSync(process.execPath, ["-e", PROGRAM, path]);
  const { modules, listeners } = JSON.parse(printed.toString());

  expect(modules.length).toBeGreaterThan(0);
  expect(modules.filter((name: string) => !name.startsWith(COMPILED))).toEqual([]);
  expect(listeners).toEqual(plain);
  rmSync(folder, { recursive: true });
});
