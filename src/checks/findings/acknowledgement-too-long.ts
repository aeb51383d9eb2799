import type { Acknowledgement } from "../acknowledgement";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";
import { theAcknowledgement } from "./acknowledgement-words";

/** An acknowledgement lasts longer than the rule set lets one last, so that it accepts nothing. */
type AcknowledgementTooLongFinding = FindingOf<
  "acknowledgementTooLong",
  {
    readonly acknowledgement: Acknowledgement;
    /** The latest last day that is allowed, as `YYYY-MM-DD`. */
    readonly latest: string;
  }
>;

export const acknowledgementTooLong: FindingKind<AcknowledgementTooLongFinding> = {
  kind: "acknowledgementTooLong",
  meaning: "no acknowledgement lasts longer than is allowed",
  sentence({ acknowledgement, latest }) {
    return `${theAcknowledgement(acknowledgement)} lasts until ${acknowledgement.until}, and accepts nothing: the latest day allowed is ${latest}`;
  },
};
