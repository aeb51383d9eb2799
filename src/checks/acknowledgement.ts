/** Somebody's word that a finding is known and accepted until a day. */
export interface Acknowledgement {
  /** Id of the rule whose findings are meant. */
  readonly id: string;
  /**
   * The workspace that is meant, as `<regionId>/<projectId>` or, in a rule set, by its alias.
   *
   * @default every workspace
   */
  readonly workspace?: string | undefined;
  /**
   * The job that is meant, by its id, which survives a rename, or by its whole name.
   *
   * @default every finding of the rule
   */
  readonly job?: { readonly diJobId: string } | { readonly jobName: string } | undefined;
  /** Why this is accepted, in at least 10 characters. */
  readonly reason: string;
  /** Who answers for it. */
  readonly by: string;
  /** Last day on which it counts, as `YYYY-MM-DD`, that day included. */
  readonly until: string;
}
