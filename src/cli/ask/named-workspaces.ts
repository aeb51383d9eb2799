import type { Command } from "commander";
import { findProjectId } from "../../client/project-ids";
import { invalidArgument } from "../../errors/arguments";
import { snapshotLacksName } from "../../errors/snapshot";
import { canonicalApiVersion } from "../../model/api-version";
import { type NamedWorkspace, parseTypedWorkspace, workspaceName } from "../../model/workspace";
import { tryReadSnapshot } from "../../snapshot/file";
import { emptySnapshot } from "../../snapshot/snapshot";
import type { Terminal } from "../terminal/terminal";
import { resolveInvocation } from "./invocation";
import type { AskingOptions } from "./options";

/**
 * Puts ids where `--workspace` names workspaces, so that commands know only ids; `--used` and `--locked` ask nothing, and
 * take them from the snapshot.
 *
 * @throws DataWorksError `WorkspaceNotFound`, or as a listing does; `SnapshotLacksQuery`.
 */
export async function identifyWorkspaces(
  command: Command,
  terminal: Terminal,
  asksNothing = ["used", "locked"].some((option) => command.getOptionValue(option) === true),
): Promise<void> {
  const options = command.opts<AskingOptions>();
  const { workspace } = options;
  // The emulator has an option of this name that names no workspace to ask.
  if (!Array.isArray(workspace)) return;
  const typed = workspace.map((text: string) => (text.includes("/") ? parseTypedWorkspace(text) : undefined));
  if (!typed.some((each) => each !== undefined && "projectName" in each)) return;
  // The calls of a probe are announced by their number, and these would be more.
  if (command.getOptionValue("probe") === true)
    throw invalidArgument("--workspace", workspace.join(", "), "name it by its id, which dijobs workspaces tells");
  const { client, defaults, policy, settings } = resolveInvocation(options, terminal);
  const apiVersion = canonicalApiVersion(defaults.apiVersion);
  const names = new Map<string, string>();
  const texts = typed.map(async (each, index) => {
    // A policy says as whom to ask for its own names.
    const isOwn = each === undefined || policy?.workspaceOf(workspaceName(each)) !== undefined;
    if (isOwn || !("projectName" in each)) return workspace[index];
    const { regionId } = each;
    const projectId = asksNothing
      ? recordedProjectId(each, settings.snapshotPath)
      : await findProjectId(each, apiVersion, client, terminal.clock);
    const id = workspaceName({ regionId, projectId });
    names.set(id, each.projectName);
    return id;
  });
  command.setOptionValue("workspace", await terminal.stoppable(() => Promise.all(texts)));
  command.setOptionValue("projectNames", names);
}

/**
 * The id that a snapshot knows for the name of a workspace.
 *
 * @throws DataWorksError `SnapshotLacksQuery` where it does not.
 */
export function recordedProjectId(workspace: NamedWorkspace, snapshotPath: string): string {
  const name = workspaceName(workspace);
  const projectId = (tryReadSnapshot(snapshotPath) ?? emptySnapshot).workspaces.get(name);
  if (projectId === undefined) throw snapshotLacksName(name, snapshotPath);
  return projectId;
}
