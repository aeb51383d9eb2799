import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** What the program prints: a listing or an error. */
export interface ListOutcome {
  readonly jobs?: number;
  readonly calls?: number;
  readonly code?: string;
  readonly attempts?: number;
  readonly message?: string;
  readonly tookMs: number;
}

const PROGRAM = join(__dirname, "..", "fixtures", "list-jobs.js");

/** Lists cn-shanghai/1967 in a process that has only this environment, by a command that leads to Node.js. */
export async function listInProcess(
  env: Readonly<Record<string, string>>,
  options: object = {},
  [command, ...args]: readonly [string, ...string[]] = [process.execPath],
): Promise<ListOutcome> {
  const { stdout } = await promisify(execFile)(command, [...args, PROGRAM, JSON.stringify(options)], {
    env: { PATH: process.env.PATH, ...env },
  });
  return JSON.parse(stdout);
}
