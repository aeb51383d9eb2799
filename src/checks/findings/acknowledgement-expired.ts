import type { Acknowledgement } from "../acknowledgement";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";
import { theAcknowledgement } from "./acknowledgement-words";

/** An acknowledgement's last day is over. */
type AcknowledgementExpiredFinding = FindingOf<
  "acknowledgementExpired",
  {
    readonly acknowledgement: Acknowledgement;
    readonly used: boolean;
  }
>;

export const acknowledgementExpired: FindingKind<AcknowledgementExpiredFinding> = {
  kind: "acknowledgementExpired",
  meaning: "no acknowledgement is past its last day",
  sentence({ acknowledgement, used }) {
    const repair = used ? "repair the finding, or acknowledge it anew" : "delete it, nothing is found any more";
    return `${theAcknowledgement(acknowledgement)} ended on ${acknowledgement.until}: ${repair}`;
  },
};
