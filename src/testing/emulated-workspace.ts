import { apiText, type Form, list, object, optional, text } from "../model/arguments";
import type { Project } from "../model/project";
import { idArgument } from "../model/workspace";
import { ANY_REGION } from "./emulated-job";

/** A workspace as tests write it: an id and the name that people type; the rest has deterministic defaults. */
export interface EmulatedWorkspace {
  /**
   * Region; it counts only where the host name that is asked tells one.
   *
   * @default any region
   */
  readonly regionId?: string;
  /** Id of the workspace. */
  readonly projectId: string | number;
  /** Name of the workspace: the identifier that people type. */
  readonly projectName: string;
  /** Name that the console shows. @default the name */
  readonly displayName?: string;
  /** State, in the words of 2024-05-18; 2020-05-18 gets it in capitals. @default `"Available"` */
  readonly status?: string;
  /**
   * Id of the only access key that sees it, as of an identity that is a member.
   *
   * @default every key sees it
   */
  readonly accessKeyId?: string;
}

/** A workspace with everything that is said about it. */
export interface CompleteWorkspace extends Project {
  readonly accessKeyId?: string | undefined;
}

/** Workspaces of a test, as an argument. */
export const emulatedWorkspaces: Form<readonly EmulatedWorkspace[]> = list(
  object<EmulatedWorkspace>({
    regionId: optional(text),
    projectId: idArgument,
    projectName: apiText("give every workspace a name"),
    displayName: optional(apiText()),
    status: optional(apiText()),
    accessKeyId: optional(text),
  }),
);

/** Fills in what tests left out, the same way every time. */
export function completeWorkspace(workspace: EmulatedWorkspace): CompleteWorkspace {
  const { regionId = ANY_REGION, projectId, projectName, displayName = projectName, accessKeyId } = workspace;
  const { status = "Available" } = workspace;
  return { regionId, projectId: String(projectId), projectName, displayName, status, accessKeyId };
}

/** The workspace of jobs that name none. */
const DEFAULT_WORKSPACE: EmulatedWorkspace = { projectId: "1967", projectName: "orders_prod" };

/** Workspaces nobody gave a name to: those in which jobs stand. */
export function unnamedWorkspaces(projectIds: Iterable<string>): CompleteWorkspace[] {
  return [...new Set(projectIds)].map((projectId) =>
    completeWorkspace(
      projectId === DEFAULT_WORKSPACE.projectId
        ? DEFAULT_WORKSPACE
        : { projectId, projectName: `workspace_${projectId}` },
    ),
  );
}
