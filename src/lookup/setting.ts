import type { Form } from "../model/arguments";
import type { Environment } from "../model/environment";

/** A setting of a run: where it is given, what it may be, and what is said about it. */
export interface Setting<T = unknown> {
  /** Its environment variable. What has one may also stand in the context of `cdktf.json`, under the setting's own name. */
  readonly variable?: `DIJOBS_${string}`;
  /** Whether a program may give it with a question. */
  readonly inProgram?: true;
  /** Reads what was given, wherever that was. */
  readonly form: Form<T>;
  /** What it is where nobody gives it. */
  readonly fallback?: T;
  /** What it is, for the help. */
  readonly about: string;
  /** Whether only apps read it, and the command that records as they do. */
  readonly ofApps?: true;
  /** What it means when it is not as usual, by its value; people forget it. */
  readonly remarkable?: Readonly<Record<string, string>>;
}

/** Settings by name. */
export type SettingTable = Readonly<Record<string, Setting>>;

type ValueOf<S> = S extends { readonly form: Form<infer T> } ? T : never;

/** The values of a table: those with a fallback are always there. */
export type SettingValues<Table> = {
  readonly [Name in keyof Table as Table[Name] extends { fallback: unknown } ? Name : never]: ValueOf<Table[Name]>;
} & {
  readonly [Name in keyof Table as Table[Name] extends { fallback: unknown } ? never : Name]?: ValueOf<Table[Name]>;
};

/** The value of `"dijobs"` in the context of `cdktf.json`. */
export type Context = Readonly<Record<string, unknown>>;

/** Where settings are given; the first that gives one counts. */
export interface Sources {
  readonly env: Environment;
  /** What a program gives with a question. */
  readonly props?: object | undefined;
  readonly context?: Context | undefined;
}

/**
 * The values that a table has in a run.
 *
 * @throws DataWorksError `InvalidArgument` naming the variable, property or context key that cannot be.
 */
export function settingValues<Table extends SettingTable>(table: Table, sources: Sources): SettingValues<Table> {
  const values = settingsIn(table).map(([name, setting]) => [name, settingValue(name, setting, sources)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as SettingValues<Table>;
}

/** The value of one setting, called in messages what it is called where it was written. */
export function settingValue(
  name: string,
  { variable, inProgram, form, fallback }: Setting,
  sources: Sources,
): unknown {
  const { env, props = {}, context = {} } = sources;
  // An empty variable says nothing.
  if (variable !== undefined && env[variable]) return form(env[variable], variable);
  const inProps = (props as Context)[name];
  if (inProgram && inProps !== undefined) return form(inProps, name);
  if (variable !== undefined && context[name] !== undefined) return form(context[name], `context dijobs.${name}`);
  return fallback;
}

/** The settings of a table with their names. */
export function settingsIn(table: SettingTable): readonly (readonly [name: string, setting: Setting])[] {
  return Object.entries(table);
}
