import type { Command } from "commander";
import { findProjectId } from "../../client/project-ids";
import { invalidArgument } from "../../errors/arguments";
import { canonicalApiVersion } from "../../model/api-version";
import { parseTypedWorkspace, workspaceName } from "../../model/workspace";
import type { Terminal } from "../terminal/terminal";
import { resolveInvocation } from "./invocation";
import type { AskingOptions } from "./options";

/**
 * Puts ids where `--workspace` names workspaces, so that commands know only ids.
 *
 * @throws DataWorksError `WorkspaceNotFound`, or as a listing does.
 */
export async function identifyWorkspaces(command: Command, terminal: Terminal): Promise<void> {
  const options = command.opts<AskingOptions>();
  const { workspace } = options;
  // The emulator has an option of this name that names no workspace to ask.
  if (!Array.isArray(workspace)) return;
  const typed = workspace.map((text: string) => (text.includes("/") ? parseTypedWorkspace(text) : undefined));
  if (!typed.some((each) => each !== undefined && "projectName" in each)) return;
  // The calls of a probe are announced by their number, and these would be more.
  if (command.getOptionValue("probe") === true)
    throw invalidArgument("--workspace", workspace.join(", "), "name it by its id, which dijobs workspaces tells");
  const { client, defaults, policy } = resolveInvocation(options, terminal, { policy: command.name() === "check" });
  const apiVersion = canonicalApiVersion(defaults.apiVersion);
  const texts = typed.map(async (each, index) => {
    // A policy says as whom to ask for its own names.
    const isOwn = each === undefined || policy?.workspaceOf(workspaceName(each)) !== undefined;
    if (isOwn || !("projectName" in each)) return workspace[index];
    const { regionId } = each;
    return workspaceName({ regionId, projectId: await findProjectId(each, apiVersion, client, terminal.clock) });
  });
  command.setOptionValue("workspace", await terminal.stoppable(() => Promise.all(texts)));
}
