import { visible } from "../../text/visible";
import { quoted } from "../../text/words";
import type { Acknowledgement } from "../acknowledgement";

/** Says which acknowledgement is meant: by whom, of which job, and where. */
export function theAcknowledgement({ by, job, workspace }: Acknowledgement): string {
  const subject = job === undefined ? "" : ` of ${"diJobId" in job ? `the job ${job.diJobId}` : quoted(job.jobName)}`;
  const place = workspace === undefined ? "" : ` in ${visible(workspace)}`;
  return `the acknowledgement by ${visible(by)}${subject}${place}`;
}
