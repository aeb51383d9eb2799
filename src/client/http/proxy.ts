import { HttpsProxyAgent } from "hpagent";
import { getProxyForUrl } from "proxy-from-env";
import { invalidArgument } from "../../errors/arguments";
import type { Environment } from "../../model/environment";
import { rememberSecrets } from "../../text/redact";
import { type Endpoint, isLoopback } from "./endpoint";
import { enterEnvironment } from "./process-environment";

/** The proxy that leads to an endpoint. */
export interface Proxy {
  /** Host and port, for people: without name and password. */
  readonly host: string;
  readonly agent: HttpsProxyAgent;
}

/** Tells whether the environment names any proxy for `https:`. */
export function namesProxy(env: Environment): boolean {
  return Object.entries(env).some(([name, value]) => /^(https|all)_proxy$/i.test(name) && value !== "");
}

const proxies = new Map<string, Proxy>();

/**
 * The proxy that the environment names for an endpoint: `HTTPS_PROXY` or `ALL_PROXY`, unless `NO_PROXY`.
 *
 * This machine is never asked through a proxy, and neither is `http:`, which is for this machine only.
 *
 * @throws DataWorksError `InvalidArgument` when the proxy is no `http:` or `https:` URL; its login is never shown.
 */
export function proxyFor(endpoint: Endpoint, env: Environment): Proxy | undefined {
  const target = new URL(`${endpoint.protocol}://${endpoint.host}`);
  if (endpoint.protocol === "http" || isLoopback(target.hostname)) return undefined;
  const url = proxyUrl(target, env);
  return url === undefined ? undefined : sharedProxy(url);
}

function proxyUrl(target: URL, env: Environment): URL | undefined {
  const leave = enterEnvironment(env);
  const written = getProxyForUrl(target);
  leave();
  if (written === "") return undefined;
  // proxy-from-env gives a proxy without scheme the scheme of its target, which hardly any proxy speaks.
  const hasScheme = Object.values(env).includes(written);
  const url = hasScheme ? written : written.replace(/^https:/, "http:");
  if (URL.canParse(url) && /^https?:/.test(url) && hasReadableLogin(new URL(url))) return new URL(url);
  throw invalidArgument(
    "HTTPS_PROXY",
    // Whatever stands there, a password may be in it.
    written.replace(/^([a-z]+:\/\/)?.*@/is, "$1[redacted]@"),
    "write the proxy as http://host:port, where it wants a login with name:password@ before the host, and %25 for a % in them",
  );
}

/** A lone `%` in a name or a password passes as a URL, but not on the way to the proxy. */
function hasReadableLogin({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** One agent for all calls, so that tunnels are used again. */
function sharedProxy(url: URL): Proxy {
  const known = proxies.get(url.href);
  if (known !== undefined) return known;
  rememberSecrets(url.password, decodeURIComponent(url.password));
  const proxy = { host: url.host, agent: new HttpsProxyAgent({ keepAlive: true, proxy: url }) };
  proxies.set(url.href, proxy);
  return proxy;
}
