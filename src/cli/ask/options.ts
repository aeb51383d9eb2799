import { type Command, Option } from "commander";
import { API_VERSIONS } from "../../model/api-version";

/** The options of every command that asks the API. */
export interface AskingOptions {
  /** `<regionId>/<projectId>`, the same with a name until the id is found, or an alias of the policy file. */
  readonly workspace?: readonly string[] | undefined;
  /** The names that `--workspace` gave, by the `<regionId>/<projectId>` that stand there now. */
  readonly projectNames?: ReadonlyMap<string, string> | undefined;
  /** Labels of the policy file. */
  readonly label?: readonly string[] | undefined;
  readonly apiVersion?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly network?: "public" | "vpc" | undefined;
  readonly snapshot?: string | undefined;
  readonly policy?: string | undefined;
  readonly debug?: boolean | undefined;
  /** Longest time of the whole run. */
  readonly timeout?: string | undefined;
}

/** How a command records what it asks. */
export interface RecordingOptions {
  readonly prune?: boolean | undefined;
  readonly ignoreStatus?: boolean | undefined;
  readonly forget?: readonly string[] | undefined;
}

/** Adds the options that every command that asks the API has. */
export function addAskingOptions(command: Command, time: RunTime = UNLIMITED): Command {
  command
    .option(
      "-w, --workspace <workspace>",
      "<regionId>/<projectId>, <regionId>/<projectName>, or an alias of the policy file; may be repeated",
      collect,
    )
    .option(
      "--label <label>",
      "every workspace of the policy file with this label, besides those of --workspace; may be repeated, and then one is enough",
      collect,
    )
    .option("--policy <file>", "policy file (default: dijobs.policy.yaml, where there is one)")
    .option("--snapshot <path>", "snapshot (default: dataworks.snapshot.json beside cdktf.json)");
  return addWayOptions(command, time);
}

/** What `--timeout` is for a command. */
interface RunTime {
  readonly about: string;
  /** @default no limit */
  readonly usual?: string;
}

const UNLIMITED: RunTime = { about: "longest time of the whole run, all questions together, as 90s (default: none)" };

/** Adds the options that say in which way, as whom, and for how long the API is asked. */
export function addWayOptions(command: Command, { about, usual }: RunTime = UNLIMITED): Command {
  return command
    .option("--timeout <duration>", about, usual)
    .addOption(new Option("--api-version <version>", "version of the API").choices(API_VERSIONS))
    .option("--profile <name>", "profile of the Alibaba Cloud CLI or SDK files; goes before those of the policy file")
    .option("--endpoint <endpoint>", "host, host:port or URL to ask instead of the region's own")
    .addOption(new Option("--network <network>", "which of a region's endpoints to ask").choices(["public", "vpc"]))
    .option("--debug", "say on standard error what is asked and answered, without secrets");
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** Gathers the values of an option that may be repeated, or given as a list with commas. */
export function collectList(value: string, previous: readonly string[] = []): string[] {
  return [
    ...previous,
    ...value
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  ];
}
