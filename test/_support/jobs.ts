import type { RuleResult } from "../../src/checks/result";
import type { DiJob } from "../../src/model/job";
import type { Listing } from "../../src/model/listing";

/** The time it is in these tests. */
export const NOW = new Date("2026-11-23T12:00:00Z");

/** A running job with the parts that a test is about. */
export function job(parts: Partial<DiJob> = {}): DiJob {
  const { regionId = "cn-shanghai", projectId = "1967", diJobId = "16626" } = parts;
  return {
    regionId,
    projectId,
    diJobId,
    jobName: "orders_to_holo",
    migrationType: "FullAndRealtimeIncremental",
    sourceDataSourceType: "MySQL",
    destinationDataSourceType: "Hologres",
    jobStatus: "Running",
    importId: `${projectId}:${diJobId}`,
    ...parts,
  };
}

/** A live listing of the workspace cn-shanghai/1967. */
export function listing(jobs: readonly DiJob[], parts: Partial<Listing> = {}): Listing {
  return {
    query: { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" },
    jobs,
    observedAt: "2026-11-23T11:00:00Z",
    source: "live",
    calls: 1,
    throttledCalls: 0,
    unknownValues: [],
    ...parts,
  };
}

/** Results as `outcome kind subject`, to compare at a glance. */
export function inShort(results: readonly RuleResult[]): string[] {
  return results.map((result) => {
    const reason = result.outcome === "unchecked" ? ` ${result.args.reason}` : "";
    return `${result.outcome} ${result.kind} ${result.job?.jobName ?? result.workspace}${reason}`;
  });
}
