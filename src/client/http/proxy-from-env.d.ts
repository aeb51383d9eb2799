declare module "proxy-from-env" {
  /** The URL of the proxy that the environment of the process names for a target, or an empty text. */
  export function getProxyForUrl(target: URL): string;
}
