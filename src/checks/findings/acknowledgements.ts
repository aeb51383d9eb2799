import { visible } from "../../text/visible";
import { counted, quoted } from "../../text/words";
import type { Acknowledgement } from "../acknowledgement";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";

/** An acknowledgement's last day is over. */
type AcknowledgementExpiredFinding = FindingOf<
  "acknowledgementExpired",
  { readonly acknowledgement: Acknowledgement; readonly used: boolean }
>;

export const acknowledgementExpired: FindingKind<AcknowledgementExpiredFinding> = {
  kind: "acknowledgementExpired",
  meaning: "no acknowledgement is past its last day",
  sentence({ acknowledgement, used }) {
    const repair = used ? "repair the finding, or acknowledge it anew" : "delete it, nothing is found any more";
    return `${theAcknowledgement(acknowledgement)} ended on ${acknowledgement.until}: ${repair}`;
  },
};

/** An acknowledgement's last day is near. */
type AcknowledgementExpiringFinding = FindingOf<
  "acknowledgementExpiring",
  { readonly acknowledgement: Acknowledgement; readonly daysLeft: number }
>;

export const acknowledgementExpiring: FindingKind<AcknowledgementExpiringFinding> = {
  kind: "acknowledgementExpiring",
  meaning: "no acknowledgement is near its last day",
  sentence({ acknowledgement, daysLeft }) {
    const when = daysLeft === 0 ? "today" : `in ${counted(daysLeft, "day")}, on ${acknowledgement.until}`;
    return `${theAcknowledgement(acknowledgement)} ends ${when}: repair the finding, or acknowledge it anew`;
  },
};

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

/** An acknowledgement matches no finding. */
type AcknowledgementUnusedFinding = FindingOf<"acknowledgementUnused", { readonly acknowledgement: Acknowledgement }>;

export const acknowledgementUnused: FindingKind<AcknowledgementUnusedFinding> = {
  kind: "acknowledgementUnused",
  meaning: "every acknowledgement matches a finding",
  sentence: ({ acknowledgement }) =>
    `${theAcknowledgement(acknowledgement)} matches no finding: delete it, or correct its job and workspace`,
};

/** Says which acknowledgement is meant: by whom, of which job, and where. */
function theAcknowledgement({ by, job, workspace }: Acknowledgement): string {
  const subject = job === undefined ? "" : ` of ${"diJobId" in job ? `the job ${job.diJobId}` : quoted(job.jobName)}`;
  const place = workspace === undefined ? "" : ` in ${visible(workspace)}`;
  return `the acknowledgement by ${visible(by)}${subject}${place}`;
}
