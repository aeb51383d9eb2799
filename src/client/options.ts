import type { Environment } from "../model/environment";
import type { RunDeadline } from "./deadline";

/** Where, as whom and how patiently to ask. */
export interface ClientOptions {
  /** Credentials, proxy and home directory are read from here. */
  readonly env: Environment;
  /** Host, `host:port` or URL, with `{region}` filled in; `http:` on this machine only. */
  readonly endpoint?: string;
  /** Which of the region's endpoints to use. @default "public" */
  readonly network?: "public" | "vpc";
  /** Profile of the `aliyun` CLI or the SDKs. */
  readonly profile?: string;
  /** For one lookup, from its first call on: all pages and attempts together, without its wait for others. */
  readonly timeoutMs: number;
  /** Ends the lookup when the time of the whole run is over. */
  readonly within?: RunDeadline;
  /** For one call, the first included; throttled ones do not count. */
  readonly maxAttempts: number;
  /**
   * How a list of several pages is read: until it is proved to be the state of one instant, or once, which takes half
   * the calls.
   *
   * @default "verified"
   */
  readonly listing?: "verified" | "once";
  /** Pace of the calls. @default the documented quota: 50 for 2020-05-18, 5 for 2024-05-18 */
  readonly callsPerSecond?: number;
  /** Is told when a lookup begins, or ceases, to wait for others of its account. */
  readonly onWaiting?: (isWaiting: boolean) => void;
  /** Is told when a call has failed in passing, and is sent again. */
  readonly onFailedCall?: () => void;
}
