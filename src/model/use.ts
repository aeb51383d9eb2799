/** Who uses jobs: a construct of an app. */
export interface User {
  /** Folder of the app's `cdktf.json` as seen from the snapshot, `.` for the same one, or what `DIJOBS_APP` says. */
  readonly app: string;
  /** Path of the construct. */
  readonly construct: string;
}

/** What a construct uses. */
export interface Use extends User {
  /** The names that it asked for; `*` where it read the whole list. */
  readonly names: readonly string[];
}

/** The app of those whom a snapshot of version 1 names: it did not tell apps. */
export const UNKNOWN_APP = "";
