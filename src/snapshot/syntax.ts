import type * as LosslessJson from "lossless-json";
import { snapshotInvalid } from "../errors";

/**
 * Reads the JSON of a snapshot.
 *
 * @throws DataWorksError `SnapshotInvalid` that names the line.
 */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (text.trim() === "") throw snapshotInvalid(path, "line 1", "the file is empty", undefined, cause);
    throw conflict(text, path) ?? syntaxFlaw(text, path) ?? snapshotInvalid(path, "line 1", "it is not JSON");
  }
}

/**
 * Finds a key that stands twice in one object, which `JSON.parse` passes over, keeping the last.
 *
 * @throws DataWorksError `SnapshotInvalid` that names the line.
 */
export function refuseRepeatedKeys(text: string, path: string): void {
  const flaw = syntaxFlaw(text, path);
  if (flaw !== undefined) throw flaw;
}

function conflict(text: string, path: string) {
  const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/m.exec(text);
  if (marker === null) return undefined;
  const repair = "resolve the conflict: keep the lines of both sides, then record the snapshot again";
  return snapshotInvalid(path, lineAt(text, marker.index), `an unresolved merge conflict, '${marker[0]}'`, repair);
}

/** Asks the parser that tells positions: those of `JSON.parse` differ between versions of Node.js, or are missing. */
function syntaxFlaw(text: string, path: string) {
  // Loaded here, for a broken file only: it takes longer than reading a snapshot of a thousand jobs.
  const { parse }: typeof LosslessJson = require("lossless-json");
  try {
    parse(text);
    return undefined;
  } catch (cause) {
    const [, flaw, position] = /^(.*) at position (\d+)$/s.exec(cause instanceof Error ? cause.message : "") ?? [];
    const repair = /end of input/.test(flaw ?? "") ? "the file was cut off" : undefined;
    return snapshotInvalid(path, lineAt(text, Number(position ?? 0)), flaw ?? "it is not JSON", repair, cause);
  }
}

function lineAt(text: string, position: number): string {
  return `line ${text.slice(0, position).split("\n").length}`;
}
