import { listJobs } from "../../src/client/list-jobs";
import { listProjects } from "../../src/client/list-projects";
import type { Transport } from "../../src/client/session";
import { API_VERSIONS } from "../../src/model/api-version";
import { canonicalQuery } from "../../src/model/query";
import type { EmulatedJob } from "../../src/testing/emulated-job";
import type { EmulatedWorkspace } from "../../src/testing/emulated-workspace";
import type { ServiceSettings } from "../../src/testing/emulator/service";
import { type EmulatedService, openService } from "../_support/emulated-service";
import { wirelessOptions } from "../_support/emulated-transport";
import { VirtualClock } from "../_support/virtual-clock";

const regionId = "cn-shanghai";
const ORDERS = { projectId: "1967", projectName: "orders_prod", displayName: "Orders" };
const CRM = { projectId: "9007199254740993", projectName: "crm", displayName: "Customers" };
const JOBS = [{ jobName: "orders" }, { jobName: "clients", projectId: CRM.projectId }];

const open: EmulatedService[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

async function serve(
  workspaces: readonly EmulatedWorkspace[] = [ORDERS, CRM],
  settings: Partial<ServiceSettings> = {},
  jobs: readonly EmulatedJob[] = JOBS,
): Promise<EmulatedService> {
  const service = await openService(jobs, { workspaces, ...settings });
  open.push(service);
  return service;
}

const named = (projectName: string, more = {}) => canonicalQuery({ regionId, projectName, ...more });

const actions = ({ service }: EmulatedService) => service.calls.map(({ action }) => action);

const hundreds = (count: number): EmulatedWorkspace[] =>
  Array.from({ length: count }, (_, index) => ({ projectId: 1000 + index, projectName: `team_${index}` }));

describe.each(API_VERSIONS)("in %s", (apiVersion) => {
  test("workspaces are listed with both names and every digit of their ids, sorted by id", async () => {
    const emulator = await serve([CRM, ORDERS]);

    const { projects, calls } = await listProjects({ regionId, apiVersion }, emulator.options);

    expect(calls).toBe(1);
    expect(projects).toEqual([
      { regionId, ...ORDERS, status: expect.stringMatching(/^available$/i) },
      { regionId, ...CRM, status: expect.stringMatching(/^available$/i) },
    ]);
    expect(emulator.service.calls[0]).toMatchObject({ version: apiVersion, method: "POST", page: 1, status: 200 });
  });

  test("several pages of workspaces are verified as those of jobs are", async () => {
    const emulator = await serve(hundreds(250));

    const { projects, calls } = await listProjects({ regionId, apiVersion }, emulator.options);

    expect(projects.map(({ projectName }) => projectName)).toEqual(hundreds(250).map((one) => one.projectName));
    expect(calls).toBe(5);
  });

  test("pages of workspaces that do not add up are an error", async () => {
    const emulator = await serve(hundreds(150));
    emulator.service.faults.replace([{ kind: "short-page", page: 1 }]);

    await expect(listProjects({ regionId, apiVersion }, emulator.options)).rejects.toMatchObject({
      code: "InconsistentListing",
      message: expect.stringMatching(/the pages of the workspaces of cn-shanghai .*workspaces/),
    });
  });

  test.each([{ as: "missing" }, { as: "null" }] as const)(
    "no workspaces is an answer, the list $as",
    async ({ as }) => {
      const emulator = await serve([]);
      emulator.service.faults.replace([{ kind: "no-list", as }]);

      expect((await listProjects({ regionId, apiVersion }, emulator.options)).projects).toEqual([]);
    },
  );

  test("jobs are listed by the name of their workspace, which stays their ids' workspace", async () => {
    const emulator = await serve();

    const listing = await listJobs(named("crm", { apiVersion }), emulator.options);

    expect(listing).toMatchObject({ projectName: "crm", calls: 2, query: { regionId, projectId: CRM.projectId } });
    expect(listing.query).not.toHaveProperty("projectName");
    expect(listing.jobs).toEqual([expect.objectContaining({ jobName: "clients", projectId: CRM.projectId })]);
    expect(emulator.service.calls.map(({ action, version }) => [action, version])).toEqual([
      ["ListProjects", apiVersion],
      ["ListDIJobs", apiVersion],
    ]);
  });
});

test("workspaces are listed once for all questions of an account and region", async () => {
  const emulator = await serve();

  await Promise.all(["orders_prod", "crm", "orders_prod"].map((name) => listJobs(named(name), emulator.options)));
  await listJobs(named("crm", { jobNameLike: "c" }), emulator.options);

  expect(actions(emulator).filter((action) => action === "ListProjects")).toHaveLength(1);
  expect(actions(emulator)).toHaveLength(5);
});

test("time in which a question waits for the workspaces that another one lists is not its own", async () => {
  const clock = new VirtualClock();
  const send: Transport = async ({ action }) => {
    if (action === "ListProjects") await clock.sleep(5_000);
    const project = { ProjectId: 1967, ProjectIdentifier: "orders_prod" };
    const body =
      action === "ListProjects"
        ? { PageResult: { TotalCount: 1, ProjectList: [project] } }
        : { DIJobPaging: { TotalCount: 0, DIJobs: [] } };
    return { text: JSON.stringify(body), statusCode: 200 };
  };
  const options = wirelessOptions("a-key-that-waits");
  const told: boolean[] = [];
  const onWaiting = (isWaiting: boolean) => told.push(isWaiting);

  const first = listJobs(named("orders_prod"), options, clock, send);
  const second = listJobs(named("orders_prod"), { ...options, timeoutMs: 1_000, onWaiting }, clock, send);
  const listings = await clock.until(Promise.all([first, second]));

  expect(listings.map(({ calls }) => calls)).toEqual([2, 1]);
  expect(told).toEqual([true, false]);
  expect(clock.nowMs()).toBe(5_000);
});

test("another account is asked for its own workspaces", async () => {
  const emulator = await serve([{ ...ORDERS, accessKeyId: "second" }], {
    accessKeys: { second: "an-emulated-secret" },
  });
  const second = { ...emulator.options, env: { ...emulator.options.env, ALIBABA_CLOUD_ACCESS_KEY_ID: "second" } };

  await expect(listJobs(named("orders_prod"), emulator.options)).rejects.toMatchObject({ code: "WorkspaceNotFound" });
  await expect(listJobs(named("orders_prod"), second)).resolves.toMatchObject({ projectName: "orders_prod" });
});

test("a name in two accounts is another workspace in each", async () => {
  const emulator = await serve(
    [
      { ...ORDERS, accessKeyId: "second" },
      { ...ORDERS, projectId: 7, accessKeyId: "third" },
    ],
    {
      accessKeys: { second: "an-emulated-secret", third: "an-emulated-secret" },
    },
  );
  const as = (id: string) => ({
    ...emulator.options,
    env: { ...emulator.options.env, ALIBABA_CLOUD_ACCESS_KEY_ID: id },
  });

  const ids = await Promise.all(["second", "third"].map((id) => listJobs(named("orders_prod"), as(id))));

  expect(ids.map(({ query }) => query.projectId)).toEqual(["1967", "7"]);
});

test.each([
  ["orders_prd", "nearest: orders_prod (shown as 'Orders')"],
  ["Orders_prod", "nearest: orders_prod (shown as 'Orders')"],
  ["Orders", "nearest: orders_prod (shown as 'Orders')"],
  ["Custmers", "nearest: crm (shown as 'Customers')"],
])("%p names no workspace, and the near one is told", async (name, nearest) => {
  const emulator = await serve();

  const error = await listJobs(named(name), emulator.options).catch((thrown) => thrown);

  expect(error).toMatchObject({ code: "WorkspaceNotFound" });
  expect(error.message).toContain(`the account has no workspace 'cn-shanghai/${name}'`);
  expect(error.message).toContain("2 workspaces are listed for it in cn-shanghai");
  expect(error.message).toContain(nearest);
  expect(error.message).toContain("make the identity (environment ALIBABA_CLOUD_ACCESS_KEY_ID) a member of it");
  expect(actions(emulator)).toEqual(["ListProjects"]);
});

test("a deleted workspace is none, and a name that two have is no answer", async () => {
  const deleted = { ...ORDERS, projectId: "5", status: "Deleted" };
  const emulator = await serve([deleted, ORDERS, CRM, { ...CRM, projectId: 8 }]);

  await expect(listJobs(named("orders_prod"), emulator.options)).resolves.toMatchObject({
    query: { projectId: "1967" },
  });
  await expect(listJobs(named("crm"), emulator.options)).rejects.toMatchObject({
    code: "WorkspaceNotFound",
    message: expect.stringContaining("'cn-shanghai/crm' is the name of 2 workspaces: 8, 9007199254740993"),
  });
});

test.each([
  ["ResourceNotAuthorized.Api", "AccessDenied", "the permission dataworks:ListProjects"],
  ["Forbidden.Access", "AccessDenied", "does not allow to list the workspaces of cn-shanghai"],
  ["InvalidParameter", "RequestRejected", "check regionId"],
])("%s for ListProjects says what is missing, and that projectId needs none", async (code, expected, said) => {
  const emulator = await serve();
  emulator.service.faults.replace([{ kind: "error", code, action: "ListProjects" }]);

  const error = await listJobs(named("crm"), emulator.options).catch((thrown) => thrown);

  expect(error.code).toBe(expected);
  expect(error.message).toContain(said);
  expect(error.message).toContain("or pass projectId instead of projectName: it needs no ListProjects");
  await expect(listJobs(canonicalQuery({ regionId, projectId: "1967" }), emulator.options)).resolves.toBeDefined();
});

test("a listing of workspaces that failed is not remembered", async () => {
  const emulator = await serve();
  emulator.service.faults.replace([{ kind: "error", code: "InvalidParameter", times: 1 }]);

  await expect(listJobs(named("crm"), emulator.options)).rejects.toMatchObject({ code: "RequestRejected" });
  await expect(listJobs(named("crm"), emulator.options)).resolves.toBeDefined();
});

test("ListProjects is sent again and paced as ListDIJobs is", async () => {
  const emulator = await serve();
  emulator.service.faults.replace([
    { kind: "error", code: "InternalError.System", action: "ListProjects", times: 1 },
    { kind: "error", code: "InternalError.System", action: "ListDIJobs", times: 1 },
  ]);

  const listing = await listJobs(named("crm"), emulator.options);

  expect(listing.calls).toBe(4);
  expect(actions(emulator)).toEqual(["ListProjects", "ListProjects", "ListDIJobs", "ListDIJobs"]);
});

test.each([
  [{ ProjectId: "x", ProjectIdentifier: "a" }, "a workspace with the id 'x'"],
  [{ ProjectId: 5 }, "workspace 5 whose ProjectIdentifier is missing"],
  [{ ProjectId: 5, ProjectIdentifier: 3 }, "workspace 5 whose ProjectIdentifier is '3'"],
  [{ ProjectId: 5, ProjectIdentifier: "a", ProjectName: {} }, "workspace 5 whose ProjectName is {}"],
])("a workspace such as %j is no answer", async (row, said) => {
  const emulator = await serve();
  const text = JSON.stringify({ PageResult: { TotalCount: 1, ProjectList: [row] } });
  const send = async () => ({ text, statusCode: 200 });

  const asked = listProjects({ regionId, apiVersion: "2020-05-18" }, emulator.options, undefined, send);

  await expect(asked).rejects.toMatchObject({ code: "UnexpectedResponse", message: expect.stringContaining(said) });
});
