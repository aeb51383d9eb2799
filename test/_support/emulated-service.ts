import type { ClientOptions } from "../../src/client/options";
import type { EmulatedJob } from "../../src/testing/emulated-job";
import { LoopbackServer } from "../../src/testing/emulator/loopback-server";
import { Service, type ServiceSettings } from "../../src/testing/emulator/service";

/** An emulator within the process of the test, and how to ask it. */
export interface EmulatedService {
  readonly service: Service;
  readonly options: ClientOptions;
  /** What failed in the server itself. */
  readonly failures: readonly unknown[];
  close(): Promise<void>;
}

let keys = 0;

/** Opens an emulator that takes one key, and that of whoever else is named. */
export async function openService(
  jobs: readonly EmulatedJob[],
  settings: Partial<ServiceSettings> = {},
): Promise<EmulatedService> {
  keys += 1;
  const accessKeyId = `emulated-key-${keys}`;
  const accessKeys = { [accessKeyId]: "an-emulated-secret", ...settings.accessKeys };
  const service = new Service(jobs, { latencyMs: 0, ...settings, accessKeys });
  const failures: unknown[] = [];
  const server = new LoopbackServer(service, (failure) => failures.push(failure));
  const endpoint = `http://127.0.0.1:${await server.open(0)}`;
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "an-emulated-secret" };
  return {
    service,
    failures,
    options: { env, endpoint, timeoutMs: 10_000, maxAttempts: 2 },
    close: () => server.close(),
  };
}
