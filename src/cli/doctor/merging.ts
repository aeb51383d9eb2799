import { existsSync } from "node:fs";
import { typesPathOf } from "../../snapshot/types";
import type { Invocation } from "../ask/invocation";
import { driverOf, isFound } from "../merge/driver";
import type { Diagnosis } from "./diagnosis";

/** Whether git merges the snapshots of two branches by what they mean; nothing outside of a repository. */
export function diagnoseMerging({ settings: { snapshotPath } }: Invocation): Diagnosis[] {
  const driver = existsSync(snapshotPath) ? driverOf(snapshotPath) : undefined;
  if (driver === undefined) return [];
  const toSet = `git config merge.dijobs.driver '${driver.command}'`;
  const isSet = driver.set !== undefined && driverOf(typesPathOf(snapshotPath))?.set !== undefined;
  if (isSet && isFound(driver))
    return [{ subject: "merging", state: "ok", says: "git merges the snapshot with dijobs merge" }];
  if (isSet)
    return [
      {
        subject: "merging",
        state: "trouble",
        says: "git calls its driver at the top of the repository, where the package is not; then it keeps our side, without marks",
        repair: toSet,
      },
    ];
  return [
    {
      subject: "merging",
      state: "note",
      says: "git merges the snapshot line by line, and dijobs merge resolves what it cannot; git can call it by itself",
      repair: ["echo 'dataworks.snapshot.* merge=dijobs' >> .gitattributes", toSet].join("\n"),
    },
  ];
}
