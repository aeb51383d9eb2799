import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { credentialFileInvalid } from "../../errors/credentials";
import type { Environment } from "../../model/environment";
import { sdkProvider } from "../http/alicloud";
import { field } from "../http/field";
import type { FoundCredentials } from "./credential";

/**
 * Finds a profile in the file of the `aliyun` CLI, then in that of the SDKs.
 *
 * Without a name: the CLI's current one, or the SDKs' `default`.
 *
 * @throws DataWorksError `NoCredentials` for a file that cannot be read; its content is never shown.
 */
export async function findProfile(
  env: Environment,
  profile: string | undefined,
): Promise<FoundCredentials | undefined> {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  return (await findCliProfile(env, home, profile)) ?? (await findSdkProfile(env, home, profile ?? "default"));
}

async function findCliProfile(env: Environment, home: string, profile: string | undefined) {
  if (env.ALIBABA_CLOUD_CLI_PROFILE_DISABLED?.toLowerCase() === "true") return undefined;
  const shown = "~/.aliyun/config.json";
  const text = await readIfThere(join(home, ".aliyun", "config.json"), shown);
  if (text === undefined) return undefined;
  const config = decodeJson(text, shown);
  const name = profile ?? field(config, "current");
  const profiles = field(config, "profiles");
  const entry = Array.isArray(profiles) ? profiles.find((candidate) => field(candidate, "name") === name) : undefined;
  if (typeof name !== "string" || entry === undefined) return undefined;
  // `aliyun configure` leaves empty keys behind when it is given up halfway.
  if (field(entry, "mode") === "AK" && !field(entry, "access_key_id")) return undefined;
  return { source: `profile '${name}' of ${shown}`, provider: sdkProvider({ kind: "cliProfile", home, name }) };
}

async function findSdkProfile(env: Environment, home: string, name: string) {
  const path = env.ALIBABA_CLOUD_CREDENTIALS_FILE ?? join(home, ".alibabacloud", "credentials");
  const shown = env.ALIBABA_CLOUD_CREDENTIALS_FILE ?? "~/.alibabacloud/credentials";
  const text = await readIfThere(path, shown);
  const sections = text?.split("\n").map((line) => line.trim());
  if (!sections?.includes(`[${name}]`)) return undefined;
  return { source: `profile '${name}' of ${shown}`, provider: sdkProvider({ kind: "sdkProfile", path, name }) };
}

async function readIfThere(path: string, shown: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = field(error, "code");
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw credentialFileInvalid(shown, `it cannot be read (${code})`);
  }
}

function decodeJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the file, keys included; so do the SDK's, which reads no byte order mark either.
    throw credentialFileInvalid(shown, "it is no JSON");
  }
}
