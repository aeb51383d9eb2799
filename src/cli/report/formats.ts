import type { Format } from "./format";
import { csv } from "./formats/csv";
import { github } from "./formats/github";
import { gitlab } from "./formats/gitlab";
import { html } from "./formats/html";
import { json } from "./formats/json";
import { junit } from "./formats/junit";
import { markdown } from "./formats/markdown";
import { prometheus } from "./formats/prometheus";
import { sarif } from "./formats/sarif";
import { text } from "./formats/text";

/** Every format by the name that `--format` takes, in the order in which help lists them. */
export const formats = {
  text,
  json,
  junit,
  sarif,
  markdown,
  html,
  csv,
  github,
  gitlab,
  prometheus,
} as const satisfies Readonly<Record<string, Format>>;

/** Name of a format. */
export type FormatName = keyof typeof formats;

/** The names of all formats. */
export const FORMAT_NAMES = Object.keys(formats) as FormatName[];

/** Formats of which several may stand in one file. */
export const APPENDABLE_FORMATS: readonly FormatName[] = ["text", "markdown", "github"];
