import { createHash } from "node:crypto";
import type { IConstruct } from "constructs";
import { fakeLacksWorkspace } from "../errors/testing";
import { installFake } from "../lookup/fake";
import { anything, constructArgument, list, object, oneOf, optional, record } from "../model/arguments";
import { compareIds } from "../model/job";
import { resolvedQuery } from "../model/query";
import { parseTypedWorkspace, type TypedWorkspace, workspaceName } from "../model/workspace";
import { completeJobs, EMULATED_JOB_FORMS, type EmulatedJob, type HeldJob } from "./emulated-job";
import { selectJobs } from "./emulator/listing";

/** A job as tests of stacks write it: only the name is needed, the workspace follows from the key. */
export type FakeJob = Omit<EmulatedJob, "regionId" | "projectId">;

/** The jobs of each workspace, by `<regionId>/<projectId>` or `<regionId>/<projectName>`, as the stacks ask for it. */
export type FakeWorkspaces = Readonly<Record<string, readonly FakeJob[]>>;

/** A fake has no clock: everything in it was observed at this time. */
const OBSERVED_AT = "2024-01-01T00:00:00Z";

/**
 * Answers every lookup of an app from memory: no worker, no network, no clock, whatever the mode and the environment.
 *
 * Call it before the stacks are built. Left out fields get the same values in every run; a workspace that is not
 * listed is an error, one with an empty list has no jobs.
 *
 * @throws DataWorksError `InvalidArgument` for a key that is no workspace, what is no job, an id used twice, and when
 * a construct of the app, or a prefetch, has asked without the fake.
 *
 * @example
 * const app = Testing.app();
 * fakeDiJobs(app, { "cn-shanghai/1967": [{ jobName: "orders" }] });
 */
export function fakeDiJobs(app: IConstruct, workspaces: FakeWorkspaces): void {
  constructArgument(app, "app");
  const given = record<readonly FakeJob[]>(anything)(workspaces, "workspaces");
  const jobs = new Map(Object.entries(given).map(([name, list]) => [name, fakeJobs(name, list)]));
  installFake(app.node.root, (query) => {
    const workspace = workspaceName(query);
    const all = jobs.get(workspace);
    if (all === undefined) throw fakeLacksWorkspace(workspace, [...jobs.keys()]);
    const asked = "projectName" in query ? resolvedQuery(query, projectIdOf(query)) : query;
    return {
      query: asked,
      ...("projectName" in query && { projectName: query.projectName }),
      jobs: selectJobs(all, asked).map(({ specType: _, ...job }) => job),
      observedAt: OBSERVED_AT,
      source: "live",
      verified: true,
      calls: 0,
      throttledCalls: 0,
      unknownValues: [],
    };
  });
}

function fakeJobs(workspace: string, given: readonly FakeJob[]): HeldJob[] {
  const typed = parseTypedWorkspace(workspace);
  const { regionId } = typed;
  const projectId = projectIdOf(typed);
  // A job that was listed may be given as it is, with the workspace in which it was.
  const here = { regionId: optional(oneOf([regionId])), projectId: optional(oneOf([projectId])) };
  const fakes = list(object<FakeJob>({ ...EMULATED_JOB_FORMS, ...here }))(given, workspace);
  const jobs = completeJobs(fakes.map((job) => ({ ...job, regionId, projectId })));
  return jobs.sort((a, b) => compareIds(a.diJobId, b.diJobId));
}

/** The id of a workspace; that of a name follows from nothing else, so that it is the same in every test. */
function projectIdOf(workspace: TypedWorkspace): string {
  if (!("projectName" in workspace)) return workspace.projectId;
  return String(createHash("sha256").update(workspaceName(workspace)).digest().readUInt32BE() + 1);
}
