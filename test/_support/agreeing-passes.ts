import { type AskedPage, askPage, pages } from "../../src/client/pages";
import type { ListState } from "../../src/client/passes";
import type { Session } from "../../src/client/session";
import type { DiJob } from "../../src/model/job";

/** It went on and on. */
export class NoAgreement extends Error {}

/** Reads all pages side by side until two passes agree: what looks as if it were enough to know the state of an instant. */
export async function agreeingPasses(session: Session<DiJob>): Promise<Pick<ListState<DiJob>, "items" | "observedAt">> {
  for (let before = "", passes = 0; passes < 7; passes++) {
    const [first, ...others] = await onePass(session);
    const items = [first, ...others].flatMap((page) => page.items);
    const now = JSON.stringify(items.map(({ diJobId, jobName }) => [diJobId, jobName]));
    if (now === before) return { items, observedAt: first.askedAt };
    before = now;
  }
  throw new NoAgreement("no two passes agree");
}

async function onePass(session: Session<DiJob>): Promise<[AskedPage<DiJob>, ...AskedPage<DiJob>[]]> {
  const first = await askPage(session, 1);
  const size = first.pageSize ?? 100;
  const list: [AskedPage<DiJob>, ...AskedPage<DiJob>[]] = [first];
  for await (const page of pages(session, 2, Math.floor(first.totalCount / size) + 1, size)) list.push(page);
  while (list.at(-1)?.items.length === size) list.push(await askPage(session, list.length + 1, size));
  return list;
}
