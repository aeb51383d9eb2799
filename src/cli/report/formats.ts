import type { Format } from "./format";
import { github } from "./formats/github";
import { json } from "./formats/json";
import { junit } from "./formats/junit";
import { markdown } from "./formats/markdown";
import { sarif } from "./formats/sarif";
import { text } from "./formats/text";

/** The formats that `--format` takes, in the order in which help lists them. */
export const FORMAT_NAMES = ["text", "json", "junit", "sarif", "markdown", "github"] as const;

/** Name of a format. */
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Every format by its name. */
export const formats: Readonly<Record<FormatName, Format>> = { text, json, junit, sarif, markdown, github };

/** Formats of which several may stand in one file. */
export const APPENDABLE_FORMATS: readonly FormatName[] = ["text", "markdown", "github"];
