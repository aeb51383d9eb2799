import type { CompleteJob } from "../emulated-job";

/** Which jobs a call selects. */
export interface JobSelection {
  readonly projectId: string;
  /** `undefined` where the host name tells no region. */
  readonly regionId?: string | undefined;
  readonly jobNameLike?: string | undefined;
  readonly sourceDataSourceType?: string | undefined;
  readonly destinationDataSourceType?: string | undefined;
  readonly migrationType?: string | undefined;
}

/** Which part of the selected jobs a call wants. */
export interface PageRequest {
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** One page of jobs, before it is put into a version's words. */
export interface JobPage extends PageRequest {
  readonly totalCount: number;
  readonly jobs: readonly CompleteJob[];
}

/** Selects jobs the way the server does; texts are compared without regard to case. */
export function selectJobs<Job extends CompleteJob>(jobs: Iterable<Job>, selection: JobSelection): Job[] {
  const wanted = (given: string | undefined, value: string) =>
    given === undefined || given.toLowerCase() === value.toLowerCase();
  const nameLike = selection.jobNameLike?.toLowerCase() ?? "";
  return [...jobs].filter(
    (job) =>
      job.projectId === selection.projectId &&
      wanted(selection.regionId, job.regionId ?? selection.regionId ?? "") &&
      job.jobName.toLowerCase().includes(nameLike) &&
      wanted(selection.sourceDataSourceType, job.sourceDataSourceType) &&
      wanted(selection.destinationDataSourceType, job.destinationDataSourceType) &&
      wanted(selection.migrationType, job.migrationType),
  );
}

/** Cuts a page out of the selected jobs; past the end it is empty. */
export function pageOf(selected: readonly CompleteJob[], { pageNumber, pageSize }: PageRequest): JobPage {
  const start = (pageNumber - 1) * pageSize;
  return { totalCount: selected.length, pageNumber, pageSize, jobs: selected.slice(start, start + pageSize) };
}
