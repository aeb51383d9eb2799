import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { invalidArgument, unknownWord } from "../../errors/arguments";
import { forAll } from "../../errors/error";
import { outputNotWritten } from "../../errors/program";
import type { FormatOptions } from "./format";
import { APPENDABLE_FORMATS, FORMAT_NAMES, type FormatName, formats } from "./formats";
import type { Report } from "./report";

/** Where one rendering of a report goes. */
export interface Output {
  readonly format: FormatName;
  /**
   * Path of the file.
   *
   * @default standard output
   */
  readonly file?: string | undefined;
  /** Whether what the file holds already is kept. */
  readonly append: boolean;
}

/**
 * Reads the values of `--format`: `NAME`, `NAME=FILE`, or `NAME+=FILE`, which appends.
 *
 * Standard output shows one format, `text` unless another one is named without a file.
 *
 * @throws DataWorksError `InvalidArgument` for an unknown format, two formats for one place,
 * and a file that would be no longer of its format with something appended.
 */
export function parseOutputs(values: readonly string[]): Output[] {
  const outputs = values.map(parseOutput);
  const places = new Set<string>();
  for (const [index, { file }] of outputs.entries()) {
    const place = file === undefined ? "" : resolve(file);
    if (places.has(place))
      throw invalidArgument(
        "--format",
        values[index],
        file === undefined
          ? `standard output shows one format: write the other to a file, as ${values[index]}=FILE`
          : `another format goes to that file: give each a file of its own`,
      );
    places.add(place);
  }
  return places.has("") ? outputs : [{ format: "text", append: false }, ...outputs];
}

/** Where and how {@link writeReport} shows what belongs on standard output. */
export interface Screen extends FormatOptions {
  readonly print: (text: string) => void;
}

/**
 * Renders a report to every output; standard output comes first, so that a full disk hides nothing.
 *
 * @throws DataWorksError `OutputNotWritten` when files could not be written, after the others were.
 */
export function writeReport(report: Report, outputs: readonly Output[], { print, ...options }: Screen): void {
  for (const { format, file } of outputs) if (file === undefined) print(formats[format](report, options));
  forAll(outputs, ({ format, file, append }) => {
    if (file !== undefined) writeFile(file, formats[format](report, { ...options, color: false }), append);
  });
}

function parseOutput(value: string): Output {
  const match = /^([^=+]*)(?:(\+?=)([\s\S]*))?$/.exec(value);
  const [, name = value, operator, file] = match ?? [];
  const format = FORMAT_NAMES.find((known) => known === name);
  if (format === undefined) throw unknownWord("--format", name, FORMAT_NAMES);
  if (file === "") throw invalidArgument("--format", value, `name the file: ${format}=FILE, or leave out the '='`);
  const append = operator === "+=";
  if (append && !APPENDABLE_FORMATS.includes(format))
    throw invalidArgument("--format", value, `a ${format} file holds one report: write ${format}=${file}`);
  return { format, file: file === "-" ? undefined : file, append };
}

function writeFile(file: string, text: string, append: boolean): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (append) appendFileSync(file, text);
    else writeFileSync(file, text);
  } catch (error) {
    throw outputNotWritten(file, error);
  }
}
