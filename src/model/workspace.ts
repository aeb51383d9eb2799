import { invalidArgument } from "../errors/arguments";
import { form } from "./arguments";

/** A DataWorks workspace: where a question is asked. */
export interface Workspace {
  /** Region, such as `cn-shanghai`. */
  readonly regionId: string;
  /** Id of the workspace, in decimal digits. */
  readonly projectId: string;
}

/** A workspace by the name that people type. */
export interface NamedWorkspace {
  /** Region, such as `cn-shanghai`. */
  readonly regionId: string;
  /** Identifier of the workspace, such as `orders_prod`; its case counts. */
  readonly projectName: string;
}

/** A workspace as people type it: by its id, or by its name. */
export type TypedWorkspace = Workspace | NamedWorkspace;

/**
 * Renders a workspace the way people read and type it: `cn-shanghai/1967`.
 *
 * @example
 * workspaceName({ regionId: "cn-shanghai", projectId: "1967" }); // "cn-shanghai/1967"
 */
export function workspaceName(workspace: TypedWorkspace): string {
  return `${workspace.regionId}/${"projectName" in workspace ? workspace.projectName : workspace.projectId}`;
}

/**
 * Parses `<regionId>/<projectId>`.
 *
 * @throws DataWorksError `InvalidArgument` when the text has another shape.
 */
export function parseWorkspace(text: string): Workspace {
  const [regionId = "", projectId = "", ...rest] = text.split("/");
  if (rest.length > 0 || !isRegionId(regionId) || !isId(projectId))
    throw invalidArgument(
      "workspace",
      text,
      "write it as <regionId>/<projectId> or <regionId>/<projectName>, for example cn-shanghai/1967",
    );
  return { regionId, projectId };
}

/**
 * Parses `<regionId>/<projectId>` or `<regionId>/<projectName>`: what has digits only is an id.
 *
 * @throws DataWorksError `InvalidArgument` when the text has another shape.
 */
export function parseTypedWorkspace(text: string): TypedWorkspace {
  return namedWorkspace(text) ?? parseWorkspace(text);
}

/** Tells whether a text is `<regionId>/<projectName>`. */
export function isNamedWorkspace(text: string): boolean {
  return namedWorkspace(text) !== undefined;
}

function namedWorkspace(text: string): NamedWorkspace | undefined {
  const [regionId = "", projectName = "", ...rest] = text.split("/");
  return rest.length === 0 && isRegionId(regionId) && isProjectName(projectName)
    ? { regionId, projectName }
    : undefined;
}

/**
 * Checks the region of a workspace.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export function canonicalRegionId(value: unknown): string {
  if (value === undefined)
    throw invalidArgument("regionId", value, "pass regionId, or set ALIBABA_CLOUD_REGION_ID, for example cn-shanghai");
  if (typeof value !== "string" || !isRegionId(value))
    throw invalidArgument("regionId", value, "use a region id such as cn-shanghai");
  return value;
}

/** What to write as the id of a workspace. */
export const PROJECT_ID_REPAIR = "use the workspace id from the console, a positive whole number";

/**
 * Brings the id of a workspace into decimal digits.
 *
 * @throws DataWorksError `InvalidArgument`, also for a number that has lost digits.
 */
export function canonicalProjectId(value: unknown): string {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value) && value > 0) return String(value);
    const repair =
      value > Number.MAX_SAFE_INTEGER
        ? "write an id beyond 2^53 as a string, so that no digit is lost"
        : PROJECT_ID_REPAIR;
    throw invalidArgument("projectId", value, repair);
  }
  if (typeof value === "string" && isId(value)) return value;
  throw invalidArgument("projectId", value, PROJECT_ID_REPAIR);
}

/** What to write as the name of a workspace. */
export const PROJECT_NAME_REPAIR = "use the workspace's name, not its display name, for example orders_prod";

/**
 * Checks the name of a workspace.
 *
 * @throws DataWorksError `InvalidArgument`, also for digits only, which are an id wherever a workspace is typed.
 */
export function canonicalProjectName(value: unknown): string {
  if (typeof value === "string" && isProjectName(value)) return value;
  const repair = /^[0-9]+$/.test(String(value)) ? "digits are an id: pass projectId" : PROJECT_NAME_REPAIR;
  throw invalidArgument("projectName", value, repair);
}

/** Tells whether a text has the shape of a workspace's name, and not that of an id. */
function isProjectName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/.test(text) && !/^[0-9]+$/.test(text);
}

/** Tells whether a text has the shape of a region id. */
function isRegionId(text: string): boolean {
  return /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text);
}

/** An id as an argument: decimal digits, or a number that has not lost any. */
export const idArgument = form<string | number>(
  (value) => (typeof value === "string" || Number.isSafeInteger(value)) && isId(String(value)),
  "use a positive whole number, beyond 2^53 as a string",
);

/** Tells whether a text is a positive decimal 64-bit integer without a leading zero, as the API's ids are. */
export function isId(text: string): boolean {
  return /^[1-9][0-9]{0,18}$/.test(text) && (text.length < 19 || BigInt(text) <= 9223372036854775807n);
}
