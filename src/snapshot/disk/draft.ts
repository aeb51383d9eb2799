import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { unlessMissing, unlessRefused } from "./system-error";

/** The number by which `chown` leaves an owner as it is. */
const KEEP = -1;

/**
 * The next content of a file, in a file of its own until it takes effect.
 *
 * It is also the right to replace the file, and whoever begins later takes that right away by removing it. In this order
 * no change is lost, whoever stands still and for how long: begin, withdraw the others, read the file, write, take effect.
 * Of two drafts, the later one's process removes the earlier one before it reads the file. So the earlier one took effect
 * before, and was read, or never does.
 */
export class Draft {
  readonly #file: string;
  readonly #like: string;
  readonly #path: string;
  #open: number | undefined;

  /**
   * @param like the file whose mode and owner a new file is given.
   * @param attempt how often a draft of this process was withdrawn.
   */
  constructor(file: string, like: string, attempt: number) {
    this.#file = file;
    this.#like = like;
    this.#path = `${file}.${randomBytes(8).toString("hex")}.${attempt}.tmp`;
    this.#open = openSync(this.#path, "wx", this.#replaced() === undefined ? 0o666 : 0o600);
  }

  /** The other drafts of the file: of processes that write or stand still, and what killed ones left behind. */
  others(): string[] {
    return draftsOf(this.#file).filter((path) => path !== this.#path);
  }

  /** Takes from all others the right to replace the file. */
  withdrawOthers(): void {
    for (const path of this.others()) unlessMissing(() => unlinkSync(path));
  }

  write(text: string): void {
    if (this.#open === undefined) throw new Error("a draft is written once");
    const replaced = this.#replaced();
    if (replaced !== undefined) makeAlike(this.#open, replaced);
    writeFileSync(this.#open, text);
    fsyncSync(this.#open);
    this.#close();
  }

  /** Replaces the file in one step; tells whether it did, or was withdrawn. */
  takeEffect(): boolean {
    const took = unlessMissing(() => renameSync(this.#path, this.#file) === undefined) ?? false;
    if (took) flushFolder(dirname(this.#file));
    return took;
  }

  discard(): void {
    this.#close();
    rmSync(this.#path, { force: true });
  }

  #close(): void {
    const file = this.#open;
    this.#open = undefined;
    if (file !== undefined) closeSync(file);
  }

  #replaced(): Stats | undefined {
    return statSync(this.#file, { throwIfNoEntry: false }) ?? statSync(this.#like, { throwIfNoEntry: false });
  }
}

/** What follows the name of a file in that of its draft. */
const ENDING = /^\.[0-9a-f]{16}\.([0-9])\.tmp$/;

/** The drafts of a file that stand beside it. */
export function draftsOf(file: string): string[] {
  const name = basename(file);
  return readdirSync(dirname(file), { withFileTypes: true })
    .filter(
      (other) => !other.isDirectory() && other.name.startsWith(name) && ENDING.test(other.name.slice(name.length)),
    )
    .map((other) => join(dirname(file), other.name));
}

/** How often the process of a draft had to begin again. */
export function attemptOf(draft: string): number {
  return Number(draft.at(-".0.tmp".length + 1));
}

/** Gives a file the mode of another, and the owner as far as the system lets. */
function makeAlike(file: number, { uid, gid, mode }: Stats): void {
  fchmodSync(file, mode & 0o777);
  const own = fstatSync(file);
  if (own.uid === uid && own.gid === gid) return;
  const give = (user: number) => unlessRefused("any", () => fchownSync(file, user, gid) === undefined);
  if (give(uid) === undefined) give(KEEP);
}

/** Makes the new name last through a power cut; not every system can flush a folder. */
function flushFolder(path: string): void {
  unlessRefused("any", () => {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  });
}
