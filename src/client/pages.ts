import { setMaxListeners } from "node:events";
import { callUntilAnswered } from "./call";
import type { Exchange } from "./http/exchange";
import { isFailure } from "./http/failure";
import type { KnownPages } from "./known-pages";
import { decodePage, otherPage, type Page } from "./page";
import type { Session } from "./session";
import { PAGE_SIZE } from "./versions/versions";

/** Pages asked for at a time: enough for 50 calls a second at a latency of two seconds. */
const SIDE_BY_SIDE = 100;

/** A page, and when it was asked for. */
export interface AskedPage<Item> extends Page<Item> {
  /** Shortly before the server read it. */
  readonly askedAt: Date;
}

/** A session whose pages are read, perhaps again and again. */
export interface Reading<Item extends object> extends Session<Item> {
  /** Those that were read before. @default none is kept */
  readonly known?: KnownPages<Item> | undefined;
}

/** Asks for one page until it is there. */
export function askPage<Item extends object>(
  session: Reading<Item>,
  pageNumber: number,
  pageSize = PAGE_SIZE,
): Promise<AskedPage<Item>> {
  const { listed, options, endpoint, credential, clock, deadline, tally, known } = session;
  return callUntilAnswered(session, async (turn) => {
    const { signal } = deadline;
    const exchange: Exchange = { env: options.env, signal, onSent: turn.sent, onAnswered: turn.answered };
    tally.latest = exchange;
    const askedAt = clock.date();
    const reply = await session.send({
      endpoint,
      credential,
      action: listed.action,
      version: listed.apiVersion,
      method: listed.method,
      parameters: { ...listed.parameters, PageNumber: String(pageNumber), PageSize: String(pageSize) },
      exchange,
      signal,
    });
    if (isFailure(reply)) return reply;
    const page = known?.decode(reply, pageNumber) ?? decodePage(reply, listed);
    if (isFailure(page)) return page;
    const what = otherPage(listed, page, pageNumber, pageSize);
    if (what === undefined) return { ...page, askedAt };
    return { failed: "unreadable", what, statusCode: reply.statusCode, requestId: reply.requestId };
  });
}

/**
 * Asks for pages side by side, and gives them in order; the first that fails ends the calls of the others, and so does
 * whoever stops early.
 */
export async function* pages<Item extends object>(
  session: Reading<Item>,
  first: number,
  last: number,
  pageSize: number,
): AsyncGenerator<AskedPage<Item>, void, void> {
  const together = new AbortController();
  const signal = AbortSignal.any([session.deadline.signal, together.signal]);
  // As many calls as are under way listen, and stop listening.
  setMaxListeners(0, signal);
  const asking = { ...session, deadline: { ...session.deadline, signal } };
  const asked: Promise<AskedPage<Item>>[] = [];
  let next = first;
  const askNext = () => {
    if (next > last) return;
    const page = askPage(asking, next++, pageSize);
    page.catch((failure) => together.abort(failure));
    asked.push(page);
  };
  try {
    for (let count = 0; count < SIDE_BY_SIDE; count++) askNext();
    for (let page = asked.shift(); page !== undefined; page = asked.shift()) {
      yield await page;
      askNext();
    }
  } finally {
    together.abort();
  }
}
