import { existsSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { invalidArgument } from "../../errors/arguments";
import { DataWorksError } from "../../errors/error";
import { fileInvalid } from "../../errors/program";
import { mergeRefused, snapshotMissing } from "../../errors/snapshot";
import { readNeededFile } from "../../snapshot/disk/named-file";
import { followLinks, textIn } from "../../snapshot/disk/regular-file";
import { snapshotText } from "../../snapshot/file";
import { mergeSnapshots } from "../../snapshot/merge";
import { markedTexts } from "../../snapshot/merge/markers";
import type { Versions } from "../../snapshot/merge/three-way";
import { mergeSnapshotTypes } from "../../snapshot/merge/types";
import { parseSnapshot } from "../../snapshot/parse";
import { renderSnapshot } from "../../snapshot/render";
import type { Snapshot } from "../../snapshot/snapshot";
import { isSnapshotTypes, typesPathOf } from "../../snapshot/types";
import { overwriteSnapshot } from "../../snapshot/update";
import { reasonOf } from "../../text/reason";
import { ours as own, visible } from "../../text/visible";
import { counted } from "../../text/words";
import { resolveInvocation } from "../ask/invocation";
import { snapshotsInConflict, stagesOf } from "../merge/stages";
import { shownPath } from "../report/reporting";
import type { Terminal } from "../terminal/terminal";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

/** `dijobs merge`: resolves a snapshot in conflict, by itself or as git's merge driver. */
export const merge: CliCommand = {
  declare(command) {
    command.argument("[files...]", "a snapshot in conflict, or three versions: base, ours, theirs");
    addHelp(command, {
      examples: [
        ["dijobs merge", "resolve the snapshot beside cdktf.json, or where there is none all of the repository"],
        ["dijobs merge shared/dataworks.snapshot.json", "resolve another one"],
        ["git config merge.dijobs.driver 'npx --no-install dijobs merge %O %A %B'", "let git resolve it, with"],
        ["echo 'dataworks.snapshot.* merge=dijobs' >> .gitattributes", "which snapshots are meant, and their types"],
      ],
      exitCodes: `Of each question the answer that changed is taken, the newer one where both did, and the users of both
sides without those that one of them took out. Of three files the second one is written.

Exit codes:
  0  it is merged, or in no conflict
  2  a version of it cannot be read, and nothing was written`,
      environment: `Environment:
  DIJOBS_SNAPSHOT            path of the snapshot`,
    });
  },

  async run(command, terminal) {
    const [first, second, third, ...more] = command.args;
    if (first !== undefined && second !== undefined && third !== undefined && more.length === 0) {
      mergeFiles([first, second, third]);
      return 0;
    }
    if (second !== undefined)
      throw invalidArgument("the files", command.args.join(" "), "name one in conflict, or three: %O %A %B");
    const files = first === undefined ? filesInConflict(terminal) : [resolve(first)];
    for (const file of files) mergeInPlace(file, terminal);
    return 0;
  },
};

/** The snapshot of the app; where there is none, as at the top of a repository of several apps, all that are in conflict. */
function filesInConflict(terminal: Terminal): readonly string[] {
  const { snapshotPath } = resolveInvocation({}, terminal, { policy: false }).settings;
  const { ours, theirs } = stagesOf(snapshotPath);
  if (existsSync(snapshotPath) || ours !== undefined || theirs !== undefined) return [snapshotPath];
  const others = snapshotsInConflict(dirname(snapshotPath));
  return others.length > 0 ? others : [snapshotPath];
}

/** As git's merge driver, of a snapshot or of its types: the result belongs into the version that is ours. */
function mergeFiles([base, ours, theirs]: readonly [base: string, ours: string, theirs: string]): void {
  const texts = { base: readText(base), ours: readText(ours), theirs: readText(theirs) };
  const isOfTypes = isSnapshotTypes(texts.ours) || isSnapshotTypes(texts.theirs);
  const merged = isOfTypes ? mergeSnapshotTypes(texts) : renderSnapshot(mergeTexts(ours, texts));
  if (merged === undefined) throw mergeRefused(ours, "one side of the types was written by hand");
  writeFileSync(ours, merged);
}

function mergeInPlace(named: string, terminal: Terminal): void {
  const text = snapshotText(named);
  const path = followLinks(named);
  const shown = shownPath(path);
  const stages = stagesOf(path);
  const inGit = {
    base: textOf(stages.base, path),
    ours: textOf(stages.ours, path),
    theirs: textOf(stages.theirs, path),
  };
  const hasStages = inGit.ours !== undefined || inGit.theirs !== undefined;
  if (!hasStages && text === "") throw snapshotMissing(path);
  const versions: Versions<string> = hasStages ? inGit : (markedTexts(text) ?? { ours: text });
  const merged = mergeTexts(shown, versions);
  overwriteSnapshot(path, merged);
  const only = versions.ours === undefined ? "theirs" : versions.theirs === undefined && hasStages ? "ours" : undefined;
  if (only !== undefined) terminal.note(`note: the other side deleted it, and ${only} is kept`);
  const what = hasStages || versions.theirs !== undefined ? "is merged" : "is in no conflict";
  terminal.print(own(`'${visible(shown)}' ${what}: ${counted(merged.lookups.length, "question")}`));
  if (hasStages) terminal.print(own(`next: git add ${visible(shown)} ${visible(typesPathOf(shown))}`));
}

function mergeTexts(path: string, texts: Versions<string>): Snapshot {
  const { base, ours, theirs } = texts;
  const read = (text: string | undefined, side: string) => (text === undefined ? undefined : parse(text, path, side));
  const [our, their] = [read(ours, "ours"), read(theirs, "theirs")];
  const only = our ?? their;
  if (only === undefined) throw snapshotMissing(path);
  if (our === undefined || their === undefined) return only;
  // What both added has no base, for which git gives an empty file.
  return mergeSnapshots({ base: base?.trim() ? read(base, "base") : undefined, ours: our, theirs: their });
}

function parse(text: string, path: string, side: string): Snapshot {
  try {
    return parseSnapshot(text, `${path} (${side})`);
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    throw mergeRefused(path, error.problems[0].what);
  }
}

function readText(path: string): string {
  const repair = "name three files: base, ours, theirs";
  const bytes = readNeededFile(path, (flaw, cause) => fileInvalid(path, flaw, repair, cause));
  return textOf(bytes, path) ?? "";
}

function textOf(bytes: Buffer | undefined, path: string): string | undefined {
  return bytes && textIn(bytes, (flaw, cause) => mergeRefused(path, `${flaw}: ${reasonOf(cause)}`));
}
