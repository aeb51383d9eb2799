import type { Page } from "../../client/page";
import type { DiJob } from "../../model/job";
import { changesOf } from "./calm";
import { type Interview, pageIn } from "./interview";
import { confirmed, failureOf, type Learnt, open, refuted } from "./lesson";

/** Which jobs are listed where SpecType is not said. */
export function learnSpecType(of: Interview, all: Page<DiJob>): Learnt {
  const [unsaid, fileSpec] = [pageIn(of.unsaid), pageIn(of.fileSpec)];
  if (unsaid === undefined) return open(failureOf(of.unsaid));
  if (fileSpec === undefined) return open(failureOf(of.fileSpec));
  if (changesOf(of) !== undefined) return open("jobs came or went meanwhile");
  if (isSame(fileSpec, all)) return open("all jobs of the first page are FILESPEC, or there are none");
  if (fileSpec.items.length === 0 && isSame(unsaid, all)) return open("no job is FILESPEC");
  if (isSame(unsaid, fileSpec)) return confirmed("the FILESPEC jobs", { specTypeDefault: "FILESPEC" });
  if (isSame(unsaid, all)) return refuted("all jobs", { specTypeDefault: "ALL" });
  const ids = new Set(fileSpec.items.map(({ diJobId }) => diJobId));
  const others = unsaid.items.every(({ diJobId }) => !ids.has(diJobId));
  if (!others || unsaid.items.length === 0) return refuted("other jobs than those of any SpecType");
  return unsaid.totalCount + fileSpec.totalCount === all.totalCount
    ? refuted("the jobs that are not FILESPEC", { specTypeDefault: "CLASSIC" })
    : open("there are more jobs than one page shows");
}

/** Whether two first pages, and what they say of all pages, are the same. */
function isSame(one: Page<DiJob>, other: Page<DiJob>): boolean {
  const ids = ({ items }: Page<DiJob>) => items.map(({ diJobId }) => diJobId).join();
  return one.totalCount === other.totalCount && ids(one) === ids(other);
}
