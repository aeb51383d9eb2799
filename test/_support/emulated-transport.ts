import type { ClientOptions } from "../../src/client/options";
import type { Transport } from "../../src/client/session";
import type { Service } from "../../src/testing/emulator/service";
import { SIGNED_AT, signedRequest } from "./signed-request";

/** Asks an emulator's service without a wire. */
export function transportTo(service: Service): Transport {
  return async ({ action, version, method, parameters }) => {
    const request = signedRequest({ version, method, parameters, headers: { "x-acs-action": action } });
    const { body, status, headers } = service.answer(request, SIGNED_AT);
    return { text: body, statusCode: status, contentType: headers["content-type"] };
  };
}

/** How a client asks without a wire: as a key of its own, at once, and no call twice. */
export function wirelessOptions(accessKeyId: string): ClientOptions {
  return {
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" },
    endpoint: "http://127.0.0.1:1",
    timeoutMs: 30_000,
    maxAttempts: 1,
    callsPerSecond: Number.POSITIVE_INFINITY,
  };
}
