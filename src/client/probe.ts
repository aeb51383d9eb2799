import { DataWorksError } from "../errors/error";
import type { DiJobsQuery } from "../model/query";
import { type Clock, systemClock } from "./clock";
import { clockSkewMs } from "./clock-skew";
import { resolveEndpoint } from "./http/endpoint";
import { proxyFor } from "./http/proxy";
import { listedJobs } from "./listed-jobs";
import type { ClientOptions } from "./options";
import { askPage } from "./pages";
import { type Session, withSession } from "./session";

/** What one call tells about the way to DataWorks. */
export interface Probe {
  /** URL that was asked. */
  readonly endpoint: string;
  /** Host and port of the proxy in use. */
  readonly proxy?: string | undefined;
  /** Where the credentials were found. */
  readonly credentialSource?: string | undefined;
  readonly statusCode?: number | undefined;
  /** How far the server's clock is ahead of this machine's, in milliseconds, to the second. */
  readonly clockSkewMs?: number | undefined;
  /** How many jobs the query selects, before what is filtered here. */
  readonly totalCount?: number | undefined;
  /** Why there is no answer. */
  readonly error?: DataWorksError;
}

/**
 * Asks once, for the first page, and tells everything that came of it.
 *
 * @throws DataWorksError `InvalidArgument` for an endpoint or a proxy that is none; everything else is told.
 */
export async function probe(query: DiJobsQuery, options: ClientOptions, clock: Clock = systemClock): Promise<Probe> {
  const endpoint = resolveEndpoint(query.regionId, options);
  const way = {
    endpoint: `${endpoint.protocol}://${endpoint.host}`,
    proxy: proxyFor(endpoint, options.env)?.host,
  };
  let session: Session | undefined;
  const told = () => ({
    ...way,
    credentialSource: session?.credential.source,
    statusCode: session?.tally.latest?.response?.statusCode,
    clockSkewMs: clockSkewMs(session?.tally.latest, clock),
  });
  try {
    const { totalCount } = await withSession(listedJobs(query), { ...options, maxAttempts: 1 }, { clock }, (opened) => {
      session = opened;
      return askPage(opened, 1);
    });
    return { ...told(), totalCount };
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    return { ...told(), error };
  }
}
