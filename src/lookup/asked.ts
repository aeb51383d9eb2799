import type { Listing } from "../model/listing";
import { processNotes } from "./process-notes";
import { Bridge } from "./thread/bridge";

/** What was asked of the API in this process, and what asks it; held in memory only. */
export interface Asked {
  readonly bridge: Bridge;
  /** By query, place and identity. */
  readonly answers: Map<string, () => Listing>;
  /** Apps whose earlier questions were started. */
  readonly earlier: Set<string>;
}

let asked: Asked | undefined;
let resets: number | undefined;

/** What was asked since it was forgotten last; a worker knows names of workspaces, so the next question gets another one. */
export function askedInProcess(): Asked {
  if (asked === undefined || resets !== processNotes().resets)
    asked = { bridge: new Bridge(), answers: new Map(), earlier: new Set() };
  resets = processNotes().resets;
  return asked;
}
