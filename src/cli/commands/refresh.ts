import { compareListings, compareWorkspaces, type Drift } from "../../checks/drift";
import { invalidArgument } from "../../errors/arguments";
import { fileInvalid, projectMissing } from "../../errors/program";
import { snapshotCreated, snapshotNameMoved, snapshotUpgraded } from "../../errors/snapshot";
import { recordedListing } from "../../lookup/lookup";
import { appName } from "../../lookup/project-folder";
import { canonicalApiVersion } from "../../model/api-version";
import type { Listing } from "../../model/listing";
import { describeQuery, queryKey } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { snapshotText, tryReadSnapshot } from "../../snapshot/file";
import { forgetStacks, isForgotten } from "../../snapshot/forget";
import { keepUsed, orNewer, pruneUnused, recordAnswers } from "../../snapshot/record";
import { emptySnapshot, findLookup, type Snapshot, usersIn } from "../../snapshot/snapshot";
import { updateSnapshot } from "../../snapshot/update";
import { quoted } from "../../text/words";
import { recordWithApp } from "../ask/app";
import { type Answers, askAll, type Invocation } from "../ask/invocation";
import { type AskingOptions, addAskingOptions, collect, type RecordingOptions } from "../ask/options";
import { namesWorkspaces, questionsAgain } from "../ask/queries";
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
import type { Terminal } from "../terminal/terminal";
import type { CliCommand } from "./command";
import { APP_ENVIRONMENT, addHelp } from "./help";

interface RefreshOptions extends AskingOptions, RecordingOptions, ReportingOptions {
  readonly app: boolean;
}

/** `dijobs refresh`: records the snapshot anew, and says what changed. */
export const refresh: CliCommand = {
  declare(command) {
    addAskingOptions(command)
      .option(
        "--no-app",
        "ask the snapshot's own questions again, without running the app; so do --workspace and --label",
      )
      .option("--prune", "drop the questions that nobody asks any more: no stack of this app, and no other app")
      .option(
        "--forget <stack>",
        "take a stack that is gone out of the snapshot, and what uses jobs in it: its path, * for any text; may be repeated",
        collect,
      )
      .option("--ignore-status", "leave an answer alone of which nothing but statuses changed");
    addReportingOptions(command);
    addHelp(command, {
      examples: [
        ["dijobs refresh", "run the app of cdktf.json, and record what it looks up"],
        ["dijobs refresh --workspace cn-shanghai/1967", "ask again about one workspace, without the app"],
        ["dijobs refresh --forget 'preview-*' --prune", "take the stacks out that are gone, and what only they asked"],
        ["dijobs refresh --ignore-status --format markdown=body.md", "every night, for a pull request"],
      ],
      exitCodes: `Exit codes:
  0  the snapshot says what is there now, whether it had to be changed or not
  2  the app failed, or a question was not answered; what was answered with --no-app is recorded`,
      environment: `${APP_ENVIRONMENT}
The app is given all of it, and runs as under cdktf synth, with DIJOBS_MODE=record.`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<RefreshOptions>();
    const show = reporter(options, terminal);
    const withApp = options.app && !namesWorkspaces(options);
    // As whom an app asks is its own affair.
    const { invocation, unresolved } = await resolveAll(options, terminal, withApp ? { policy: false } : {});
    const run = runOf(terminal);
    const { snapshotPath } = invocation.settings;
    const before = tryReadSnapshot(snapshotPath) ?? emptySnapshot;
    const textBefore = snapshotText(snapshotPath);
    noteUnknownStacks(before, invocation, terminal);
    const live = withApp
      ? await recordApp(options, invocation, terminal)
      : await recordQueries(options, invocation, before, terminal);
    const unanswered = [...unresolved, ...(live?.unanswered ?? [])];
    const after = tryReadSnapshot(snapshotPath) ?? emptySnapshot;
    const aliases = invocation.policy?.checked.aliases;
    const report = driftReport({
      ...run,
      command: "refresh",
      snapshot: { path: shownPath(snapshotPath), written: textBefore !== snapshotText(snapshotPath) },
      listings: live?.listings ?? after.lookups.map(recordedListing),
      unanswered: reportedUnanswered(unanswered, aliases, invocation.profileOf),
      aliases,
      profileOf: withApp ? undefined : invocation.profileOf,
      drift: differences(before, after, live?.listings),
      lineOfJob: driftLines(snapshotText(snapshotPath), "after"),
      newQueries: lacking(after, before),
      droppedQueries: lacking(before, after),
    });
    return show(report, unanswered);
  },
};

async function recordApp(
  options: RefreshOptions,
  { project, client, settings }: Invocation,
  terminal: Terminal,
): Promise<undefined> {
  const { profile, network } = options;
  const own = "the app says that itself, in its props: leave it out, or add --no-app";
  if (profile !== undefined) throw invalidArgument("--profile", profile, own);
  if (network !== undefined) throw invalidArgument("--network", network, own);
  if (project === undefined) throw projectMissing(process.cwd());
  const { app } = project;
  if (app === undefined)
    throw fileInvalid(`${project.folder}/cdktf.json`, "it names no app", '"app": "npx ts-node main.ts"');
  terminal.note(`running the app: ${app}`);
  const { snapshotPath } = settings;
  await recordWithApp({ project: { ...project, app }, env: client.env, snapshotPath }, terminal);
}

/** Asks questions again and records the answers; a question that is not answered keeps its old one. */
async function recordQueries(
  options: RefreshOptions,
  invocation: Invocation,
  before: Snapshot,
  terminal: Terminal,
): Promise<Answers> {
  if (options.prune && namesWorkspaces(options))
    throw invalidArgument("--prune", undefined, "whoever asks by hand uses nothing: leave out --workspace");
  const { snapshotPath, recording } = invocation.settings;
  const { forget } = recording;
  const app = appName(invocation.settings);
  const tidy = (current: Snapshot) => {
    const next = forgetStacks(current, app, forget);
    return options.prune ? pruneUnused(next) : next;
  };
  // What nobody needs is not asked, because it may be gone.
  if (options.prune || forget.length > 0) updateSnapshot(snapshotPath, tidy);
  const queries = questionsAgain(options, invocation, tidy(before));
  const names = await findRecordedNames(before, queries, invocation, terminal);
  const moved = compareWorkspaces(names.before, names.after, () => []).map(({ workspace, projectName, movedTo }) => {
    const [regionId = ""] = workspace.split("/");
    const query = { apiVersion: canonicalApiVersion(options.apiVersion), regionId, projectName };
    return { query, error: snapshotNameMoved(workspaceName(query), movedTo, workspace, snapshotPath) };
  });
  const answers = await askAll(queries, invocation, terminal);
  const named = answers.listings.map((listing) => {
    return { ...listing, projectName: options.projectNames?.get(workspaceName(listing.query)) };
  });
  if (answers.listings.length > 0) {
    const outcome = updateSnapshot(snapshotPath, (current) => {
      const fresh = orNewer(current, named, terminal.clock.date());
      const inPart = fresh.filter(({ query }) => findLookup(current, query)?.partial);
      return keepUsed(current, recordAnswers(current, fresh, recording.ignoreStatus), inPart, recording.ignoreStatus);
    });
    if (outcome === "created") terminal.note(`note: ${snapshotCreated(snapshotPath)}`);
  }
  if (before.version === 1 && tryReadSnapshot(snapshotPath)?.version === 2)
    terminal.note(`note: ${snapshotUpgraded(snapshotPath)}`);
  return { ...answers, unanswered: [...names.unanswered, ...moved, ...answers.unanswered] };
}

/** A glob that nothing is like was mistyped, or meant for another app. */
function noteUnknownStacks({ lookups }: Snapshot, { settings }: Invocation, terminal: Terminal): void {
  const { forget } = settings.recording;
  if (forget.length === 0) return;
  const app = appName(settings);
  const uses = lookups.flatMap(({ usedBy }) => usedBy);
  for (const glob of forget)
    if (!uses.some(isForgotten(app, [glob])))
      terminal.note(`note: app ${quoted(app)} has no stack in the snapshot that is like ${quoted(glob)}`);
}

function differences(before: Snapshot, after: Snapshot, live: readonly Listing[] = []): Drift[] {
  const moved = compareWorkspaces(before.workspaces, after.workspaces, usersIn(before, after));
  const answers = new Map(live.map((listing) => [queryKey(listing.query), listing]));
  const ofJobs = after.lookups.flatMap((is) => {
    const was = findLookup(before, is.query);
    if (was === undefined) return [];
    // Whoever used a job, and whoever uses it now.
    const usedBy = [...was.usedBy, ...is.usedBy];
    return compareListings({ ...was, usedBy }, withRenamed(was, recordedListing(is), answers.get(queryKey(is.query))));
  });
  return [...moved, ...ofJobs];
}

/** A job that has a name now for which nobody asks is left out of what is recorded in part, and is not gone. */
function withRenamed({ jobs }: Pick<Listing, "jobs">, recorded: Listing, live: Listing | undefined): Listing {
  if (live === undefined || recorded.recordedNames === undefined) return recorded;
  const [known, kept] = [jobs, recorded.jobs].map((some) => new Set(some.map(({ diJobId }) => diJobId)));
  const renamed = live.jobs.filter(({ diJobId }) => known?.has(diJobId) && !kept?.has(diJobId));
  return { ...recorded, jobs: [...recorded.jobs, ...renamed] };
}

/** The questions, in words, that one snapshot has and another one lacks. */
function lacking(snapshot: Snapshot, other: Snapshot): string[] {
  return snapshot.lookups
    .filter(({ query }) => findLookup(other, query) === undefined)
    .map(({ query }) => describeQuery(query));
}
