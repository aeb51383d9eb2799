import { invalidArgument } from "../../errors/arguments";

/** Where calls are sent. */
export interface Endpoint {
  readonly protocol: "http" | "https";
  /** Host name, with the port if there is one. */
  readonly host: string;
}

/** Regions served by the central endpoint; they have no endpoint of their own inside a VPC. */
const CENTRAL_REGIONS = new Set(["cn-qingdao", "cn-huhehaote", "cn-hangzhou-finance", "ap-southeast-2", "ap-south-1"]);

/**
 * The endpoint that serves a region.
 *
 * An override is a host, `host:port` or a URL in which `{region}` is filled in; it wins over `network`.
 * Regions this library does not know follow the documented pattern, `dataworks.<region>.aliyuncs.com`.
 *
 * @throws DataWorksError `InvalidArgument` for an override that is no such thing, for `http:` to
 * another machine, and for `network: "vpc"` in a region without such an endpoint.
 * @see docs/decisions/endpoints.md for the sources, and where they disagree
 */
export function resolveEndpoint(
  regionId: string,
  options: { readonly endpoint?: string; readonly network?: "public" | "vpc" },
): Endpoint {
  if (options.endpoint !== undefined) return parseEndpoint(options.endpoint, regionId);
  const vpc = options.network === "vpc";
  if (!CENTRAL_REGIONS.has(regionId))
    return { protocol: "https", host: `dataworks${vpc ? "-vpc" : ""}.${regionId}.aliyuncs.com` };
  if (vpc) throw invalidArgument("network", "vpc", `${regionId} has a public endpoint only: leave network out`);
  return { protocol: "https", host: "dataworks.aliyuncs.com" };
}

/** Tells whether a host name means this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
}

function parseEndpoint(text: string, regionId: string): Endpoint {
  const filledIn = text.trim().replaceAll("{region}", regionId);
  const written = filledIn.includes("://") ? filledIn : `https://${filledIn}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const more = url === undefined ? "" : url.username + url.password + url.search + url.hash + url.pathname.slice(1);
  if (url === undefined || url.hostname === "" || more !== "" || !["http:", "https:"].includes(url.protocol))
    throw invalidArgument(
      "endpoint",
      text,
      "write a host such as dataworks.{region}.aliyuncs.com, host:port, or a URL without path",
    );
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    throw invalidArgument("endpoint", text, "http: is for this machine only (127.0.0.1, localhost): use https:");
  return { protocol: url.protocol === "http:" ? "http" : "https", host: url.host };
}
