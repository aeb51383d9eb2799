import type { Listing } from "../model/listing";
import type { DiJobsQuery } from "../model/query";
import type { Lookup } from "./lookup";

/** Answers every query of an app from memory. */
export type FakeAnswer = (query: DiJobsQuery) => Listing;

/** A symbol of the whole process, so that either entry of the package, or a second copy, finds the fake. */
const FAKE = Symbol.for("cdktf-dataworks-di-jobs/fake");

/** Makes a fake answer every lookup below the root of an app, whatever the mode and the environment say. */
export function installFake(root: object, answer: FakeAnswer): void {
  Object.defineProperty(root, FAKE, { value: answer, configurable: true });
}

/** The fake that answers for an app, if there is one. */
export function fakeOf(root: object): FakeAnswer | undefined {
  return (root as { [FAKE]?: FakeAnswer })[FAKE];
}

/** A lookup that a fake answers: no worker, no network, no file. */
export function fakeLookup(query: DiJobsQuery, fake: FakeAnswer): Lookup {
  return { query, answer: () => ({ listing: fake(query) }), recorded: () => undefined };
}
