import type { Action } from "./fault";
import type { SignedRequest } from "./signature";
import type { CallParameters } from "./wire";

/** Tells an operation that is emulated. */
export function isAction(action: string | undefined): action is Action {
  return action === "ListDIJobs" || action === "ListProjects";
}

/** Whose key signed a request. */
export function accessKeyIdOf({ headers }: SignedRequest): string | undefined {
  return /Credential=([^,]+)/.exec(headers.authorization ?? "")?.[1];
}

/** Parameters stand in the form of a POST, in the query of everything else. */
export function readParameters({ method, url, headers, body }: SignedRequest): CallParameters {
  const form = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true ? body : "";
  return Object.fromEntries(new URLSearchParams(method === "POST" ? form : (url.split("?", 2)[1] ?? "")));
}

/** The region that a host name tells: `cn-shanghai.localhost`, `dataworks.cn-shanghai.aliyuncs.com`. */
export function regionOfHost(host = ""): string | undefined {
  return /^(?:dataworks(?:-vpc)?\.)?([a-z]{2,}(?:-[a-z0-9]+)+)\.(?:localhost|aliyuncs\.com)(?::\d+)?$/.exec(host)?.[1];
}
