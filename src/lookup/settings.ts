import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LONGEST_TIMER_MS } from "../client/clock";
import type { ClientOptions } from "../client/options";
import { invalidArgument, unknownKey } from "../errors/arguments";
import { type Forms, oneOf, optional, text } from "../model/arguments";
import type { Environment } from "../model/environment";
import { SNAPSHOT_FILE_NAME } from "../snapshot/snapshot";

/** Where answers come from: the API, the API and then the file, or the file alone. */
export type Mode = "live" | "record" | "locked";

/** What a live lookup does when the API cannot be reached: fail, or answer from the snapshot with a warning. */
export type OnUnavailable = "fail" | "snapshot";

/** Everything about a lookup that is not part of its question. */
export interface Settings extends Omit<ClientOptions, "env"> {
  readonly mode: Mode;
  readonly onUnavailable: OnUnavailable;
  /** Absolute path of the snapshot. */
  readonly snapshotPath: string;
}

/** The settings that a program can give with a question. */
export interface SettingProps {
  /**
   * Where the answer comes from.
   *
   * @default `DIJOBS_MODE`, then `dijobs.mode` in the context of `cdktf.json`, then `live`
   */
  readonly mode?: Mode;
  /**
   * What to do when the API is unreachable, overloaded or failing after all attempts.
   *
   * @default `DIJOBS_ON_UNAVAILABLE`, then the context, then `fail`
   */
  readonly onUnavailable?: OnUnavailable;
  /**
   * Host, `host:port` or URL to ask instead of the region's own; `{region}` is filled in, `http:` is for loopback only.
   *
   * @default `DIJOBS_ENDPOINT`, then the context, then the region's own
   */
  readonly endpoint?: string;
  /**
   * Which of a region's two endpoints to ask.
   *
   * @default `public`
   */
  readonly network?: "public" | "vpc";
  /**
   * Profile of the Alibaba Cloud CLI or SDK files whose credentials are used.
   *
   * @default `ALIBABA_CLOUD_PROFILE`, then the current one
   */
  readonly profile?: string;
}

const MODES: readonly Mode[] = ["live", "record", "locked"];
const ON_UNAVAILABLE: readonly OnUnavailable[] = ["fail", "snapshot"];
const NETWORKS = ["public", "vpc"] as const;

/** What a program may give; a word that no setting has is refused also where another setting comes before it. */
export const SETTING_FORMS: Forms<SettingProps> = {
  mode: optional(oneOf(MODES)),
  onUnavailable: optional(oneOf(ON_UNAVAILABLE)),
  endpoint: optional(text),
  network: optional(oneOf(NETWORKS)),
  profile: optional(text),
};

/** The value of `"dijobs"` in the context of `cdktf.json`. */
export type Context = Readonly<Record<string, unknown>>;

/** Each setting of a run with its environment variable; the context of `cdktf.json` uses the names on the left. */
const VARIABLES = {
  mode: "DIJOBS_MODE",
  onUnavailable: "DIJOBS_ON_UNAVAILABLE",
  snapshot: "DIJOBS_SNAPSHOT",
  endpoint: "DIJOBS_ENDPOINT",
  apiVersion: "DIJOBS_API_VERSION",
  timeoutMs: "DIJOBS_TIMEOUT_MS",
  maxAttempts: "DIJOBS_MAX_ATTEMPTS",
  callsPerSecond: "DIJOBS_CALLS_PER_SECOND",
  findings: "DIJOBS_FINDINGS",
} as const;

type RunSetting = keyof typeof VARIABLES;

/**
 * Settles every setting: the environment first, then the program, then the context, then the default.
 *
 * @throws DataWorksError `InvalidArgument` naming the variable, property or context key that cannot be.
 */
export function resolveSettings(env: Environment, props: SettingProps = {}, context: Context = {}): Settings {
  for (const name of Object.keys(context))
    if (!Object.hasOwn(VARIABLES, name)) throw unknownKey("context dijobs", name, Object.keys(VARIABLES));
  const given = (name: RunSetting) => setting(name, env, props, context);
  const endpoint = given("endpoint");
  const callsPerSecond = given("callsPerSecond");
  const network = SETTING_FORMS.network(props.network, "network");
  return {
    mode: chosen(given("mode"), MODES, "live"),
    onUnavailable: chosen(given("onUnavailable"), ON_UNAVAILABLE, "fail"),
    snapshotPath: snapshotPath(given("snapshot")),
    ...(endpoint === undefined ? {} : { endpoint: String(endpoint.value) }),
    ...(network === undefined ? {} : { network }),
    ...(props.profile === undefined ? {} : { profile: props.profile }),
    timeoutMs: wholeNumber(given("timeoutMs"), 30_000, LONGEST_TIMER_MS),
    maxAttempts: wholeNumber(given("maxAttempts"), 4),
    ...(callsPerSecond === undefined ? {} : { callsPerSecond: wholeNumber(callsPerSecond, 0) }),
  };
}

/**
 * What failed checks of severity `error` do: `warn` turns them into warnings, to get through a repair.
 *
 * @throws DataWorksError `InvalidArgument` for any other value.
 */
export function findingsSetting(env: Environment, context: Context = {}): "error" | "warn" {
  return chosen(setting("findings", env, {}, context), ["error", "warn"], "error");
}

/** What the environment and the context fill in when a question leaves it out. */
export function queryDefaults(env: Environment, context: Context = {}): { regionId?: string; apiVersion?: string } {
  const regionId = env.ALIBABA_CLOUD_REGION_ID || env.ALICLOUD_REGION;
  const apiVersion = setting("apiVersion", env, {}, context);
  return {
    ...(regionId ? { regionId } : {}),
    ...(apiVersion === undefined ? {} : { apiVersion: String(apiVersion.value) }),
  };
}

/** A value and what it is called where it was written, for messages. */
interface Given {
  readonly name: string;
  readonly value: unknown;
}

function setting(name: RunSetting, env: Environment, props: SettingProps, context: Context): Given | undefined {
  const variable = env[VARIABLES[name]];
  if (variable !== undefined && variable !== "") return { name: VARIABLES[name], value: variable };
  const prop = (props as Context)[name];
  if (prop !== undefined) return { name, value: prop };
  const value = context[name];
  return value === undefined ? undefined : { name: `context dijobs.${name}`, value };
}

function chosen<T extends string>(given: Given | undefined, allowed: readonly T[], fallback: T): T {
  return given === undefined ? fallback : oneOf(allowed)(given.value, given.name);
}

function wholeNumber(given: Given | undefined, fallback: number, most = Number.MAX_SAFE_INTEGER): number {
  if (given === undefined) return fallback;
  const value = Number(given.value);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw invalidArgument(given.name, given.value, `use a whole number from 1 to ${most}`);
  return value;
}

/** The snapshot stands beside `cdktf.json`, unless told otherwise. */
function snapshotPath(given: Given | undefined): string {
  if (given !== undefined) return resolve(String(given.value));
  return join(projectFolder(process.cwd()) ?? process.cwd(), SNAPSHOT_FILE_NAME);
}

/** The nearest folder, upwards from the given one, that has a `cdktf.json`. */
export function projectFolder(from: string): string | undefined {
  if (existsSync(join(from, "cdktf.json"))) return from;
  const parent = dirname(from);
  return parent === from ? undefined : projectFolder(parent);
}
