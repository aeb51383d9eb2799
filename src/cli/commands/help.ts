import type { Command } from "commander";
import { type Setting, settingsIn } from "../../lookup/setting";
import { SETTINGS } from "../../lookup/settings-table";

/** The exit codes that all commands share. */
export const EXIT_CODES = `Exit codes:
  0  nothing found
  1  findings, drift, or a state that was not reached
  2  something could not be checked, or the command line is wrong (beats 1; what was found is still printed)`;

/** The environment of every command that asks the API. */
export const ASKING_ENVIRONMENT = environment(({ ofApps }) => !ofApps);

/** The environment of a command that runs an app. */
export const APP_ENVIRONMENT = environment(() => true);

function environment(isRead: (setting: Setting) => boolean): string {
  const settings = settingsIn(SETTINGS).flatMap(([, setting]) => {
    const { variable, about, fallback } = setting;
    if (variable === undefined || !isRead(setting)) return [];
    return `  ${variable.padEnd(25)}  ${about}${String(fallback ?? "") && ` (${fallback})`}`;
  });
  return `Environment:
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN
                             credentials; ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY, OIDC, profiles and roles work too
${settings.join("\n")}
  HTTPS_PROXY, NO_PROXY      the way through a proxy
  FORCE_COLOR, CLICOLOR_FORCE
                             colours, wherever the text goes
  NO_COLOR                   no colours, unless FORCE_COLOR is set
Options go before the environment, which goes before "dijobs" in the context of cdktf.json.`;
}

/** What the help of one command says below its options. */
export interface HelpText {
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** What the exit codes mean here, where it is more than what they mean everywhere. */
  readonly exitCodes?: string;
  /** @default that of every command that asks the API */
  readonly environment?: string;
}

/** Adds examples, exit codes and environment to the help of a command. */
export function addHelp(command: Command, help: HelpText): void {
  const { examples, exitCodes = EXIT_CODES, environment = ASKING_ENVIRONMENT } = help;
  const shown = examples.map(([line, what]) => `  ${line}\n      ${what}`).join("\n");
  command.addHelpText("after", `\nExamples:\n${shown}\n\n${exitCodes}\n\n${environment}`);
}
