import { listedJobs } from "../../src/client/listed-jobs";
import type { ClientOptions } from "../../src/client/options";
import { type Session, type Transport, withSession } from "../../src/client/session";
import type { DiJob } from "../../src/model/job";
import { canonicalQuery } from "../../src/model/query";
import type { VirtualClock } from "./virtual-clock";

let servers = 0;

/** Runs something that asks for cn-shanghai/1967 on a virtual clock, in a pace of its own. */
export function inSession<T>(
  clock: VirtualClock,
  send: Transport,
  run: (session: Session<DiJob>) => Promise<T>,
  options: Partial<ClientOptions> = {},
): Promise<T> {
  // Another server, and not another key: every key that was ever used is looked for in every message.
  servers += 1;
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: "a-virtual-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" };
  const patient = { timeoutMs: 30_000, maxAttempts: 3, endpoint: `http://127.0.0.1:${1 + (servers % 65_535)}` };
  const unpaced = { callsPerSecond: Number.POSITIVE_INFINITY };
  const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
  return clock.until(withSession(listedJobs(query), { env, ...patient, ...unpaced, ...options }, { clock, send }, run));
}
