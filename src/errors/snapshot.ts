import { shellWord } from "../text/shell-word";
import { counted, several } from "../text/words";
import { DataWorksError, renderProblems } from "./error";
import { RECORD } from "./words";

export const snapshotMissing = (path: string) =>
  new DataWorksError("SnapshotMissing", {
    what: `there is no snapshot '${path}'`,
    repairs: [`record it with: ${RECORD}`, "or say where it is with DIJOBS_SNAPSHOT"],
  });

/** The place is a line or an entry; the first repair is the one for this flaw. */
export const snapshotInvalid = (path: string, place: string, flaw: string, repair?: string, cause?: unknown) =>
  new DataWorksError(
    "SnapshotInvalid",
    {
      what: `snapshot '${path}', ${place}: ${flaw}`,
      repairs: [
        ...(repair === undefined ? [] : [repair]),
        `go back to the committed file with: git checkout -- ${path}`,
        `or delete it and record it again with: ${RECORD}`,
      ],
    },
    { cause },
  );

/** A hint for {@link jobNotFound}. */
export const recordedJobRenamed = (diJobId: string, newName: string, observedAt: string) =>
  `renamed to '${newName}', same id '${diJobId}', since the snapshot of ${observedAt}: use the new name`;

/** A hint for {@link jobNotFound}. */
export const recordedJobGone = (diJobId: string, observedAt: string) =>
  `the snapshot of ${observedAt} has it, id '${diJobId}', no longer listed: to plan or destroy without it, set DIJOBS_MODE=locked`;

/** A hint for {@link jobNotFound}, where the snapshot answered. */
export const jobMayBeNewer = (observedAt: string) =>
  `the snapshot of ${observedAt} says so: if the job is newer, record it with: ${RECORD}`;

/** A warning: the plan will replace what holds the recorded id. */
export const jobRecreated = (jobName: string, where: string, recordedIds: readonly string[], ids: readonly string[]) =>
  renderProblems([
    {
      what: `'${jobName}' of ${where} was recreated: the snapshot has the id ${several(recordedIds, 5)}, now it is ${several(ids, 5)}`,
      facts: ["resources that hold the recorded id will be replaced"],
      repairs: [`once that is intended, record the new one with: ${RECORD}`],
    },
  ]);

/** A note: older releases do not read it any more. */
export const snapshotUpgraded = (path: string) =>
  `snapshot '${path}' was of version 1, and is of version 2 from now on; older releases do not read it`;

/** A note: in a repository of several apps a second file would be noticed late. */
export const snapshotCreated = (path: string) =>
  `snapshot '${path}' is new: commit it, or say with DIJOBS_SNAPSHOT where yours is`;

/** A note: the snapshot says that the app asked this last time, and it did not ask it now. */
export const questionsUseless = (questions: readonly string[]) =>
  [
    `${counted(questions.length, "question")} asked for nothing, as the snapshot says that this app asks: ${questions.join("; ")}`,
    `what its stacks do not ask any more goes by: ${RECORD}`,
    `a stack that is gone by: ${RECORD} --forget <stack>`,
    "other stages may have a DIJOBS_APP each, or DIJOBS_PREFETCH=off",
  ].join("; ");

/** A note: the stacks that were written just now say something older. */
export const recordedNewer = (question: string) =>
  `another process asked ${question} later, and recorded it before: its answer stays, and these stacks have an older one; synthesize again`;

/** A note: drift concerns the constructs of the last app only. */
export const recordedTwice = (app: string, constructs: readonly string[]) =>
  [
    `another app of this process, '${app}' too, has ${several(constructs, 5)} and used something else: only what was recorded last is known`,
    "give each a name: new App({ context: { dijobs: { app } } })",
  ].join("; ");

/** A note: from now on no drift of that answer concerns anybody. */
export const questionUnused = (question: string, users: readonly string[], isDropped: boolean) =>
  [
    `nobody asks ${question} any more, as ${several(users, 5)} did`,
    ...(isDropped ? ["it was dropped"] : []),
    "if another stage does, whose stacks have the same ids, give each a DIJOBS_APP and record both",
    ...(isDropped ? [] : [`otherwise drop it by: ${RECORD} --prune`]),
  ].join("; ");

/** A repair: an app that is gone, or has another name, takes itself out of the snapshot no more. */
export const forgetApp = (app: string) => `DIJOBS_APP=${shellWord(app)} ${RECORD} --no-app --forget '*'`;

/** How a whole workspace is recorded without an app. */
export const recordNamed = (workspace: string) => `${RECORD} --workspace ${workspace}`;

/** The same failure, with a way out: the snapshot has what was asked for. */
export function orFromSnapshot(error: DataWorksError): DataWorksError {
  const repair = "or synthesize from the snapshot: DIJOBS_MODE=locked";
  const problems = error.problems.map((problem) => ({ ...problem, repairs: [...(problem.repairs ?? []), repair] }));
  return new DataWorksError(error.code, problems, { ...error.toJSON(), cause: error.cause });
}

export const snapshotLacksQuery = (query: string, path: string, record = RECORD) =>
  new DataWorksError("SnapshotLacksQuery", {
    what: `snapshot '${path}' has no answer for ${query}`,
    repairs: [`record it with: ${record}`, `and commit ${path}`],
  });

/** Whether there is such a job is not known: only those that were asked for by name are recorded. */
export const jobNotRecorded = (job: string, where: string, observedAt: string) =>
  new DataWorksError("SnapshotLacksQuery", {
    what: `${job} of ${where} is not recorded`,
    facts: [`the snapshot of ${observedAt} has only the jobs that were asked for by name`],
    repairs: [`record it with: ${RECORD}`],
  });

export const wholeListNotRecorded = (where: string, observedAt: string) =>
  new DataWorksError("SnapshotLacksQuery", {
    what: `the whole list of ${where} is not recorded`,
    facts: [`the snapshot of ${observedAt} has only the jobs that were asked for by name`],
    repairs: [`record all of them: DIJOBS_RECORD=all ${RECORD}`],
  });

/** Which id the name has, only ListProjects tells. */
export const snapshotLacksName = (query: string, path: string) =>
  new DataWorksError("SnapshotLacksQuery", {
    what: `snapshot '${path}' does not know the name of the workspace, so it has no answer for ${query}`,
    repairs: [`record it with: ${RECORD}`, "or pass projectId instead of projectName"],
  });

/** A workspace that a name means, and a construct that asked for it. */
interface Meant {
  readonly projectId: string;
  readonly user: string;
}

/** A snapshot, and who takes jobs out of it, knows no accounts. */
export const workspaceNameOfTwo = (name: string, meant: readonly Meant[]) =>
  new DataWorksError("InvalidArgument", {
    what: `'${name}' is the name of workspaces of several accounts: ${several(meant.map(({ projectId, user }) => `${projectId} (${user})`))}`,
    facts: ["the snapshot knows a workspace by its name alone, so that nothing was recorded"],
    repairs: ["pass projectId instead of projectName for all of them but one"],
  });

/** A note: the others would get the jobs of another workspace. */
export const workspaceNameMoved = (name: string, workspace: string, was: string, users: readonly string[]) =>
  `'${name}' means ${workspace} now, and meant ${was} before, whose jobs are recorded for ${several(users)}: who of them asks by the name is to be recorded again; where the two are of two accounts, pass projectId instead of projectName`;

/** What the name means to others is not what it meant to this one. */
export const snapshotNameMeantOther = (name: string, { projectId: was, user }: Meant, path: string) =>
  new DataWorksError("SnapshotLacksQuery", {
    what: `snapshot '${path}' has another workspace for '${name}' than when it was recorded for ${user}, which was ${was}`,
    repairs: [
      `record it again with: ${RECORD}`,
      "or, where the two are of two accounts, pass projectId instead of projectName",
    ],
  });

/** Who asks by the name, only the app knows. */
export const snapshotNameMoved = (name: string, movedTo: string, workspace: string, path: string) =>
  new DataWorksError("SnapshotLacksQuery", {
    what: `'${name}' is the workspace ${movedTo} now, not ${workspace}, and snapshot '${path}' has no answer for that one`,
    repairs: [`read what asks for it, and record it with the app: ${RECORD}`],
  });

/** Going back to the committed file is no way out here: git refuses it during a merge. */
export const snapshotConflict = (path: string, place: string, marker: string) =>
  new DataWorksError("SnapshotInvalid", {
    what: `snapshot '${path}', ${place}: an unresolved merge conflict, '${marker}'`,
    repairs: [`merge both sides with: npx --no-install dijobs merge ${shellWord(path)}`],
  });

/** One of the versions that meet is no snapshot; the other one is a way out. */
export const mergeRefused = (path: string, flaw: string) =>
  new DataWorksError("SnapshotInvalid", {
    what: `'${path}' cannot be merged, and was left as it is: ${flaw}`,
    repairs: [
      `take one side: git checkout --ours -- ${shellWord(path)}, or --theirs`,
      `then record it again with: ${RECORD}`,
    ],
  });

export const snapshotNoFile = (path: string, kind: string) =>
  new DataWorksError("SnapshotInvalid", {
    what: `'${path}' is ${kind}, not a file`,
    repairs: ["name another snapshot with DIJOBS_SNAPSHOT"],
  });

/** Found or about to be written: what is written must be readable. */
export const snapshotTooLarge = (path: string, bytes: number, mostBytes: number) =>
  new DataWorksError("SnapshotInvalid", {
    what: `snapshot '${path}': ${megabytes(bytes)} are too much for it, ${megabytes(mostBytes)} are the limit`,
    repairs: ["record less: ask narrower questions, or give apps snapshots of their own with DIJOBS_SNAPSHOT"],
  });

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;

export const snapshotNotWritten = (path: string, reason: string, repair: string, cause?: unknown) =>
  new DataWorksError(
    "SnapshotNotWritten",
    { what: `snapshot '${path}' was not written: ${reason}`, repairs: [repair] },
    { cause },
  );

export const snapshotContended = (path: string, waitedMs: number) =>
  snapshotNotWritten(path, `other processes wrote it for ${waitedMs / 1_000} s without a pause`, "run it again");

/** The types of the snapshot would replace a file that somebody wrote by hand. */
export const snapshotTypesForeign = (path: string, typesPath: string) =>
  snapshotNotWritten(
    path,
    `its types belong into '${typesPath}', which holds something else`,
    "rename that file, or name another snapshot with DIJOBS_SNAPSHOT",
  );

interface Refusal {
  readonly code: string;
  readonly message: string;
}

export const snapshotRefused = (path: string, refusal: Refusal) =>
  snapshotNotWritten(path, refusal.message, repairOf(refusal), refusal);

export const snapshotTypesRefused = (path: string, refusal: Refusal) =>
  new DataWorksError(
    "SnapshotNotWritten",
    {
      what: `the types '${path}' were not written: ${refusal.message}`,
      facts: ["the snapshot beside them was"],
      repairs: [repairOf(refusal)],
    },
    { cause: refusal },
  );

function repairOf({ code }: Refusal): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "make room on its disk";
  if (code === "EBUSY") return "where it is mounted alone, mount its folder: a file is replaced as a whole";
  return "see that its folder exists and can be written to";
}
