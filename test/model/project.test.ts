import { isLive, type Project } from "../../src/model/project";

const project: Project = { regionId: "r", projectId: "1", projectName: "a", displayName: "A", status: "" };

test.each([
  ["Available", true],
  ["Normal", true],
  ["", true],
  ["Deleted", false],
  ["DELETED", false],
  ["Undeleted", true],
  ["DeletedByMistake", true],
])("a workspace whose status is '%s' is there: %s", (status, expected) => {
  expect(isLive({ ...project, status })).toBe(expected);
});
