import { invalidArgument } from "../../errors/arguments";
import { isRecord } from "../../model/arguments";
import { readJsonFile } from "./json-file";
import type { CallParameters } from "./wire";

/** A call and its answer as they stand in a file: without keys, signatures, names and ids. */
export interface RecordedExchange {
  readonly action: string;
  readonly version: string;
  readonly method: string;
  readonly parameters: CallParameters;
  readonly status: number;
  /** Of the headers of the answer only those that a client reads. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a recorder writes, and the emulator replays. */
export interface Recording {
  readonly version: 1;
  readonly exchanges: readonly RecordedExchange[];
}

/**
 * Reads a recording.
 *
 * @throws DataWorksError `InvalidArgument` for a file that is none.
 */
export function readRecording(file: string): Recording {
  const recording: unknown = readJsonFile("--replay", file);
  if (isRecording(recording)) return recording;
  throw invalidArgument("--replay", file, "give what dijobs emulator --record-to has written");
}

function isRecording(value: unknown): value is Recording {
  if (!isRecord(value) || value.version !== 1 || !Array.isArray(value.exchanges)) return false;
  return value.exchanges.every(isExchange);
}

function isExchange(value: unknown): boolean {
  const { action, version, parameters, headers, status, body } = Object(value);
  const isObject = (each: unknown) => typeof each === "object" && each !== null;
  const texts = [action, version, body].every((each) => typeof each === "string");
  return texts && isObject(parameters) && isObject(headers) && typeof status === "number";
}
