import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { invalidArgument } from "../../errors/arguments";
import { forAll } from "../../errors/error";
import { outputNotWritten } from "../../errors/program";
import { didYouMean } from "../../text/nearest";
import type { FormatOptions } from "./format";
import { APPENDABLE_FORMATS, FORMAT_NAMES, type FormatName, formats } from "./formats";
import type { Report } from "./report";

/** The formats that a command has. */
export interface Formats<N extends string> {
  /** In the order in which help lists them. */
  readonly names: readonly N[];
  /** The one that standard output shows unless another one is named without a file. */
  readonly usual: N;
  /** Those of which several may stand in one file. */
  readonly appendable: readonly N[];
}

/** Where one rendering goes. */
export interface Output<N extends string = FormatName> {
  readonly format: N;
  /**
   * Path of the file.
   *
   * @default standard output
   */
  readonly file?: string | undefined;
  /** Whether what the file holds already is kept. */
  readonly append: boolean;
}

const REPORT_FORMATS: Formats<FormatName> = { names: FORMAT_NAMES, usual: "text", appendable: APPENDABLE_FORMATS };

/** Reads the values of `--format` of a command that makes a report, as {@link readOutputs} does. */
export function parseOutputs(values: readonly string[]): Output[] {
  return readOutputs(values, REPORT_FORMATS);
}

/**
 * Reads the values of `--format`: `NAME`, `NAME=FILE`, or `NAME+=FILE`, which appends.
 *
 * Standard output shows one format.
 *
 * @throws DataWorksError `InvalidArgument` for an unknown format, two formats for one place,
 * and a file that would be no longer of its format with something appended.
 */
export function readOutputs<N extends string>(values: readonly string[], formats: Formats<N>): Output<N>[] {
  const outputs = values.map((value) => parseOutput(value, formats));
  const places = new Set<string>();
  for (const [index, { format, file }] of outputs.entries()) {
    const place = file === undefined ? "" : resolve(file);
    if (places.has(place))
      throw invalidArgument(
        "--format",
        values[index],
        file === undefined
          ? `standard output shows one format: write the other to a file, as ${format}=FILE`
          : `another format goes to that file: give each a file of its own`,
      );
    places.add(place);
  }
  return places.has("") ? outputs : [{ format: formats.usual, append: false }, ...outputs];
}

/** Where and how {@link writeReport} shows what belongs on standard output. */
export interface Screen extends FormatOptions {
  readonly print: (text: string) => void;
}

/**
 * Renders a report to every output.
 *
 * @throws DataWorksError `OutputNotWritten` when files could not be written, after the others were.
 */
export function writeReport(report: Report, outputs: readonly Output[], { print, ...options }: Screen): void {
  const render = (format: FormatName, isFile: boolean) =>
    formats[format](report, isFile ? { ...options, color: false } : options);
  writeOutputs(outputs, render, print);
}

/**
 * Renders to every output; standard output comes first, so that a full disk hides nothing.
 *
 * @throws DataWorksError `OutputNotWritten` when files could not be written, after the others were.
 */
export function writeOutputs<N extends string>(
  outputs: readonly Output<N>[],
  render: (format: N, isFile: boolean) => string,
  print: (text: string) => void,
): void {
  for (const { format, file } of outputs) if (file === undefined) print(render(format, false));
  forAll(outputs, ({ format, file, append }) => {
    if (file !== undefined) writeFile(file, render(format, true), append, READ_AT_ANY_TIME.includes(format));
  });
}

function parseOutput<N extends string>(value: string, { names, appendable }: Formats<N>): Output<N> {
  const match = /^([^=+]*)(?:(\+?=)([\s\S]*))?$/.exec(value);
  const [, name = value, operator, file] = match ?? [];
  const format = names.find((known) => known === name);
  if (format === undefined) {
    const near = didYouMean(name, names);
    throw invalidArgument("--format", name, `${near === undefined ? "" : `${near} `}use ${names.join(", ")}`);
  }
  if (file === "") throw invalidArgument("--format", value, `name the file: ${format}=FILE, or leave out the '='`);
  const append = operator === "+=";
  if (append && !appendable.includes(format))
    throw invalidArgument("--format", value, `a ${format} file holds one report: write ${format}=${file}`);
  return { format, file: file === "-" ? undefined : file, append };
}

/** Formats whose file a program may read at any moment, and must never find half of. */
const READ_AT_ANY_TIME: readonly string[] = ["prometheus" satisfies FormatName];

function writeFile(file: string, text: string, append: boolean, atOnce: boolean): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (append) appendFileSync(file, text);
    else if (atOnce) {
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
    } else writeFileSync(file, text);
  } catch (error) {
    throw outputNotWritten(file, error);
  }
}
