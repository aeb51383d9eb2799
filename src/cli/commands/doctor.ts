import { Option } from "commander";
import { invalidArgument } from "../../errors/arguments";
import { DataWorksError } from "../../errors/error";
import { workspaceMissing } from "../../errors/program";
import { canonicalQuery, type DiJobsQuery } from "../../model/query";
import { tryReadSnapshot } from "../../snapshot/file";
import { emptySnapshot, type Snapshot } from "../../snapshot/snapshot";
import { ours } from "../../text/visible";
import { type Invocation, noteProfiles } from "../ask/invocation";
import { type AskingOptions, addAskingOptions } from "../ask/options";
import { namedQueries } from "../ask/queries";
import { resolveAll } from "../ask/resolved-workspaces";
import { diagnoseApps } from "../doctor/apps";
import {
  diagnoseAnswer,
  diagnoseCredentials,
  diagnoseProject,
  diagnoseRoute,
  diagnoseSettings,
  diagnoseSnapshot,
  noWorkspace,
} from "../doctor/diagnoses";
import { exitCodeOf, renderDiagnosis } from "../doctor/diagnosis";
import { diagnoseMerging } from "../doctor/merging";
import { type SchemaParts, written } from "../written";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface DoctorOptions extends AskingOptions {
  readonly format: "text" | "json";
  readonly probe?: boolean;
}

const schema = ({ z, head }: SchemaParts) =>
  z.object({
    ...head("doctor"),
    diagnoses: z.array(
      z.object({
        subject: z.string(),
        state: z.enum(["ok", "note", "trouble", "failed"]),
        says: z.string(),
        repair: z.string().optional().describe("What to do about it, over a few lines."),
      }),
    ),
  });

/** `dijobs doctor`: says what a lookup would use, asks once, and tells what to repair. */
export const doctor: CliCommand = {
  declare(command) {
    addAskingOptions(command)
      .option("--probe", "ask what no documentation says, in at most 20 calls; the report has no names and no ids")
      .addOption(new Option("--format <format>", "how to show it").choices(["text", "json"]).default("text"));
    addHelp(command, {
      examples: [
        ["dijobs doctor --workspace cn-shanghai/1967", "look at everything, and send one call"],
        ["dijobs doctor", "the same for the first question of the snapshot"],
        ["dijobs doctor --probe -w cn-shanghai/1967 > probe.md", "learn the service, for an issue"],
        ["dijobs doctor --probe -w cn-shanghai/1967 --format json", "the same, for dijobs emulator --like"],
      ],
      exitCodes: `Exit codes:
  0  all is well
  1  something is worth a repair, though jobs can be listed
  2  jobs cannot be listed, or no workspace was named
With --probe: 0 when the service was asked, whatever it said, 2 when neither version answered.`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<DoctorOptions>();
    const { invocation: given, unresolved } = await resolveAll(options, terminal);
    if (unresolved[0] !== undefined) throw unresolved[0].error;
    const snapshot = quietly(() => tryReadSnapshot(given.settings.snapshotPath));
    const query = chooseQuery(options, given, snapshot);
    if (query !== undefined) noteProfiles([query], given, terminal);
    const invocation = query === undefined ? given : { ...given, client: given.clientOf(query) };
    if (options.probe) {
      if (query === undefined) throw workspaceMissing(given.settings.snapshotPath);
      const { probeService } = await import("../probe/command.js");
      return probeService(query, invocation.client, options.format, terminal);
    }
    const answered = await terminal.stoppable(async () => [
      await diagnoseCredentials(invocation),
      ...(query === undefined ? [] : await diagnoseAnswer(query, invocation, terminal)),
    ]);
    const diagnoses = [
      ...(query === undefined ? [noWorkspace] : diagnoseRoute(query, invocation, options, terminal)),
      ...answered,
      diagnoseProject(invocation),
      diagnoseSnapshot(invocation, options, terminal),
      ...diagnoseApps(snapshot ?? emptySnapshot, invocation.settings.snapshotPath),
      ...diagnoseMerging(invocation),
      ...diagnoseSettings(invocation, terminal),
    ];
    if (options.format === "json") terminal.print(written(schema, { version: 1, command: "doctor", diagnoses }));
    else terminal.print(ours(diagnoses.map((each) => renderDiagnosis(each, terminal.color)).join("\n")));
    return exitCodeOf(diagnoses);
  },

  schema,
};

function chooseQuery(options: DoctorOptions, invocation: Invocation, snapshot?: Snapshot): DiJobsQuery | undefined {
  const [named, ...others] = namedQueries(options, invocation);
  if (others.length > 0)
    throw invalidArgument("--workspace", options.workspace?.join(", "), "one call is sent: name one workspace");
  const recorded = snapshot?.lookups[0]?.query;
  const { apiVersion } = options;
  if (named !== undefined || recorded === undefined || apiVersion === undefined) return named ?? recorded;
  return canonicalQuery({ regionId: recorded.regionId, projectId: recorded.projectId }, { apiVersion });
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (DataWorksError.is(error)) return undefined;
    throw error;
  }
}
