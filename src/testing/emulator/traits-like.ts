import { invalidArgument } from "../../errors/arguments";
import { API_VERSIONS } from "../../model/api-version";
import { isRecord } from "../../model/arguments";
import {
  completeTraits,
  type ServiceTraits,
  type VersionTraits,
  versionTraitsArgument,
} from "../../model/service-traits";
import { readJsonFile } from "./json-file";

/**
 * The traits that a probe's report tells of a service; what it has not learnt is as assumed.
 *
 * @param given what is said besides, which counts more.
 * @throws DataWorksError `InvalidArgument` for a file that is no such report.
 */
export function traitsLike(reportFile: string | undefined, given: Partial<ServiceTraits>): VersionTraits {
  const told = reportFile === undefined ? {} : traitsIn(reportFile);
  return completeTraits(Object.fromEntries(API_VERSIONS.map((version) => [version, { ...told[version], ...given }])));
}

function traitsIn(reportFile: string): ReturnType<typeof versionTraitsArgument> {
  const report: unknown = readJsonFile("--like", reportFile);
  if (!isRecord(report) || !("traits" in report))
    throw invalidArgument("--like", reportFile, "give what dijobs doctor --probe --format json has written");
  return versionTraitsArgument(report.traits, `traits of ${reportFile}`);
}
