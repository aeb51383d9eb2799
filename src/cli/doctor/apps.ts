import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { forgetApp } from "../../errors/snapshot";
import { followLinks } from "../../snapshot/disk/regular-file";
import type { Snapshot } from "../../snapshot/snapshot";
import { counted, quoted, several } from "../../text/words";
import type { Diagnosis } from "./diagnosis";

/**
 * Whether the apps that a snapshot names by their folders are there: drift goes on concerning one that is gone, or was moved.
 *
 * A name without a slash may be one that `DIJOBS_APP` gave.
 */
export function diagnoseApps({ lookups }: Snapshot, snapshotPath: string): Diagnosis[] {
  const folder = dirname(followLinks(snapshotPath));
  const apps = new Set(lookups.flatMap(({ usedBy }) => usedBy.map(({ app }) => app)));
  const gone = [...apps].filter((app) => app.includes("/") && !existsSync(join(folder, app)));
  if (gone.length === 0) return [];
  return [
    {
      subject: "apps",
      state: "note",
      says: `the snapshot names ${counted(gone.length, "app")} by a folder that is not there: ${several(gone.map(quoted))}`,
      repair: ["unless DIJOBS_APP calls them so, take them out:", ...gone.map(forgetApp)].join("\n"),
    },
  ];
}
