import type { QueryProps } from "../model/query";
import type { Acknowledgement } from "./acknowledgement";
import type { RuleDefinition } from "./definition";
import type { DriftIgnore } from "./drift-ignore";
import type { Rule } from "./rule";

/** A workspace as a rule set names it: by exactly one of `projectId` and `projectName`. */
export interface RuleSetWorkspace extends Pick<QueryProps, "projectId" | "projectName" | "apiVersion"> {
  /** Region of the workspace, such as `cn-shanghai`. */
  readonly regionId: string;
  /**
   * Profile of the Alibaba Cloud CLI or SDK files as which `dijobs` asks the workspace; in a stack the props of
   * `DiJobs` say that.
   *
   * @default the credentials of the run
   */
  readonly profile?: string | undefined;
  /**
   * Words by which `dijobs --label` selects the workspace among others.
   *
   * @default none
   */
  readonly labels?: readonly string[] | undefined;
}

/** All workspaces that an account sees in a region, for `dijobs`: new ones are checked without anyone naming them. */
export interface RuleSetDiscovery extends Pick<RuleSetWorkspace, "regionId" | "profile" | "labels" | "apiVersion"> {
  /**
   * A pattern for the names that people type, matched in linear time; `^` and `$` anchor it.
   *
   * @default every name
   */
  readonly names?: string | undefined;
}

/**
 * One set of rules for many workspaces: what a policy file holds, and what can be written in TypeScript.
 *
 * In TypeScript a rule made by {@link rules} may stand among the definitions.
 *
 * @example
 * const policy: RuleSet = {
 *   version: 1,
 *   rules: [{ id: "naming", rule: "jobName", with: { pattern: "^[a-z_]+$" }, severity: "warning" }],
 * };
 */
export interface RuleSet {
  /**
   * Where an editor finds the schema of a policy file; nothing else reads it.
   *
   * @default none
   */
  readonly $schema?: string | undefined;
  /** Version of the format. */
  readonly version: 1;
  /**
   * Time zone in which every `until` day ends.
   *
   * @default "UTC"
   */
  readonly timeZone?: string | undefined;
  /**
   * The workspaces by the aliases that people use for them.
   *
   * @default none
   */
  readonly workspaces?: Readonly<Record<string, RuleSetWorkspace>> | undefined;
  /**
   * Workspaces that stand for themselves, by what an account sees; only `dijobs` reads it: in a stack every `DiJobs` is
   * judged anyway.
   *
   * @default none
   */
  readonly discover?: RuleSetDiscovery | readonly RuleSetDiscovery[] | undefined;
  /**
   * The greatest number of days from today to the last day of an acknowledgement; one that lasts longer accepts nothing, and
   * is itself a finding that says the latest day.
   *
   * @default no limit
   */
  readonly longestAcknowledgementDays?: number | undefined;
  /**
   * Differences from the snapshot that `dijobs drift` expects until a day.
   *
   * @default none
   */
  readonly drift?:
    | {
        /** What is expected; none of it fails. */
        readonly ignore: readonly DriftIgnore[];
      }
    | undefined;
  /** The rules, at least one, as data or made by a function. */
  readonly rules: readonly (RuleDefinition | Rule)[];
  /**
   * Findings that are known and accepted until a day.
   *
   * @default none
   */
  readonly acknowledge?: readonly Acknowledgement[] | undefined;
}
