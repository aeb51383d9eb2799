import {
  snapshotNotWritten,
  snapshotRefused,
  snapshotTooLarge,
  snapshotTypesForeign,
  snapshotTypesRefused,
} from "../errors/snapshot";
import { Draft } from "./disk/draft";
import { followLinks, MOST_BYTES } from "./disk/regular-file";
import { isSystemError } from "./disk/system-error";
import { beginInTurn } from "./disk/turn";
import { tryReadSnapshot, tryReadText } from "./file";
import { renderSnapshot } from "./render";
import { emptySnapshot, type Snapshot } from "./snapshot";
import { isSnapshotTypes, renderSnapshotTypes, typesPathOf } from "./types";

/** How often a process begins that others take for dead. */
const ATTEMPTS = 9;

/**
 * Changes a snapshot on disk, and the types beside it, alone among all processes.
 *
 * Whatever happens while it is written, the file is the old one or the new one, and no change of another process is
 * lost. A file that would say the same is left alone. Mode, owner and symbolic links stay.
 *
 * @param change makes the new content from the current one, which is empty where there is no file; it may be asked again
 * when another process was quicker.
 * @throws DataWorksError `SnapshotInvalid` for a broken current file, `SnapshotNotWritten`.
 */
export function updateSnapshot(path: string, change: (current: Snapshot) => Snapshot): Outcome {
  return replaceInTurn(path, ({ snapshot }) => change(tryReadSnapshot(snapshot) ?? emptySnapshot));
}

/**
 * Writes a snapshot, whatever stands in its file now: a conflict, for one. Otherwise as {@link updateSnapshot} does.
 *
 * @throws DataWorksError `SnapshotNotWritten`.
 */
export function overwriteSnapshot(path: string, snapshot: Snapshot): Outcome {
  return replaceInTurn(path, () => snapshot);
}

/** Whether files were written, the snapshot for the first time, or said the same already. */
type Outcome = "created" | "written" | "unchanged";

/** Makes what the snapshot must hold. */
type Next = (files: Files) => Snapshot;

function replaceInTurn(path: string, next: Next): Outcome {
  try {
    const files = filesOf(path);
    // What must not be replaced is no reason to begin, and neither is what says the same.
    const { snapshot, types } = nextTexts(files, next);
    if (snapshot === undefined && types === undefined) return "unchanged";
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const outcome = replace(files, next, attempt);
      if (outcome !== "withdrawn") return outcome;
    }
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw snapshotRefused(path, cause);
  }
  throw snapshotNotWritten(path, "other processes took its turn each time", "run it again");
}

/** Where a snapshot and its types stand: `dataworks.snapshot.d.ts` beside `dataworks.snapshot.json`. */
interface Files {
  readonly snapshot: string;
  readonly types: string;
}

function filesOf(path: string): Files {
  const snapshot = followLinks(path);
  return { snapshot, types: followLinks(typesPathOf(snapshot)) };
}

function replace(files: Files, next: Next, attempt: number): Outcome | "withdrawn" {
  const snapshotDraft = beginInTurn(files.snapshot, attempt);
  let typesDraft: Draft | undefined;
  try {
    typesDraft = new Draft(files.types, files.snapshot, attempt);
    for (const draft of [snapshotDraft, typesDraft]) draft.withdrawOthers();
    const { snapshot, types, isNew } = nextTexts(files, next);
    // Both are on the disk before the first takes effect: a full one spoils neither.
    if (snapshot !== undefined) snapshotDraft.write(snapshot);
    if (types !== undefined) typesDraft.write(types);
    if (snapshot !== undefined && !snapshotDraft.takeEffect()) return "withdrawn";
    if (types !== undefined) replaceTypes(files.types, typesDraft);
    if (isNew) return "created";
    return snapshot === undefined ? "unchanged" : "written";
  } finally {
    snapshotDraft.discard();
    typesDraft?.discard();
  }
}

/** Whoever withdrew the types alone has read this snapshot, and writes them. */
function replaceTypes(path: string, draft: Draft): void {
  try {
    draft.takeEffect();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw snapshotTypesRefused(path, cause);
  }
}

/** What the files must say, as far as they do not say it yet. */
function nextTexts(files: Files, next: Next) {
  const { snapshot, types } = files;
  const content = next(files);
  const text = renderSnapshot(content);
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) throw snapshotTooLarge(snapshot, bytes, MOST_BYTES);
  const typesNow = tryReadText(types);
  if (typesNow !== undefined && !isSnapshotTypes(typesNow)) throw snapshotTypesForeign(snapshot, types);
  const now = tryReadText(snapshot);
  return {
    snapshot: unlessSame(text, now),
    types: unlessSame(renderSnapshotTypes(content), typesNow),
    isNew: now === undefined,
  };
}

/** The next text, where the present one says something else; line ends may be those of a checkout on Windows. */
function unlessSame(next: string, now: string | undefined): string | undefined {
  return now?.replaceAll("\r\n", "\n") === next ? undefined : next;
}
