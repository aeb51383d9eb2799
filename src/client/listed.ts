import type { ApiVersion } from "../model/api-version";

/** An object as it came over the wire; every number with all its digits. */
export type WireRow = Readonly<Record<string, unknown>>;

/** What pages are of: all in which a listing of jobs differs from one of workspaces. */
export interface Listed<Item extends object> {
  readonly apiVersion: ApiVersion;
  readonly regionId: string;
  /** The operation of the API. */
  readonly action: "ListDIJobs" | "ListProjects";
  readonly method: "GET" | "POST";
  /** Documented quota of an account in a region: calls in any second. */
  readonly callsPerSecond: number;
  /** Name of the object that holds `TotalCount` and the list. */
  readonly envelope: string;
  /** Name of the list. */
  readonly list: string;
  /** What is asked, apart from the page. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The question as people read it, such as `cn-shanghai/1967`. */
  readonly where: string;
  /** What one of them is called. */
  readonly noun: "job" | "workspace";
  /** A field that changes by itself, and is nobody's doing. */
  readonly volatile: string;
  idOf(item: Item): string;
  /** An item, or what is wrong with the row; notes values outside the documentation. */
  decode(row: WireRow, unknownValues: string[]): Item | string;
}
