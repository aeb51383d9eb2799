import type { Acknowledgement } from "../acknowledgement";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";
import { theAcknowledgement } from "./acknowledgement-words";

/** An acknowledgement matches no finding. */
type AcknowledgementUnusedFinding = FindingOf<
  "acknowledgementUnused",
  {
    readonly acknowledgement: Acknowledgement;
  }
>;

export const acknowledgementUnused: FindingKind<AcknowledgementUnusedFinding> = {
  kind: "acknowledgementUnused",
  meaning: "every acknowledgement matches a finding",
  sentence: ({ acknowledgement }) =>
    `${theAcknowledgement(acknowledgement)} matches no finding: delete it, or correct its job and workspace`,
};
