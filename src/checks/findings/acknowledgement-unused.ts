import { visible } from "../../text/visible";
import type { Acknowledgement } from "../acknowledgement";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";

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
  sentence: ({ acknowledgement: { by } }) =>
    `the acknowledgement by ${visible(by)} matches no finding: delete it, or correct its job and workspace`,
};
