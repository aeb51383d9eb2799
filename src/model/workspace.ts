import { invalidArgument } from "../errors/arguments";

/** A DataWorks workspace: where a question is asked. */
export interface Workspace {
  /** Region, such as `cn-shanghai`. */
  readonly regionId: string;
  /** Id of the workspace, in decimal digits. */
  readonly projectId: string;
}

/**
 * Renders a workspace the way people read and type it: `cn-shanghai/1967`.
 *
 * @example
 * workspaceName({ regionId: "cn-shanghai", projectId: "1967" }); // "cn-shanghai/1967"
 */
export function workspaceName(workspace: Workspace): string {
  return `${workspace.regionId}/${workspace.projectId}`;
}

/**
 * Parses `<regionId>/<projectId>`.
 *
 * @throws DataWorksError `InvalidArgument` when the text has another shape.
 */
export function parseWorkspace(text: string): Workspace {
  const [regionId, projectId, ...rest] = text.split("/");
  if (regionId === undefined || projectId === undefined || rest.length > 0 || !isRegionId(regionId) || !isId(projectId))
    throw invalidArgument("workspace", text, "write it as <regionId>/<projectId>, for example cn-shanghai/1967");
  return { regionId, projectId };
}

/** Tells whether a text has the shape of a region id. */
export function isRegionId(text: string): boolean {
  return /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text);
}

/** Tells whether a text is a positive decimal 64-bit integer without a leading zero, as the API's ids are. */
export function isId(text: string): boolean {
  return /^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) <= 9223372036854775807n;
}
