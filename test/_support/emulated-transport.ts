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
