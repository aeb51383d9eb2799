import type { Observation } from "../../client/observation";
import { DataWorksError } from "../../errors/error";
import type { ApiVersion } from "../../model/api-version";

/** Most calls of one probe, the throttled ones included: some accounts have a hundred a day. */
export const MOST_CALLS = 20;

/** A call that was sent, and what came of it. */
export interface SentCall {
  readonly apiVersion: ApiVersion;
  /** What was asked, in words of our own. */
  readonly asked: string;
  /** What came back, or why nothing did. */
  readonly brought: Observation | DataWorksError;
}

/** Parameters of a call, by name. */
export type ProbeParameters = Readonly<Record<string, string>>;

/** Sends a call; `undefined` where the service asks to wait for too long. */
type Send = (apiVersion: ApiVersion, parameters: ProbeParameters) => Promise<Observation | undefined>;

/** Sends calls as long as there are some left. */
export class Caller {
  readonly calls: SentCall[] = [];
  /** What was not asked, because no call was left for it, or the service asked to wait for too long. */
  readonly unasked: { readonly apiVersion: ApiVersion; readonly asked: string }[] = [];
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Sends a call, and again while it is throttled.
   *
   * @param reserved calls that must be left for what comes after it.
   * @returns `undefined` where no call is left, or nothing came back.
   * @throws DataWorksError where nothing can be sent at all.
   */
  async ask(
    apiVersion: ApiVersion,
    asked: string,
    parameters: ProbeParameters,
    reserved = 0,
  ): Promise<Observation | undefined> {
    while (this.calls.length + reserved < MOST_CALLS) {
      const brought = await this.#send(apiVersion, parameters).catch((error: unknown) => {
        // Time is up for this call; whatever else is wrong is so for every other one.
        if (DataWorksError.is(error) && error.code === "LookupTimedOut") return error;
        throw error;
      });
      if (brought === undefined) break;
      this.calls.push({ apiVersion, asked, brought });
      if (DataWorksError.is(brought)) return undefined;
      if (!brought.throttled) return brought;
    }
    this.unasked.push({ apiVersion, asked });
    return undefined;
  }
}
