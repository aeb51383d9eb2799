import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Policy } from "./policy";
import type { Project } from "./project";
import type { KnownWorkspaces } from "./workspaces";

/** Names under which a policy file is found beside `cdktf.json`, or in the working directory. */
const POLICY_FILE_NAMES = ["dijobs.policy.yaml", "dijobs.policy.yml", "dijobs.policy.json"] as const;

/** Path of the policy file: the one that was named, else one that has the usual name; relative where it can be. */
export function findPolicyPath(named: string | undefined, project: Project | undefined): string | undefined {
  if (named !== undefined) return named;
  const folder = relative(process.cwd(), project?.folder ?? process.cwd());
  return POLICY_FILE_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Reads a policy file.
 *
 * @throws DataWorksError `PolicyInvalid`.
 */
export function loadPolicy(path: string): Policy {
  // Loaded here: the libraries that read and check the file take longer than all the rest.
  const { readPolicy }: typeof import("./policy") = require("./policy");
  return readPolicy(path);
}

/** The workspaces that a policy file names, where one is needed: named on its own, or by an alias. */
export function findKnownWorkspaces(
  texts: readonly string[],
  named: string | undefined,
  project: Project | undefined,
): KnownWorkspaces {
  const isNeeded = named !== undefined || texts.some((text) => !text.includes("/"));
  const path = isNeeded ? findPolicyPath(named, project) : undefined;
  return path === undefined ? { workspaces: {} } : { path, workspaces: loadPolicy(path).ruleSet.workspaces ?? {} };
}
