/** Facts that any failed exchange may come with. */
interface Circumstances {
  readonly statusCode?: number | undefined;
  readonly requestId?: string | undefined;
  /** `x-acs-retry-after`: how long the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * A call that brought no page, as data: what came, not yet what it means.
 *
 * - `rejected`: the API refused, with a code
 * - `unreadable`: something answered, but not the way the API does
 * - `unreachable`: nothing answered
 */
export type Failure =
  | ({ readonly failed: "rejected"; readonly apiCode: string; readonly message: string } & Circumstances)
  | ({ readonly failed: "unreadable"; readonly what: string } & Circumstances)
  | ({ readonly failed: "unreachable"; readonly reason: string; readonly proxyStatusCode?: number } & Circumstances);

/** Tells a failure from what was asked for. */
export function isFailure<T extends object>(outcome: T | Failure): outcome is Failure {
  return "failed" in outcome;
}
