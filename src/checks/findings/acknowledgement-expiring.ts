import { counted } from "../../text/words";
import type { Acknowledgement } from "../acknowledgement";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";
import { theAcknowledgement } from "./acknowledgement-words";

/** An acknowledgement's last day is near. */
type AcknowledgementExpiringFinding = FindingOf<
  "acknowledgementExpiring",
  {
    readonly acknowledgement: Acknowledgement;
    readonly daysLeft: number;
  }
>;

export const acknowledgementExpiring: FindingKind<AcknowledgementExpiringFinding> = {
  kind: "acknowledgementExpiring",
  meaning: "no acknowledgement is near its last day",
  sentence({ acknowledgement, daysLeft }) {
    const when = daysLeft === 0 ? "today" : `in ${counted(daysLeft, "day")}, on ${acknowledgement.until}`;
    return `${theAcknowledgement(acknowledgement)} ends ${when}: repair the finding, or acknowledge it anew`;
  },
};
