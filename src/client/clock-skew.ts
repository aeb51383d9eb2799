import type { Clock } from "./clock";
import { type Exchange, header } from "./http/exchange";

/** How far the server's clock is ahead of this machine's, in milliseconds, to the second; `undefined` if it tells none. */
export function clockSkewMs(exchange: Exchange | undefined, clock: Clock): number | undefined {
  const serverDateMs = Date.parse((exchange && header(exchange, "date")) ?? "");
  if (Number.isNaN(serverDateMs)) return undefined;
  return serverDateMs - Math.floor(clock.date().getTime() / 1_000) * 1_000;
}
