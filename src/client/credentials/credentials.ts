import { credentialsRefused, credentialsUnreachable, noCredentials, profileNotFound } from "../../errors/credentials";
import type { Environment } from "../../model/environment";
import { rememberSecrets } from "../../text/redact";
import { excerpt } from "../../text/visible";
import { sdkProvider } from "../http/alicloud";
import { enterEnvironment } from "../http/process-environment";
import type { Credential, FoundCredentials } from "./credential";
import { environmentKeys, identityVariables } from "./environment-keys";
import { findProfile } from "./files";
import { instanceHasRole } from "./instance-role";

/** As whom to ask. */
export interface CredentialOptions {
  readonly env: Environment;
  /** A profile of the CLI's or the SDK's file; it goes before everything else. */
  readonly profile?: string;
  /** Where an instance asks for its role; for tests. */
  readonly metadataAddress?: string;
}

const found = new Map<string, FoundCredentials>();
const underWay = new Map<string, Promise<Credential>>();
let line: Promise<unknown> = Promise.resolve();

/**
 * Resolves the credentials of an identity: the source is looked for once, and one after the other,
 * because the SDK's providers read `process.env` and do not stand concurrent first use. Who asks for the same identity
 * meanwhile shares what comes of it, so that a service that gives no keys is waited for once, whoever stands behind.
 *
 * @throws DataWorksError `NoCredentials` when nothing is configured, or when what is configured gives none,
 * `ServiceUnavailable` when the service that gives them cannot be reached.
 * @see docs/decisions/credentials.md for the order
 */
export function resolveCredentials(options: CredentialOptions): Promise<Credential> {
  const identity = JSON.stringify([options.profile, identityVariables(options.env)]);
  const shared = underWay.get(identity);
  if (shared !== undefined) return shared;
  const credential = line.then(() => resolveNow(identity, options)).finally(() => underWay.delete(identity));
  underWay.set(identity, credential);
  line = credential.catch(() => undefined);
  return credential;
}

async function resolveNow(identity: string, options: CredentialOptions): Promise<Credential> {
  const { env } = options;
  const leave = enterEnvironment(env);
  try {
    const known = found.get(identity) ?? (await findCredentials(options));
    const keys = await known.provider.getCredentials(env).catch((error: unknown) => {
      throw (isUnreachable(error) ? credentialsUnreachable : credentialsRefused)(known.source, reason(error));
    });
    rememberSecrets(keys.accessKeyId, keys.accessKeySecret, keys.securityToken);
    found.set(identity, known);
    const { accessKeyId, accessKeySecret, securityToken } = keys;
    return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}), source: known.source };
  } finally {
    leave();
  }
}

async function findCredentials(options: CredentialOptions): Promise<FoundCredentials> {
  const { env, metadataAddress } = options;
  const profile = options.profile ?? env.ALIBABA_CLOUD_PROFILE ?? env.ALICLOUD_PROFILE;
  const inEnvironment = options.profile === undefined ? findInEnvironment(env) : undefined;
  if (inEnvironment !== undefined) return inEnvironment;
  const inFile = await findProfile(env, profile);
  if (inFile !== undefined) return inFile;
  if (profile !== undefined) throw profileNotFound(profile);
  if (env.ALIBABA_CLOUD_CREDENTIALS_URI)
    return {
      source: "environment ALIBABA_CLOUD_CREDENTIALS_URI",
      provider: sdkProvider({ kind: "uri", uri: env.ALIBABA_CLOUD_CREDENTIALS_URI }),
    };
  if (env.ALIBABA_CLOUD_ECS_METADATA_DISABLED?.toLowerCase() !== "true" && (await instanceHasRole(metadataAddress)))
    return { source: "the role of this instance", provider: sdkProvider({ kind: "instanceRole" }) };
  throw noCredentials();
}

function findInEnvironment(env: Environment): FoundCredentials | undefined {
  const keys = environmentKeys(env);
  if (keys !== undefined) return keys;
  if (env.ALIBABA_CLOUD_ROLE_ARN && env.ALIBABA_CLOUD_OIDC_PROVIDER_ARN && env.ALIBABA_CLOUD_OIDC_TOKEN_FILE)
    return { source: "environment ALIBABA_CLOUD_OIDC_TOKEN_FILE", provider: sdkProvider({ kind: "oidc" }) };
  return undefined;
}

/** An outage on the way to a token service is no refusal; the SDK's errors tell it in their text only. */
function isUnreachable(error: unknown): boolean {
  return /\bE(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT|AI_AGAIN)\b|(Connect|Read)Timeout/.test(
    reason(error),
  );
}

function reason(error: unknown): string {
  return excerpt(error instanceof Error ? error.message : String(error), 500);
}
