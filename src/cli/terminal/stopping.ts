import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";

/**
 * Waits for something; a signal that comes meanwhile ends the program in order.
 *
 * At any other time a signal ends the program by itself and at once, whatever it computes or reads.
 *
 * @param wait is given a way to say how what it started is ended.
 */
export type Stoppable = <T>(wait: (onStop: (end: End) => void) => Promise<T>) => Promise<T>;

/** Ends something that was started. */
export type End = () => void | Promise<void>;

/** What is needed of the process. */
export interface StoppedProcess {
  readonly pid: number;
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  exit(code: number): void;
}

/** The signals that ask a program to stop: 128 and their number is what it ends with, as shells count. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type StopSignal = keyof typeof EXIT_CODES;

const SIGNALS = Object.keys(EXIT_CODES) as StopSignal[];

/** Longest time that is given to what was started, to end, in milliseconds. */
const LONGEST_END_MS = 900;

/** Listens for signals while something is waited for. */
export function stoppable(program: StoppedProcess): Stoppable {
  const waits = new Set<End[]>();
  let isStopping = false;
  const stop = async (signal: StopSignal) => {
    if (isStopping) return;
    isStopping = true;
    const ends = [...waits].flat().map(async (end) => end());
    await Promise.race([Promise.allSettled(ends), sleep(LONGEST_END_MS)]);
    program.exit(EXIT_CODES[signal]);
  };
  // The first process of a container gets no signal that it does not listen for.
  const listensAlways = program.pid === 1;
  const listen = (whether: "on" | "off") => {
    for (const signal of SIGNALS) program[whether](signal, stop);
  };
  if (listensAlways) listen("on");
  return async (wait) => {
    const ends: End[] = [];
    if (waits.size === 0 && !listensAlways) listen("on");
    waits.add(ends);
    try {
      return await wait((end) => ends.push(end));
    } finally {
      // A signal that came while the last answer was read is heard when the loop looks again: not before the second turn.
      await turn();
      await turn();
      if (isStopping) await new Promise(() => undefined);
      waits.delete(ends);
      if (waits.size === 0 && !listensAlways) listen("off");
    }
  };
}
