import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import type { Environment } from "../src/model/environment";

/** How people list pages with the SDK alone. */
export interface SdkListing {
  readonly jobs: number;
  /** Calls that came back as an error. */
  readonly failed: number;
}

/** One page after the other, until the total is reached; the first error ends it. */
export async function sequentialLoop(env: Environment, endpoint: string): Promise<SdkListing> {
  const ask = asker(env, endpoint);
  let jobs = 0;
  for (let pageNumber = 1; ; pageNumber += 1) {
    const page = await ask(pageNumber);
    jobs += page.DIJobs.length;
    if (pageNumber * 100 >= page.TotalCount) return { jobs, failed: 0 };
  }
}

/** The first page, then all others at once. */
export async function unlimitedPromiseAll(env: Environment, endpoint: string): Promise<SdkListing> {
  const ask = asker(env, endpoint);
  const first = await ask(1);
  const pageNumbers = Array.from({ length: Math.ceil(first.TotalCount / 100) - 1 }, (_, index) => index + 2);
  const pages = await Promise.allSettled(pageNumbers.map(ask));
  const jobs = pages.reduce((sum, page) => sum + (page.status === "fulfilled" ? page.value.DIJobs.length : 0), 0);
  return { jobs: first.DIJobs.length + jobs, failed: pages.filter(({ status }) => status === "rejected").length };
}

function asker(env: Environment, endpoint: string) {
  const { host, protocol } = new URL(endpoint);
  const client = new OpenApi(
    new Config({
      accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      endpoint: host,
      protocol: protocol.replace(":", ""),
    }),
  );
  const params = new Params({
    action: "ListDIJobs",
    version: "2020-05-18",
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  const runtime = new RuntimeOptions({ connectTimeout: 60_000, readTimeout: 60_000 });
  return async (pageNumber: number): Promise<{ TotalCount: number; DIJobs: unknown[] }> => {
    const body = { ProjectId: "1967", PageNumber: String(pageNumber), PageSize: "100" };
    const answer = await client.callApi(params, new OpenApiRequest({ body }), runtime);
    return answer.body.DIJobPaging;
  };
}
