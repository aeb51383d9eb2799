import type { ApiVersion } from "./api-version";
import type { Workspace } from "./workspace";

/** A DataWorks workspace as the API lists it: plain, read-only data, every text the API's own. */
export interface Project extends Workspace {
  /** The name that people type (2020-05-18 `ProjectIdentifier`, 2024-05-18 `Name`). */
  readonly projectName: string;
  /** The name that the console shows (2020-05-18 `ProjectName`, 2024-05-18 `DisplayName`); several may share one. */
  readonly displayName: string;
  /** State at the time of the listing, such as `Available`; its spelling is that of the version. */
  readonly status: string;
}

/** Tells whether a workspace is there: a deleted one may still be listed for a while, in the spelling of either version. */
export function isLive({ status }: Project): boolean {
  return !/^deleted$/i.test(status);
}

/** Where workspaces are listed. */
export interface ProjectsQuery {
  readonly apiVersion: ApiVersion;
  readonly regionId: string;
}

/** Every workspace of a region that an account sees, sorted by id. */
export interface ProjectListing {
  readonly query: ProjectsQuery;
  /** Sorted by id, numerically; no id twice. */
  readonly projects: readonly Project[];
  /** When they were so: ISO 8601, UTC, whole seconds. */
  readonly observedAt: string;
  /** Calls sent for this answer, repeated ones included. */
  readonly calls: number;
}
