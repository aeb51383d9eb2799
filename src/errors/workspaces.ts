import { several } from "../text/words";
import { DataWorksError } from "./error";

/** What is known when a workspace is not found by its name. */
interface MissingWorkspace {
  /** As it was asked for, such as `cn-shanghai/orders_prod`. */
  readonly workspace: string;
  readonly regionId: string;
  readonly credentialSource: string;
  /** The ids of all that have the name. */
  readonly ids: readonly string[];
  /** How many workspaces were listed. */
  readonly listed: number;
  readonly near: readonly { readonly projectName: string; readonly displayName: string }[];
}

export const workspaceNotFound = (missing: MissingWorkspace) =>
  missing.ids.length > 0 ? nameOfSeveral(missing) : nameOfNone(missing);

const nameOfNone = ({ workspace, regionId, credentialSource, listed, near }: MissingWorkspace) =>
  new DataWorksError("WorkspaceNotFound", {
    what: `the account has no workspace '${workspace}'`,
    facts: [
      listed === 0 ? `no workspace of ${regionId} is listed for it` : `${counted(listed)} listed for it in ${regionId}`,
      near.length > 0 ? `nearest: ${several(near.map(bothNames), 5)}` : "",
    ],
    repairs: [
      "projectName is the identifier, not the display name, and its case counts",
      `is it there? make the identity (${credentialSource}) a member of it: a workspace may not be listed for whoever is none`,
      `see all with: npx --no-install dijobs workspaces --region ${regionId}`,
    ],
  });

const nameOfSeveral = ({ workspace, ids }: MissingWorkspace) =>
  new DataWorksError("WorkspaceNotFound", {
    what: `'${workspace}' is the name of ${ids.length} workspaces: ${several(ids, 20)}`,
    repairs: ["name one by its id: pass projectId instead of projectName"],
  });

export const noWorkspaceMatches = (regionId: string, names: string, listed: number) =>
  new DataWorksError("WorkspaceNotFound", {
    what: `discover: no workspace of ${regionId} ${names === "" ? "is seen" : `has a name that matches ${names}`}`,
    facts: [`${counted(listed)} listed for the account`],
    repairs: [
      "correct names, regionId or profile of discover; nothing would be checked, and look passed",
      `see all with: npx --no-install dijobs workspaces --region ${regionId}`,
    ],
  });

const counted = (listed: number) => (listed === 1 ? "1 workspace is" : `${listed} workspaces are`);

const bothNames = ({ projectName, displayName }: { readonly projectName: string; readonly displayName: string }) =>
  displayName === "" || displayName === projectName ? projectName : `${projectName} (shown as '${displayName}')`;
