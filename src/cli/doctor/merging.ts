import { existsSync } from "node:fs";
import { typesPathOf } from "../../snapshot/types";
import type { Invocation } from "../ask/invocation";
import { hasDriver } from "../merge/stages";
import type { Diagnosis } from "./diagnosis";

/** Whether git merges the snapshots of two branches by what they mean; nothing outside of a repository. */
export function diagnoseMerging({ settings: { snapshotPath } }: Invocation): Diagnosis[] {
  const driver = existsSync(snapshotPath) ? hasDriver(snapshotPath) && hasDriver(typesPathOf(snapshotPath)) : undefined;
  if (driver === undefined) return [];
  if (driver) return [{ subject: "merging", state: "ok", says: "git merges the snapshot with dijobs merge" }];
  return [
    {
      subject: "merging",
      state: "note",
      says: "git merges the snapshot line by line, and dijobs merge resolves what it cannot; git can call it by itself",
      repair: [
        "echo 'dataworks.snapshot.* merge=dijobs' >> .gitattributes",
        "git config merge.dijobs.driver 'npx --no-install dijobs merge %O %A %B'",
      ].join("\n"),
    },
  ];
}
