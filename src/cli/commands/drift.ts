import { compareListings, compareWorkspaces, DRIFT_KINDS, type DriftKind } from "../../checks/drift";
import { ignoreDrift } from "../../checks/drift-ignore";
import { unknownWord } from "../../errors/arguments";
import { questionsMissing } from "../../errors/program";
import { snapshotLacksQuery } from "../../errors/snapshot";
import type { Listing } from "../../model/listing";
import { describeQuery } from "../../model/query";
import { parseTypedWorkspace, workspaceName } from "../../model/workspace";
import { readSnapshot, snapshotText } from "../../snapshot/file";
import { findLookup, type Snapshot, type SnapshotLookup, usersIn } from "../../snapshot/snapshot";
import { askAll, type Invocation, type UnansweredQuery } from "../ask/invocation";
import { type AskingOptions, addAskingOptions, collectList } from "../ask/options";
import { isInVersion, namedQueries, namesWorkspaces } from "../ask/queries";
import { findRecordedNames } from "../ask/recorded-names";
import { resolveAll } from "../ask/resolved-workspaces";
import { driftReport } from "../report/drift-report";
import { driftLines } from "../report/job-lines";
import {
  addReportingOptions,
  type ReportingOptions,
  reportedUnanswered,
  reporter,
  runOf,
  shownPath,
} from "../report/reporting";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface DriftOptions extends AskingOptions, ReportingOptions {
  readonly failOn?: readonly string[];
}

/** `dijobs drift`: compares the snapshot with the live answers to its questions. */
export const drift: CliCommand = {
  declare(command) {
    addAskingOptions(command).option(
      "--fail-on <kinds>",
      `fail on exactly these kinds, used or not: ${DRIFT_KINDS.join(",")} (default: all but status, of jobs that constructs use)`,
      collectList,
    );
    addReportingOptions(command);
    addHelp(command, {
      examples: [
        ["dijobs drift", "what is different now from what the snapshot says, and whom it concerns"],
        ["dijobs drift --fail-on removed,recreated", "fail on these only, whether a construct uses the job or not"],
        ["dijobs drift --policy dijobs.policy.yaml", "without the differences that its drift.ignore expects"],
        ["dijobs drift --format github --format markdown+=$GITHUB_STEP_SUMMARY", "in a workflow"],
      ],
      exitCodes: `Exit codes:
  0  no drift that fails
  1  drift of jobs that constructs use, or of the kinds of --fail-on
  2  a question of the snapshot could not be asked again, or the command line is wrong (beats 1)`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<DriftOptions>();
    const show = reporter(options, terminal);
    const failOn = options.failOn?.map(driftKind);
    const { invocation, unresolved } = await resolveAll(options, terminal);
    const run = runOf(terminal);
    const { snapshotPath } = invocation.settings;
    const snapshot = readSnapshot(snapshotPath);
    const lineOfJob = driftLines(snapshotText(snapshotPath), "before");
    const lookups = chooseLookups(snapshot, options, invocation);
    const queries = lookups.map(({ query }) => query);
    const { listings, unanswered: lost } = await askAll(queries, invocation, terminal);
    const names = await findRecordedNames(snapshot, queries, invocation, terminal);
    const unanswered = [...unresolved, ...names.unanswered, ...lost];
    const { policy } = invocation;
    const aliases = policy?.checked.aliases;
    const differences = [
      ...compareWorkspaces(names.before, names.after, usersIn({ lookups })),
      ...listings.flatMap((listing) => {
        const before = findLookup(snapshot, listing.query);
        return before === undefined ? [] : compareListings(before, listing);
      }),
    ];
    const sawAll = sightOf(options, listings, unanswered);
    const ignored =
      policy &&
      ignoreDrift(differences, policy.checked.driftIgnores, { ...policy.checked, now: run.startedAt }, sawAll);
    const report = driftReport({
      ...run,
      command: "drift",
      snapshot: { path: shownPath(snapshotPath), written: false },
      listings,
      unanswered: reportedUnanswered(unanswered, aliases, invocation.profileOf),
      aliases,
      profileOf: invocation.profileOf,
      drift: differences,
      ignore: policy && ignored && { ...ignored, path: policy.path, lineOf: policy.lineOfIgnore },
      lineOfJob,
      failOn,
    });
    return show(report, unanswered);
  },
};

/** Makes the function that tells whether all that the snapshot has of a workspace, or of every one, was compared. */
function sightOf(options: AskingOptions, listings: readonly Listing[], unanswered: readonly UnansweredQuery[]) {
  const compared = new Set(listings.map(({ query }) => workspaceName(query)));
  const lost = unanswered.map(({ query }) => workspaceName(query));
  return (workspace: string | undefined) => {
    // Another version's questions may show what one of them does not.
    if (options.apiVersion !== undefined) return false;
    if (workspace === undefined) return !namesWorkspaces(options) && lost.length === 0;
    // A name without an id may be that of any workspace.
    if (lost.includes(workspace) || "projectName" in parseTypedWorkspace(workspace)) return false;
    return compared.has(workspace) || !namesWorkspaces(options);
  };
}

/** The lookups of the workspaces that `--workspace` names, in the version of `--api-version`; without any, all. */
function chooseLookups(snapshot: Snapshot, options: AskingOptions, invocation: Invocation): readonly SnapshotLookup[] {
  const { snapshotPath } = invocation.settings;
  const inVersion = isInVersion(options);
  const recorded = snapshot.lookups.filter(({ query }) => inVersion(query));
  if (!namesWorkspaces(options)) {
    if (recorded.length === 0 && options.apiVersion !== undefined)
      throw questionsMissing(snapshotPath, options.apiVersion);
    return recorded;
  }
  return namedQueries(options, invocation).flatMap((wanted) => {
    const name = workspaceName(wanted);
    const lookups = recorded.filter(({ query }) => workspaceName(query) === name);
    if (lookups.length === 0) throw snapshotLacksQuery(describeQuery(wanted), snapshotPath);
    return lookups;
  });
}

function driftKind(text: string): DriftKind {
  const kind = DRIFT_KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw unknownWord("--fail-on", text, DRIFT_KINDS);
}
