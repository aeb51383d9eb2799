import type { Project, ProjectsQuery } from "../model/project";
import { isId } from "../model/workspace";
import { digits, shownJson } from "./json";
import type { Listed } from "./listed";
import { apiOf } from "./versions/versions";

/** The workspaces of a region that the account sees, as the server lists them. */
export function listedProjects({ regionId, apiVersion }: ProjectsQuery): Listed<Project> {
  const { callsPerSecond, projects } = apiOf(apiVersion);
  const { fields, ...operation } = projects;
  return {
    ...operation,
    apiVersion,
    regionId,
    callsPerSecond,
    parameters: {},
    where: `the workspaces of ${regionId}`,
    noun: "workspace",
    volatile: "status",
    idOf: ({ projectId }) => projectId,
    decode: (row) => {
      const projectId = digits(row[fields.projectId]);
      if (typeof projectId !== "string" || !isId(projectId)) return `a workspace with the id ${shownJson(projectId)}`;
      const text = (wire: string) => row[wire] ?? "";
      const [projectName, displayName, status] = [
        row[fields.projectName],
        text(fields.displayName),
        text(fields.status),
      ];
      if (typeof projectName !== "string" || projectName === "")
        return `workspace ${projectId} whose ${fields.projectName} is ${shownJson(projectName)}`;
      if (typeof displayName !== "string")
        return `workspace ${projectId} whose ${fields.displayName} is ${shownJson(displayName)}`;
      if (typeof status !== "string") return `workspace ${projectId} whose ${fields.status} is ${shownJson(status)}`;
      return { regionId, projectId, projectName, displayName, status };
    },
  };
}
