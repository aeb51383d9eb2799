/** What people read of a page, piece by piece. */
export function textsOf(page: string): string[] {
  return page
    .slice(page.indexOf("<body>"))
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).trim())
    .filter((text) => text !== "");
}

/** The pieces of a section without its title. */
export function section(page: string, id: string): string[] {
  const [, part = ""] = new RegExp(`<section aria-labelledby="${id}">([\\s\\S]*?)</section>`).exec(page) ?? [];
  return textsOf(`<body>${part}`).slice(1);
}

/** The words on a page that have a colour, each with the classes that give it. */
export function coloured(page: string): string[] {
  return [...page.matchAll(/<span class="tag ([a-z]+)">([^<]*)/g)].map(([, color, word]) => `${color}: ${word}`);
}
