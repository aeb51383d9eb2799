import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";

export const root = resolve(__dirname, "../..");

/** Longest life of a process: a hang becomes a failed test that says so. */
const LONGEST_MS = 55_000;

/** How a process ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs, in a group of its own, as one has that was started from a terminal. */
export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Sends a signal to the process and all it has started, as a terminal does. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** Starts a command with the programs of this project on its path; no variable of this process reaches our package. */
export function start(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: object; longestMs?: number },
): Running {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^(DIJOBS|ALIBABA_CLOUD|ALICLOUD|CDKTF|GITHUB_WORKSPACE|NODE_OPTIONS|FORCE_COLOR|NO_COLOR|CLICOLOR)/.test(name),
  );
  const child = spawn(command, args, {
    cwd: options.cwd,
    detached: true,
    env: {
      ...Object.fromEntries(own),
      PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
      CHECKPOINT_DISABLE: "1",
      DISABLE_VERSION_CHECK: "1",
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ...options.env,
    },
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    process.kill(-(child.pid ?? Number.NaN), signal);
  };
  const timer = setTimeout(signalGroup, options.longestMs ?? LONGEST_MS, "SIGKILL");
  const ended = Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return {
    process: child,
    ended: ended.then(([[status, signal], stdout, stderr]) => {
      clearTimeout(timer);
      return { status, signal, stdout, stderr };
    }),
    signalGroup,
  };
}

/** Runs a command to its end. */
export function run(...command: Parameters<typeof start>): Promise<Ended> {
  return start(...command).ended;
}
