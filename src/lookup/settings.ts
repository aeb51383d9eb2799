import { resolve } from "node:path";
import { mistypedVariable, unknownKey } from "../errors/arguments";
import { type Forms, optional } from "../model/arguments";
import type { Environment } from "../model/environment";
import type { QueryDefaults } from "../model/query";
import { slipOf } from "../text/nearest";
import { defaultSnapshotPath } from "./project-folder";
import { type Context, type SettingValues, settingsIn, settingValue, settingValues } from "./setting";
import { CLIENT, QUERY, RECORDING, RUN, SETTINGS } from "./settings-table";

export type { Context } from "./setting";

const PREFIX = "DIJOBS_";

/** Where answers come from: the API, the API and then the file, the file and for what it lacks the API, or the file alone. */
export type Mode = "live" | "record" | "fill" | "locked";

/** What a live lookup does when the API cannot be reached: fail, or answer from the snapshot with a warning. */
export type OnUnavailable = "fail" | "snapshot";

/** The settings that a program can give with a question; the environment goes before each of them. */
export interface SettingProps {
  /**
   * Where the answer comes from: `live` asks, `record` asks and writes the snapshot after a successful synth, `fill` takes
   * what the snapshot has, and asks and records what it lacks, `locked` reads the snapshot alone.
   *
   * @default `DIJOBS_MODE`, then `dijobs.mode` in the context of `cdktf.json`, then `live`
   *
   * @example
   * new DiJobs(this, "archive", { regionId: "cn-shanghai", projectId: 1967, mode: "locked" });
   */
  readonly mode?: Mode;
  /**
   * What to do when the API is unreachable, overloaded or failing after all attempts, or the thread that asks it fails:
   * `snapshot` answers from the snapshot, with a warning that says how old it is. A refusal is an error all the same.
   *
   * @default `DIJOBS_ON_UNAVAILABLE`, then `dijobs.onUnavailable` in the context of `cdktf.json`, then `fail`
   */
  readonly onUnavailable?: OnUnavailable;
  /**
   * Host, `host:port` or URL to ask instead of the region's own, such as `https://dataworks.{region}.example.com`;
   * `{region}` is filled in, `http:` is for loopback only.
   *
   * @default `DIJOBS_ENDPOINT`, then `dijobs.endpoint` in the context of `cdktf.json`, then the region's own
   */
  readonly endpoint?: string;
  /**
   * Which of a region's two endpoints to ask: `vpc` is reached from within Alibaba Cloud's own networks only.
   *
   * @default `public`
   */
  readonly network?: "public" | "vpc";
  /**
   * Profile of the Alibaba Cloud CLI or SDK files whose credentials are used, such as `staging`.
   *
   * @default `ALIBABA_CLOUD_PROFILE`, then the current one
   */
  readonly profile?: string;
}

/** Everything about a lookup that is not part of its question. */
export interface Settings extends Omit<SettingValues<typeof RUN>, "snapshot"> {
  /** Absolute path of the snapshot. */
  readonly snapshotPath: string;
  readonly recording: SettingValues<typeof RECORDING>;
  readonly client: SettingValues<typeof CLIENT>;
}

/** What a program may give; a value that cannot be is refused also where the environment goes before it. */
export const SETTING_FORMS: Forms<SettingProps> = programForms();

/**
 * Settles every setting: the environment first, then the program, then the context, then the default.
 *
 * @throws DataWorksError `InvalidArgument` naming the variable, property or context key that cannot be, or that is mistyped.
 */
export function resolveSettings(env: Environment, props: SettingProps = {}, context: Context = {}): Settings {
  const known = settingsIn(SETTINGS).flatMap(([name, { variable }]) => (variable === undefined ? [] : [name]));
  for (const name of Object.keys(context)) if (!known.includes(name)) throw unknownKey("context dijobs", name, known);
  refuseMistypedVariables(env);
  const sources = { env, props, context };
  const { snapshot, ...run } = settingValues(RUN, sources);
  return {
    ...run,
    snapshotPath: snapshot === undefined ? defaultSnapshotPath() : resolve(snapshot),
    recording: settingValues(RECORDING, sources),
    client: settingValues(CLIENT, sources),
  };
}

/**
 * What failed checks of severity `error` do: `warn` turns them into warnings, to get through a repair.
 *
 * @throws DataWorksError `InvalidArgument` for any other value.
 */
export function findingsSetting(env: Environment, context?: Context): "error" | "warn" {
  return settingValues({ findings: RUN.findings }, { env, context }).findings;
}

/** What the environment and the context fill in when a question leaves it out. */
export function queryDefaults(env: Environment, context?: Context): QueryDefaults {
  const regionId = env.ALIBABA_CLOUD_REGION_ID || env.ALICLOUD_REGION;
  return { ...(regionId ? { regionId } : {}), ...settingValues(QUERY, { env, context }) };
}

/** Settings as the environment gives them; what is undefined is left out. */
export function settingVariables(values: { readonly [Name in keyof typeof SETTINGS]?: unknown }): Environment {
  return Object.fromEntries(
    settingsIn(SETTINGS).flatMap(([name, { variable }]) => {
      const value = (values as Context)[name];
      return variable === undefined || value === undefined ? [] : [[variable, String(value)]];
    }),
  );
}

/** A setting that is not as usual, which people forget. */
export interface RemarkableSetting {
  readonly variable: string;
  readonly value: string;
  readonly meaning: string;
}

/** Every setting that is not as usual, and what that means. */
export function remarkableSettings(env: Environment, context: Context = {}): RemarkableSetting[] {
  return settingsIn(SETTINGS).flatMap(([name, setting]) => {
    const value = String(settingValue(name, setting, { env, context }));
    const meaning = setting.remarkable?.[value];
    return meaning === undefined ? [] : [{ variable: setting.variable ?? name, value, meaning }];
  });
}

/** `DIJOBS_MOD=locked` would ask the API unseen. Other names that begin so may be somebody's own. */
function refuseMistypedVariables(env: Environment): void {
  const known = settingsIn(SETTINGS).flatMap(([, { variable }]) => variable?.slice(PREFIX.length) ?? []);
  for (const [variable, value] of Object.entries(env)) {
    if (!value || !variable.startsWith(PREFIX)) continue;
    const meant = slipOf(variable.slice(PREFIX.length), known);
    if (meant !== undefined) throw mistypedVariable(variable, PREFIX + meant);
  }
}

function programForms(): Forms<SettingProps> {
  const inProgram = settingsIn(SETTINGS).filter(([, setting]) => setting.inProgram);
  return Object.fromEntries(inProgram.map(([name, { form }]) => [name, optional(form)])) as Forms<SettingProps>;
}
