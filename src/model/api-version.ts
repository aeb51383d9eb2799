import { invalidArgument } from "../errors/arguments";

/** Version of the DataWorks API that is asked. */
export type ApiVersion = "2020-05-18" | "2024-05-18";

/** Every API version that can be asked; the first is the default. */
export const API_VERSIONS: readonly ApiVersion[] = ["2020-05-18", "2024-05-18"];

/**
 * Checks a version that people wrote; without one it is the default.
 *
 * @throws DataWorksError `InvalidArgument` for an unknown one.
 */
export function canonicalApiVersion(value: string | undefined): ApiVersion {
  const version = API_VERSIONS.find((known) => known === (value ?? API_VERSIONS[0]));
  if (version === undefined) throw invalidArgument("apiVersion", value, `use one of ${API_VERSIONS.join(", ")}`);
  return version;
}
