import type { DiJob } from "../model/job";
import { canonicalQuery, type QueryProps } from "../model/query";
import { type ListDiJobsOptions, readOptions, readQuery } from "./list-di-jobs-options";
import { queryDefaults, resolveSettings } from "./settings";
import { listUnprinted, printsRequests } from "./thread/unprinted-listing";

const listHere: typeof listUnprinted = (query, options) => {
  // Loaded by the first call: an app that builds stacks never needs the client in its main thread.
  const { listJobs }: typeof import("../client/list-jobs") = require("../client/list-jobs");
  return listJobs(query, options);
};

/**
 * Lists the jobs that a query selects, sorted by id, for scripts: always live, and without cdktf.
 *
 * Where `DEBUG` or `NODE_DEBUG` is set, it asks on a thread that does not print its requests, because they have keys.
 *
 * The listing is complete before the first job is handed out: a listing that cannot be completed
 * gives an error and no job. Where no framework is installed, import it from `cdktf-dataworks-di-jobs/list`.
 *
 * @throws DataWorksError `InvalidArgument`, or as a lookup does: {@link DiJobs}; when the first job is asked for.
 *
 * @example
 * for await (const job of listDiJobs({ regionId: "cn-shanghai", projectId: 1967 })) console.log(job.jobName);
 */
export async function* listDiJobs(
  query: QueryProps,
  options: ListDiJobsOptions = {},
): AsyncGenerator<DiJob, void, void> {
  readQuery(query);
  const { env = process.env, ...props } = readOptions(options);
  const { client } = resolveSettings(env, props);
  const asked = canonicalQuery(query, queryDefaults(env));
  const list = printsRequests() ? listUnprinted : listHere;
  const { jobs } = await list(asked, { ...client, env });
  yield* jobs;
}
