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

/** The formats that `--format` takes, in the order in which help lists them. */
export const FORMAT_NAMES = [
  "text",
  "json",
  "junit",
  "sarif",
  "markdown",
  "html",
  "csv",
  "github",
  "gitlab",
  "prometheus",
] as const;

/** Name of a format. */
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Every format by its name. */
export const formats: Readonly<Record<FormatName, Format>> = {
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
};

/** Formats of which several may stand in one file. */
export const APPENDABLE_FORMATS: readonly FormatName[] = ["text", "markdown", "github"];
