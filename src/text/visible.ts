import { beginning } from "./beginning";
import { redact } from "./redact";

declare const VISIBLE: unique symbol;

/** A text that can be printed as it is: somebody else's that was made visible, or one of ours. */
export type Visible = string & { readonly [VISIBLE]: true };

/** Characters that move a cursor, end a line, hide, turn the direction of text, or are none; for a class of a pattern. */
export const UNSEEN = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\uFFFE\\uFFFF";

/**
 * What the runners of GitHub, Azure and TeamCity take for a command: `##[…`, `##vso[…` anywhere in a line, `::…` at its
 * start. The sign before which it is broken is spelled out.
 */
export const RUNNER_COMMANDS = "#(?=#\\w*\\[)|(?<=^\\s*):(?=:)";

const TO_SPELL_OUT = new RegExp(`[${UNSEEN}]|${RUNNER_COMMANDS}`, "gu");

/**
 * A text of somebody else's in one line that neither a terminal nor the runner of a pipeline obeys.
 *
 * What people could not see, or what would be a command, is spelled out as `\u{1b}`; ordinary texts stay as they are,
 * and so does a text that was made visible before.
 */
export function visible(text: string): Visible {
  return text.replace(TO_SPELL_OUT, spelledOut) as Visible;
}

/** A message of several lines, each of them visible and without secrets. */
export function visibleLines(message: string): Visible {
  return redact(message).split("\n").map(visible).join("\n") as Visible;
}

/** A text of somebody else's in one line, visible and without secrets. */
export function oneLine(text: string): Visible {
  return visible(redact(text).replace(/\s+/g, " ").trim());
}

/** The beginning of a text of somebody else's, for a message: as {@link oneLine}, at most so long. */
export function excerpt(text: string, most = 300): Visible {
  // Redacted before it is cut: half a secret is not recognized.
  const line = oneLine(beginning(text));
  return (line.length > most ? `${line.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : line) as Visible;
}

/** Takes over a text of our own, in which every text of somebody else's was made visible, or escaped as its format asks. */
export function ours(text: string): Visible {
  return text as Visible;
}

/** A character as `\u{1b}`. */
export function spelledOut(char: string): string {
  return `\\u{${Number(char.codePointAt(0)).toString(16)}}`;
}
