import { type AskedPage, askPage, pages } from "../../src/client/pages";
import type { ListState } from "../../src/client/passes";
import type { Session } from "../../src/client/session";

/** It went on and on. */
export class NoAgreement extends Error {}

/** Reads all pages side by side until two passes agree: what looks as if it were enough to know the state of an instant. */
export async function agreeingPasses(session: Session): Promise<Pick<ListState, "jobs" | "observedAt">> {
  for (let before = "", passes = 0; passes < 7; passes++) {
    const [first, ...others] = await onePass(session);
    const jobs = [first, ...others].flatMap((page) => page.jobs);
    const now = JSON.stringify(jobs.map(({ diJobId, jobName }) => [diJobId, jobName]));
    if (now === before) return { jobs, observedAt: first.askedAt };
    before = now;
  }
  throw new NoAgreement("no two passes agree");
}

async function onePass(session: Session): Promise<[AskedPage, ...AskedPage[]]> {
  const first = await askPage(session, 1);
  const size = first.pageSize ?? 100;
  const list: [AskedPage, ...AskedPage[]] = [first];
  for await (const page of pages(session, 2, Math.floor(first.totalCount / size) + 1, size)) list.push(page);
  while (list.at(-1)?.jobs.length === size) list.push(await askPage(session, list.length + 1, size));
  return list;
}
