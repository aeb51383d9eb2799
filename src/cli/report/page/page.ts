import { createHash } from "node:crypto";
import { type Content, Markup, markup } from "./markup";
import { STYLE } from "./style";

/** A part of a page under a heading of its own, to which the page's contents lead. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

/** What a page is made of. */
export interface HtmlPage {
  /** What made it, in a few words. */
  readonly kicker: string;
  readonly title: string;
  /** What stands below the title. */
  readonly lead: Content;
  /** Parts with content; those without are left out. */
  readonly sections: readonly (Section | undefined)[];
  readonly foot: Content;
}

/**
 * Renders one file that is all of itself: no script, nothing from elsewhere, and a policy in it by which a browser would refuse
 * both, whatever anybody had got into it.
 */
export function renderHtmlPage({ kicker, title, lead, sections, foot }: HtmlPage): string {
  const parts = sections.filter((section) => section !== undefined);
  const policy = `default-src 'none'; style-src 'sha256-${digest(STYLE)}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${kicker}: ${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<p class="kicker">${kicker}</p>
<h1>${title}</h1>
${lead}
<nav aria-label="Contents"><ul>
${parts.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>
</header>
<main>
${parts.map(({ id, title, body }) => markup`<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${body}\n</section>\n`)}</main>
<footer>
${foot}
</footer>
</body>
</html>
`.text;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
