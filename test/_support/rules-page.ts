import { headingsOf, sectionOf } from "./pages";

/** A kind of finding, and the arguments of its rule where it is one, as far as a page must speak of them. */
interface DocumentedKind {
  readonly kind: string;
  readonly arguments?: object;
}

/** What `docs/rules.md` owes its readers: a heading for every kind, and below it the arguments, an example, the repair. */
export function flawsOfRulesPage(
  text: string,
  kinds: readonly DocumentedKind[],
  otherHeadings: readonly string[],
): string[] {
  const page = { path: "docs/rules.md", text };
  const headings = headingsOf(page).filter((heading) => /^[a-z]\w+$/.test(heading));
  const known = [...kinds.map(({ kind }) => kind), ...otherHeadings];
  return [
    ...known.filter((kind) => !headings.includes(kind)).map((kind) => `${kind} has no heading`),
    ...headings.filter((heading) => !known.includes(heading)).map((heading) => `${heading} is nothing`),
    ...kinds.flatMap((kind) => flawsOfSection(sectionOf(page, kind.kind) ?? "", kind)),
  ];
}

function flawsOfSection(section: string, { kind, arguments: args }: DocumentedKind): string[] {
  const needed = [
    ...Object.keys(args ?? {}).map((name) => `\`${name}`),
    "- Repair: ",
    args === undefined ? "- Example: " : `rules.${kind}(`,
  ];
  return needed.filter((words) => !section.includes(words)).map((words) => `${kind} lacks ${words}`);
}
