import { groupBy } from "../../model/group-by";
import type { DiJob } from "../../model/job";
import type { Mention } from "./mention";

/**
 * How a live job is managed: by a state or an import block that has its id, by a resource of a stack that has its name, by
 * none, or by what cannot be told.
 */
export type Management = "byId" | "byName" | "none" | "unclear";

/** A live job, and what Terraform's files say of it. */
export interface ComparedJob {
  readonly job: DiJob;
  readonly management: Management;
  readonly mentions: readonly Mention[];
}

/** Which live jobs Terraform manages. */
export interface Comparison {
  readonly jobs: readonly ComparedJob[];
  /** What might manage any job: only a state can tell. */
  readonly unread: readonly Mention[];
}

/** Compares live jobs with what Terraform's files say; each job stands in it once. */
export function compareManagement(live: readonly DiJob[], mentions: readonly Mention[]): Comparison {
  const byImportId = groupBy(live, ({ importId }) => importId);
  const byId = groupBy(
    mentions.filter(({ importId }) => importId !== undefined),
    ({ importId }) => importId ?? "",
  );
  const byName = declarations(live, mentions, byId);
  const compared = live.map((job): ComparedJob => {
    const told = byId.get(job.importId);
    if (told !== undefined) {
      // An import id has no region: of two jobs that differ in nothing else it may mean either.
      const twins = byImportId.get(job.importId)?.length ?? 0;
      return { job, management: twins > 1 ? "unclear" : "byId", mentions: told };
    }
    const named = byName.get(job);
    return { job, management: named?.management ?? "none", mentions: named?.mentions ?? [] };
  });
  const known = mentions.filter(({ importId }) => importId !== undefined).map(({ address }) => address);
  const unread = mentions.filter(({ importId, declared, address }) => {
    return importId === undefined && declared === undefined && !known.some((each) => isInstance(each, address));
  });
  return { jobs: compared, unread };
}

/** The jobs that resources without an id mean, if there is one job only that each can mean. */
function declarations(live: readonly DiJob[], mentions: readonly Mention[], byId: ReadonlyMap<string, unknown>) {
  const named = groupBy(live, ({ projectId, jobName }) => `${projectId} ${jobName}`);
  const meant = new Map<DiJob, { management: "byName" | "unclear"; mentions: Mention[] }>();
  for (const each of mentions) {
    if (each.declared === undefined || each.importId !== undefined) continue;
    const jobs = named.get(`${each.declared.projectId} ${each.declared.jobName}`) ?? [];
    // A state has the job of this name already: the resource is the one that made it.
    if (jobs.some(({ importId }) => byId.has(importId))) continue;
    for (const job of jobs) {
      const before = meant.get(job)?.mentions ?? [];
      meant.set(job, { management: jobs.length > 1 ? "unclear" : "byName", mentions: [...before, each] });
    }
  }
  return meant;
}

/** Tells whether an address is that of a resource, or of one of its instances. */
function isInstance(address: string, resource: string): boolean {
  return address === resource || address.startsWith(`${resource}[`);
}
