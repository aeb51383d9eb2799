import { spawnSync } from "node:child_process";

/** More than a snapshot may have. */
const MOST_BYTES = 100_000_000;

/** What git says; nothing where it fails, or is not installed. */
export function git(folder: string, args: readonly string[]): Buffer | undefined {
  const { status, stdout } = spawnSync("git", [...args], {
    cwd: folder,
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout : undefined;
}

/** The same as a text, without the line break at its end. */
export function gitText(folder: string, args: readonly string[]): string | undefined {
  return git(folder, args)?.toString("utf8").replace(/\n$/, "");
}
