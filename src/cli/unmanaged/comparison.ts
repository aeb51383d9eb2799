import { groupBy } from "../../model/group-by";
import type { DiJob } from "../../model/job";
import type { Evidence } from "./evidence";

/**
 * How a live job is managed: by a state or an import block that has its id, by a resource of a stack that has its name, by
 * none, or by what cannot be told.
 */
export type Management = "byId" | "byName" | "none" | "unclear";

/** A live job, and what Terraform's files say of it. */
export interface ComparedJob {
  readonly job: DiJob;
  readonly management: Management;
  readonly evidence: readonly Evidence[];
}

/** Which live jobs Terraform manages. */
export interface Comparison {
  readonly jobs: readonly ComparedJob[];
  /** What might manage any job: only a state can tell. */
  readonly unread: readonly Evidence[];
}

/** Compares live jobs with what Terraform's files say; each job stands in it once. */
export function compareManagement(live: readonly DiJob[], evidence: readonly Evidence[]): Comparison {
  const byImportId = groupBy(live, ({ importId }) => importId);
  const byId = groupBy(
    evidence.filter(({ importId }) => importId !== undefined),
    ({ importId }) => importId ?? "",
  );
  const byName = declarations(live, evidence, byId);
  const compared = live.map((job): ComparedJob => {
    const told = byId.get(job.importId);
    if (told !== undefined) {
      // An import id has no region: of two jobs that differ in nothing else it may mean either.
      const twins = byImportId.get(job.importId)?.length ?? 0;
      return { job, management: twins > 1 ? "unclear" : "byId", evidence: told };
    }
    const named = byName.get(job);
    return { job, management: named?.management ?? "none", evidence: named?.evidence ?? [] };
  });
  const known = evidence.filter(({ importId }) => importId !== undefined).map(({ address }) => address);
  const unread = evidence.filter(({ importId, declared, address }) => {
    return importId === undefined && declared === undefined && !known.some((each) => isInstance(each, address));
  });
  return { jobs: compared, unread };
}

/** The jobs that resources without an id mean, if there is one job only that each can mean. */
function declarations(live: readonly DiJob[], evidence: readonly Evidence[], byId: ReadonlyMap<string, unknown>) {
  const named = groupBy(live, ({ projectId, jobName }) => `${projectId} ${jobName}`);
  const meant = new Map<DiJob, { management: "byName" | "unclear"; evidence: Evidence[] }>();
  for (const each of evidence) {
    if (each.declared === undefined || each.importId !== undefined) continue;
    const jobs = named.get(`${each.declared.projectId} ${each.declared.jobName}`) ?? [];
    // A state has the job of this name already: the resource is the one that made it.
    if (jobs.some(({ importId }) => byId.has(importId))) continue;
    for (const job of jobs) {
      const before = meant.get(job)?.evidence ?? [];
      meant.set(job, { management: jobs.length > 1 ? "unclear" : "byName", evidence: [...before, each] });
    }
  }
  return meant;
}

/** Tells whether an address is that of a resource, or of one of its instances. */
function isInstance(address: string, resource: string): boolean {
  return address === resource || address.startsWith(`${resource}[`);
}
