import { Option } from "commander";
import { invalidArgument } from "../../errors/arguments";
import { DataWorksError } from "../../errors/error";
import type { DiJobsQuery } from "../../model/query";
import { tryReadSnapshot } from "../../snapshot/file";
import { type Asking, prepare } from "../ask/ask";
import { type AskingOptions, addAskingOptions } from "../ask/options";
import { namedQueries } from "../ask/questions";
import {
  diagnoseAnswer,
  diagnoseCredentials,
  diagnoseSettings,
  diagnoseSnapshot,
  noWorkspace,
  wayOf,
} from "../doctor/diagnoses";
import { exitCodeOf, renderDiagnosis } from "../doctor/diagnosis";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface DoctorOptions extends AskingOptions {
  readonly format: "text" | "json";
}

/** `dijobs doctor`: says what a lookup would use, asks once, and tells what to repair. */
export const doctor: CliCommand = {
  declare(command) {
    addAskingOptions(command).addOption(
      new Option("--format <format>", "how to show it").choices(["text", "json"]).default("text"),
    );
    addHelp(command, {
      examples: [
        ["dijobs doctor --workspace cn-shanghai/1967", "look at everything, and send one call"],
        ["dijobs doctor", "the same for the first question of the snapshot"],
      ],
      exitCodes: `Exit codes:
  0  all is well
  1  something is worth a repair, though jobs can be listed
  2  jobs cannot be listed, or no workspace was named`,
    });
  },

  async run(command, host) {
    const options = command.opts<DoctorOptions>();
    const asking = prepare(options, host);
    const query = chooseQuery(options, asking);
    const diagnoses = [
      ...(query === undefined ? [noWorkspace] : wayOf(query, asking)),
      await diagnoseCredentials(asking),
      ...(query === undefined ? [] : await diagnoseAnswer(query, asking, host)),
      diagnoseSnapshot(asking, host),
      ...diagnoseSettings(asking, host),
    ];
    if (options.format === "json") host.print(JSON.stringify({ version: 1, command: "doctor", diagnoses }, null, 2));
    else host.print(diagnoses.map((each) => renderDiagnosis(each, host.color)).join("\n"));
    return exitCodeOf(diagnoses);
  },
};

function chooseQuery(options: DoctorOptions, asking: Asking): DiJobsQuery | undefined {
  const [named, ...others] = namedQueries(options, asking);
  if (others.length > 0)
    throw invalidArgument("--workspace", options.workspace?.join(", "), "one call is sent: name one workspace");
  if (named !== undefined) return named;
  return quietly(() => tryReadSnapshot(asking.settings.snapshotPath))?.lookups[0]?.query;
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (DataWorksError.is(error)) return undefined;
    throw error;
  }
}
