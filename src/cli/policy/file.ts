import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { AskingOptions } from "../ask/options";
import type { Project } from "../ask/project";
import type { Policy } from "./policy";

/** Names under which a policy file is found beside `cdktf.json`, or in the working directory. */
const POLICY_FILE_NAMES = ["dijobs.policy.yaml", "dijobs.policy.yml", "dijobs.policy.json"] as const;

/** Reads the policy file where one is needed: where `--policy` names it, or an alias or a label asks for it. */
export function neededPolicy(
  { policy, workspace = [], label = [] }: Pick<AskingOptions, "policy" | "workspace" | "label">,
  project: Project | undefined,
  always: boolean,
): Policy | undefined {
  const isNeeded = always || policy !== undefined || label.length > 0 || workspace.some((text) => !text.includes("/"));
  const path = isNeeded ? findPolicyPath(policy, project) : undefined;
  return path === undefined ? undefined : loadPolicy(path);
}

/** Path of the policy file: the one that was named, else one that has the usual name; relative where it can be. */
function findPolicyPath(named: string | undefined, project: Project | undefined): string | undefined {
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
