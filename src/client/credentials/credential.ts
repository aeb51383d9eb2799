import type { Environment } from "../../model/environment";

/** An identity to sign with. */
export interface Credential {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /** Where it was found, for people: `environment ALIBABA_CLOUD_ACCESS_KEY_ID`. */
  readonly source: string;
}

/** What a provider of the SDK gives out. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** Gives out keys; those that expire are fetched again when it is time. */
export interface KeysProvider {
  /** @param env names the proxy on the way. */
  getCredentials(env: Environment): Promise<Keys>;
}

/** Where credentials were found, and what gives them out, afresh when they have expired. */
export interface FoundCredentials {
  readonly source: string;
  readonly provider: KeysProvider;
}
