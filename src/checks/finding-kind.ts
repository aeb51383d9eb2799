import type { FindingOf, ResultJob } from "./verdict";

/** All that is to be known of a kind of finding; `docs/rules.md` has a heading for each. */
export interface FindingKind<F extends FindingOf> {
  readonly kind: F["kind"];
  /** What it asks for, in a few words, to stand in a list. */
  readonly meaning: string;
  /**
   * Says a finding in a sentence: what, and the repair.
   *
   * @param subject the job, else the workspace, as text.
   */
  sentence(args: F["args"], subject: string): string;
  /** The jobs that a finding about no job of a listing is about: what is known of each. */
  jobs?(args: F["args"]): readonly Partial<ResultJob>[];
  /** Which one it is, where a rule may find several things of one job, or of one workspace. */
  aspect?(args: F["args"]): string;
}
