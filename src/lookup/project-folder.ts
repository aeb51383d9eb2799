import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { SNAPSHOT_FILE_NAME } from "../snapshot/snapshot";

/** The nearest folder, upwards from the given one, that has a `cdktf.json`. */
export function projectFolder(from: string): string | undefined {
  if (existsSync(join(from, "cdktf.json"))) return from;
  const parent = dirname(from);
  return parent === from ? undefined : projectFolder(parent);
}

/** The snapshot stands beside `cdktf.json`, unless told otherwise. */
export function defaultSnapshotPath(): string {
  return join(projectFolder(process.cwd()) ?? process.cwd(), SNAPSHOT_FILE_NAME);
}
