import { visible } from "../../../text/visible";

/** A piece of HTML in which every foreign text is a text. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a piece of HTML: texts become texts, nothing becomes nothing. */
export type Content = string | number | undefined | Markup | readonly Content[];

/** Writes a piece of HTML around contents, which are escaped unless they are HTML already. */
export function markup(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(pieces.map((piece, at) => piece + (at < contents.length ? written(contents[at]) : "")).join(""));
}

function written(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(written).join("");
  return escaped(String(content));
}

/** For an element and an attribute in quotes alike. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
