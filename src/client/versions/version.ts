import type { Project } from "../../model/project";
import type { Listed, WireRow } from "../listed";

/** An operation that lists something page by page. */
type Operation = Pick<Listed<object>, "action" | "method" | "envelope" | "list">;

/** What differs between the versions of the API. */
export interface Api {
  /** Documented quota of an account in a region: calls in any second. */
  readonly callsPerSecond: number;
  /** What to do where the edition of an account does not have this version. */
  readonly editionRepair: string;
  /** ListDIJobs. */
  readonly jobs: Operation & {
    /** The id of a job. */
    idIn(job: WireRow): unknown;
  };
  /** ListProjects. */
  readonly projects: Operation & {
    /** Names of the fields of a workspace. */
    readonly fields: Readonly<Record<Exclude<keyof Project, "regionId">, string>>;
  };
}
