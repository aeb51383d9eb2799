import type { NamedWorkspace } from "../../model/workspace";
import {
  type CompleteWorkspace,
  completeWorkspace,
  type EmulatedWorkspace,
  unnamedWorkspaces,
} from "../emulated-workspace";
import { isSameRegion } from "./listing";

/** Who asks for workspaces, and where. */
interface WorkspaceSelection {
  readonly accessKeyId: string | undefined;
  /** `undefined` where the host name tells no region. */
  readonly regionId: string | undefined;
}

/** The workspaces that the emulator holds: those that were given, or those in which its jobs stand. */
export class WorkspaceStore {
  #given: readonly CompleteWorkspace[] | undefined;

  constructor(given: readonly EmulatedWorkspace[] | undefined) {
    if (given !== undefined) this.replace(given);
  }

  replace(given: readonly EmulatedWorkspace[]): void {
    this.#given = given.map(completeWorkspace);
  }

  /** The ids of those that have a name, in a region. */
  idsOf({ regionId, projectName }: NamedWorkspace, projectIds: Iterable<string>): string[] {
    return this.#held(projectIds)
      .filter((workspace) => workspace.projectName === projectName && isSameRegion(regionId, workspace.regionId))
      .map(({ projectId }) => projectId);
  }

  select({ accessKeyId, regionId }: WorkspaceSelection, projectIds: Iterable<string>): CompleteWorkspace[] {
    return this.#held(projectIds).filter(
      (workspace) =>
        isSameRegion(regionId, workspace.regionId) &&
        (workspace.accessKeyId === undefined || workspace.accessKeyId === accessKeyId),
    );
  }

  #held(projectIds: Iterable<string>): readonly CompleteWorkspace[] {
    return this.#given ?? unnamedWorkspaces(projectIds);
  }
}
