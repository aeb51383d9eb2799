import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { snapshotNoFile } from "../../errors/snapshot";
import { unlessMissing, unlessRefused } from "./system-error";

/** The most bytes that are read: those of a snapshot of some 300,000 jobs, which takes 0.85 GB of memory to write. */
export const MOST_BYTES = 64_000_000;

/** Why something is not read: what it is instead of a file, or how much there is of it. */
export type FileFlaw = { readonly kind: string } | { readonly bytes: number };

/**
 * The bytes of a file, or nothing where there is none; neither a pipe nor a device, which might never end, nor what has
 * more than {@link MOST_BYTES}.
 *
 * @param refused makes the error for what is not read.
 */
export function readRegularFile(path: string, refused: (flaw: FileFlaw) => Error): Buffer | undefined {
  // Otherwise a pipe would be opened only when somebody writes into it.
  const file = unlessMissing(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw refused({ kind: kindOf(stats) });
    if (stats.size > MOST_BYTES) throw refused({ bytes: stats.size });
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the error that says why a file is not read. */
export type Flawed = (flaw: string, cause?: unknown) => Error;

/** The text of a file that is in UTF-8, as what the `>` of PowerShell writes is not. */
export function textIn(bytes: Uint8Array, flawed: Flawed): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw flawed("it is not UTF-8", cause);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return "a device";
}

/**
 * Where symbolic links lead, also those to a file that is not there yet.
 *
 * @throws DataWorksError `SnapshotInvalid` where they lead in a circle.
 */
export function followLinks(path: string): string {
  const circle = unlessRefused(["ELOOP"], () => [statSync(path, { throwIfNoEntry: false })]) === undefined;
  if (circle) throw snapshotNoFile(path, "a link that leads in a circle");
  // By the system itself: `..` after a link to a folder is not what the text of the path says.
  const folder = realpathSync.native(dirname(path));
  const file = join(folder, basename(path));
  const next = unlessRefused(["EINVAL", "ENOENT"], () => readlinkSync(file));
  if (next === undefined) return file;
  return followLinks(isAbsolute(next) ? next : `${folder}/${next}`);
}
