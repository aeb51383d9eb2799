import { halfCredential } from "../../errors/credentials";
import type { Environment } from "../../model/environment";
import type { FoundCredentials } from "./credential";

/** Names under which keys stand in the environment: Alibaba Cloud's own, then the Terraform provider's. */
const KEY_NAMES = [
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
  ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
] as const;

/**
 * The keys that stand in the environment.
 *
 * @throws DataWorksError `NoCredentials` when one half of a pair is missing.
 */
export function environmentKeys(env: Environment): FoundCredentials | undefined {
  for (const [idName, secretName, tokenName] of KEY_NAMES) {
    const accessKeyId = env[idName];
    const accessKeySecret = env[secretName];
    if (!accessKeyId && !accessKeySecret) continue;
    if (!accessKeyId) throw halfCredential(secretName, idName);
    if (!accessKeySecret) throw halfCredential(idName, secretName);
    const keys = { accessKeyId, accessKeySecret, securityToken: env[tokenName] };
    return { source: `environment ${idName}`, provider: { getCredentials: async () => keys } };
  }
  return undefined;
}

/** The variables that decide which credentials are found, in one order: equal for those who would find the same. */
export function identityVariables(env: Environment): (readonly [name: string, value: string | undefined])[] {
  const names = Object.keys(env).filter((name) => /^(ALIBABA_CLOUD_|ALICLOUD_|HOME$|USERPROFILE$)/.test(name));
  return names.sort().map((name) => [name, env[name]]);
}
