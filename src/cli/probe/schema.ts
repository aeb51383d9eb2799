import { API_VERSIONS } from "../../model/api-version";
import type { SchemaParts } from "../written";
import { ALL_ASSUMPTIONS } from "./lesson";

/** What `dijobs doctor --probe --format json` writes. */
export function probeSchema({ z, head, time, count }: SchemaParts) {
  const apiVersion = z.enum(API_VERSIONS);
  return z.object({
    ...head("doctor --probe"),
    packageVersion: z.string(),
    regionId: z.string(),
    observedAt: time,
    findings: z.array(
      z.object({
        assumption: z.enum(ALL_ASSUMPTIONS).describe("Its heading in docs/discoveries.md."),
        apiVersion: apiVersion.optional().describe("Left out for what is about both."),
        verdict: z.enum(["confirmed", "refuted", "open"]).describe("open where it was not learnt."),
        found: z.string(),
      }),
    ),
    notes: z.array(z.string()).describe("What was in the way of learning more."),
    traits: z
      .partialRecord(apiVersion, z.record(z.string(), z.union([z.string(), count])))
      .describe("What was learnt, as dijobs emulator --like takes it."),
    calls: z.array(
      z.object({
        apiVersion,
        asked: z.string(),
        outcome: z.string(),
        totalCount: count.optional(),
        pageSize: count.optional(),
        jobs: z.array(z.string()).optional().describe("Hashes of ids, comparable within this report only."),
      }),
    ),
  });
}
