import type { DriftKind } from "./drift";
import { findingKinds, type ResultKind } from "./finding";

const KINDS: Readonly<Record<ResultKind | DriftKind, { readonly meaning: string }>> = {
  ...findingKinds,
  moved: { meaning: "a name that means another workspace" },
  added: { meaning: "a job that the snapshot does not have" },
  removed: { meaning: "a job that is gone" },
  renamed: { meaning: "a job with the same id and another name" },
  recreated: { meaning: "a job with the same name and another id" },
  rerouted: { meaning: "a job with another kind of source or destination" },
  retyped: { meaning: "a job with another migration type" },
  status: { meaning: "a job with another status" },
};

/** Says what a kind of result asks for, or what a kind of drift is, in a few words, for lists of rules and for help. */
export function describeKind(kind: ResultKind | DriftKind): string {
  return KINDS[kind].meaning;
}
