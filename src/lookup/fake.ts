import { fakeTooLate } from "../errors/testing";
import type { Listing } from "../model/listing";
import { type AskedQuery, describeQuery, queryKey } from "../model/query";
import type { Lookup } from "./lookup";
import { processNotes } from "./process-notes";

/** Answers every query of an app from memory. */
export type FakeAnswer = (query: AskedQuery) => Listing;

/** Symbols of the whole process, so that either entry of the package, or a second copy, finds what is noted. */
const FAKE = Symbol.for("cdktf-dataworks-di-jobs/fake");
const ASKED = Symbol.for("cdktf-dataworks-di-jobs/asked-without-fake");

/** The root of an app, which carries what is known of its fake. */
type Root = object & Noted;

interface Noted {
  [FAKE]?: FakeAnswer;
  /** The first construct that asked, when there was no fake. */
  [ASKED]?: string;
}

/**
 * Makes a fake answer every lookup below the root of an app, whatever the mode and the environment say.
 *
 * @throws DataWorksError `InvalidArgument` when something was asked before.
 */
export function installFake(root: Root, answer: FakeAnswer): void {
  const [prefetched] = processNotes().prefetched.values();
  if (root[ASKED] !== undefined) throw fakeTooLate(`DiJobs '${root[ASKED]}'`);
  if (prefetched !== undefined) throw fakeTooLate(`DiJobs.prefetch of ${prefetched}`);
  processNotes().hasFakes = true;
  Object.defineProperty(root, FAKE, { value: answer, configurable: true });
}

/** The fake that answers for an app, if there is one. */
export function fakeOf(root: Root): FakeAnswer | undefined {
  return root[FAKE];
}

/** A lookup that a fake answers: no worker, no network, no file. */
export function fakeLookup(query: AskedQuery, fake: FakeAnswer): Lookup {
  const nothing = () => undefined;
  return { query, answer: () => ({ listing: fake(query) }), recorded: nothing, snapshot: nothing };
}

/** Notes that a construct asks without a fake; one that comes later would answer only some of the app's questions. */
export function noteAsked(root: Root, constructPath: string, query: AskedQuery): void {
  processNotes().prefetched.delete(queryKey(query));
  if (root[ASKED] === undefined) Object.defineProperty(root, ASKED, { value: constructPath });
}

/** Notes that something is prefetched; `false` in a process with a fake, whose apps need nothing of the network. */
export function notePrefetch(query: AskedQuery): boolean {
  if (processNotes().hasFakes) return false;
  processNotes().prefetched.set(queryKey(query), describeQuery(query));
  return true;
}
