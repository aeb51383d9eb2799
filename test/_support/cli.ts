import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { type Ended, type Running, root, start } from "./process";

const PROGRAM = join(root, "dist/cli/program.js");

/** The command line in an empty folder, pointed at an emulator. */
export interface Cli {
  readonly emulator: Emulator;
  readonly folder: string;
  /** Runs `dijobs` to its end. */
  run(...args: readonly string[]): Promise<Ended>;
  /** The same with more in the environment. */
  runWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended>;
  start(...args: readonly string[]): Running;
  /** The same with more in the environment. */
  startWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Running;
  write(file: string, text: string): void;
  read(file: string): string;
  close(): Promise<void>;
}

/** Makes a folder, and starts an emulator; by default with the API page's sample in cn-shanghai/1967. */
export async function makeCli(options: EmulatorOptions = {}): Promise<Cli> {
  const emulator = await startEmulator(options);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dijobs-cli-")));
  const begin = (env: object, args: readonly string[]) =>
    start(process.execPath, [PROGRAM, ...args], { cwd: folder, env: { ...emulator.env, HOME: folder, ...env } });
  return {
    emulator,
    folder,
    run: (...args) => begin({}, args).ended,
    runWith: (env, ...args) => begin(env, args).ended,
    start: (...args) => begin({}, args),
    startWith: (env, ...args) => begin(env, args),
    write: (file, text) => writeFileSync(join(folder, file), text),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    close: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
