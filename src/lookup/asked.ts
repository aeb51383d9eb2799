import type { Listing } from "../model/listing";
import type { AskedQuery } from "../model/query";
import { once } from "./once";
import { processNotes } from "./process-notes";
import { Bridge } from "./thread/bridge";

/** What was asked of the API in this process, and what asks it; held in memory only. */
export interface Asked {
  readonly bridge: () => Bridge;
  /** By query, place and identity. */
  readonly answers: Map<string, () => Listing>;
  /** Apps whose earlier questions were started. */
  readonly earlier: Set<string>;
  /** Earlier questions that were started, by the key of their answer, until somebody asks them. */
  readonly untaken: Map<string, EarlierQuestion>;
}

/** What the snapshot says an app asked last time, and which of its constructs did. */
export interface EarlierQuestion {
  readonly query: AskedQuery;
  readonly constructs: readonly string[];
}

let asked: Asked | undefined;
let resets: number | undefined;

/** What was asked since it was forgotten last; a worker knows names of workspaces, so the next question gets another one. */
export function askedInProcess(): Asked {
  if (asked === undefined || resets !== processNotes().resets)
    asked = { bridge: once(() => new Bridge()), answers: new Map(), earlier: new Set(), untaken: new Map() };
  resets = processNotes().resets;
  return asked;
}
