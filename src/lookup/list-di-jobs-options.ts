import { optional, optionsOf, record, text } from "../model/arguments";
import type { Environment } from "../model/environment";
import { QUERY_FORMS, type QueryProps } from "../model/query";
import { SETTING_FORMS, type SettingProps } from "./settings";

/** How {@link listDiJobs} asks. */
export interface ListDiJobsOptions extends Pick<SettingProps, "endpoint" | "network" | "profile"> {
  /**
   * Environment variables to read credentials and `DIJOBS_…` settings from.
   *
   * @default process.env
   */
  readonly env?: Environment;
}

export const readQuery = optionsOf<QueryProps>("listDiJobs", QUERY_FORMS);

const { endpoint, network, profile } = SETTING_FORMS;

export const readOptions = optionsOf<ListDiJobsOptions>("listDiJobs", {
  endpoint,
  network,
  profile,
  env: optional(record(optional(text))),
});
