import { createHash } from "node:crypto";
import { type Failure, isFailure } from "./http/failure";
import type { Reply } from "./http/reply";
import type { Listed } from "./listed";
import { decodePage, type Page } from "./page";

/** What no two answers have in common; a quote within a text has a backslash before it, so this is always a field. */
const REQUEST_ID = /"RequestId":"[^"\\]*"/;

/**
 * Each page as it was read last: one that is answered to the letter as before is not decoded again, and held once.
 *
 * To prove a listing reads nearly every page twice (docs/decisions/listing.md); decoding is a third of the work of a call.
 */
export class KnownPages<Item extends object> {
  readonly #listed: Listed<Item>;
  readonly #byNumber = new Map<number, { readonly digest: string; readonly page: Page<Item> }>();

  constructor(listed: Listed<Item>) {
    this.#listed = listed;
  }

  /** Decodes the answer to a call for a page, like {@link decodePage}. */
  decode(reply: Reply, pageNumber: number): Page<Item> | Failure {
    const digest = digestOf(reply);
    const known = this.#byNumber.get(pageNumber);
    if (known?.digest === digest) return known.page;
    const page = decodePage(reply, this.#listed);
    if (!isFailure(page)) this.#byNumber.set(pageNumber, { digest, page });
    return page;
  }
}

function digestOf({ text, statusCode }: Reply): string {
  const said = text.replace(REQUEST_ID, "");
  return createHash("sha256").update(`${statusCode} ${said}`).digest("base64");
}
