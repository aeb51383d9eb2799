import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { AskingOptions } from "../ask/options";
import type { CdktfProject } from "../ask/project";
import type { Policy } from "./policy";

/** Names under which a policy file is found beside `cdktf.json`, or in the working directory. */
const POLICY_FILE_NAMES = ["dijobs.policy.yaml", "dijobs.policy.yml", "dijobs.policy.json"] as const;

/** Tells whether the options mean a policy file: by its name, or by an alias or a label. */
export function meansPolicy({
  policy,
  workspace = [],
  label = [],
}: Pick<AskingOptions, "policy" | "workspace" | "label">): boolean {
  return policy !== undefined || label.length > 0 || workspace.some((text) => !text.includes("/"));
}

/** Reads the policy file that is named, else the one that has the usual name, if there is one. */
export function findPolicy(named: string | undefined, project: CdktfProject | undefined): Policy | undefined {
  const path = findPolicyPath(named, project);
  return path === undefined ? undefined : loadPolicy(path);
}

/** Path of the policy file: the one that was named, else one that has the usual name; relative where it can be. */
function findPolicyPath(named: string | undefined, project: CdktfProject | undefined): string | undefined {
  if (named !== undefined) return named;
  const folder = relative(process.cwd(), project?.folder ?? process.cwd());
  return POLICY_FILE_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Reads a policy file.
 *
 * @throws DataWorksError `PolicyInvalid`.
 */
function loadPolicy(path: string): Policy {
  // Loaded here: the libraries that read and check the file take longer than all the rest.
  const { readPolicy }: typeof import("./policy") = require("./policy");
  return readPolicy(path);
}
