import { randomUUID } from "node:crypto";
import { stringify } from "lossless-json";
import type { DiJob } from "../../model/job";
import { inEveryVersion, type VersionTraits } from "../../model/service-traits";
import { parseTypedWorkspace } from "../../model/workspace";
import type { EmulatedJob } from "../emulated-job";
import type { EmulatedWorkspace } from "../emulated-workspace";
import { errorAnswer, faultyAnswerOnTheWay, type HttpAnswer, jsonAnswer } from "./answer";
import { type ApiError, apiError } from "./api-error";
import { type AccessKey, Authentication } from "./authentication";
import type { Action, Fault } from "./fault";
import { FaultPlan } from "./fault-plan";
import { JobStore } from "./job-store";
import { type ItemPage, isSameRegion, type PageRequest, pageOf } from "./listing";
import { faultyAnswer, faultyJobs, faultyPage, faultyRequest } from "./page-fault";
import { Quota } from "./quota";
import type { RecordedCall } from "./recorded-call";
import type { Recording } from "./recording";
import { Replay } from "./replay";
import { accessKeyIdOf, isAction, readParameters, regionOfHost } from "./request";
import type { SignedRequest } from "./signature";
import { type CallParameters, readPage, readSelection, renderPage, type Wire, type WireObject } from "./wire";
import { wire20200518 } from "./wire-2020-05-18";
import { wire20240518 } from "./wire-2024-05-18";
import { WorkspaceStore } from "./workspace-store";

const WIRES: readonly Wire[] = [wire20200518, wire20240518];

/** How the service behaves, apart from its jobs and faults. */
export interface ServiceSettings {
  readonly accessKeys: Readonly<Record<string, AccessKey>>;
  readonly quotaPerSecond?: number | undefined;
  readonly latencyMs: number;
  /** Workspaces to hold. @default those in which jobs stand */
  readonly workspaces?: readonly EmulatedWorkspace[] | undefined;
  /** How it is in what nobody knows. @default as assumed */
  readonly traits?: VersionTraits | undefined;
  /** What to answer instead of listing. @default nothing */
  readonly replay?: Recording | undefined;
}

/** ListDIJobs and ListProjects without their sockets: a request in, an answer out. */
export class Service {
  readonly jobs: JobStore;
  readonly workspaces: WorkspaceStore;
  readonly faults = new FaultPlan();
  readonly authentication: Authentication;
  readonly quota: Quota;
  readonly latencyMs: number;
  traits: VersionTraits;
  readonly #replay: Replay | undefined;
  calls: RecordedCall[] = [];

  constructor(jobs: readonly EmulatedJob[], settings: ServiceSettings) {
    this.jobs = new JobStore(jobs);
    this.workspaces = new WorkspaceStore(settings.workspaces);
    this.authentication = new Authentication(settings.accessKeys);
    this.quota = new Quota(settings.quotaPerSecond);
    this.latencyMs = settings.latencyMs;
    this.traits = settings.traits ?? inEveryVersion();
    this.#replay = settings.replay && new Replay(settings.replay);
  }

  /** Answers a call that arrived at a time, and records it. */
  answer(request: SignedRequest, arrivedAtMs: number): HttpAnswer {
    const requestId = randomUUID().toUpperCase();
    const hostId = request.headers.host ?? "";
    const parameters = readParameters(request);
    const page = Number(parameters.PageNumber ?? 1);
    const faults = this.faults.strike({
      pageNumber: page,
      action: request.headers["x-acs-action"],
      isFor: (workspace) => this.#isFor(workspace, request, parameters),
    });

    const skewMs = faults.reduce((sum, fault) => sum + (fault.kind === "clock-skew" ? fault.skewMs : 0), 0);
    const serverMs = arrivedAtMs + skewMs;

    const outcome = this.#outcome(request, parameters, faults, { arrivedAtMs, serverMs }, requestId);
    const refused = typeof outcome !== "string" && "code" in outcome;
    let answer =
      typeof outcome === "string"
        ? jsonAnswer(200, outcome, requestId)
        : refused
          ? errorAnswer(outcome, requestId, hostId)
          : outcome;
    const headers = { ...answer.headers, date: new Date(serverMs).toUTCString() };
    answer = withRetryAfter({ ...answer, headers, delayMs: this.latencyMs }, faults, refused);
    for (const fault of faults) answer = faultyAnswerOnTheWay(answer, fault);
    for (const fault of faults) if (fault.kind === "shift") this.#shift(fault);

    this.calls.push({
      time: new Date(arrivedAtMs).toISOString(),
      action: request.headers["x-acs-action"],
      version: request.headers["x-acs-version"],
      method: request.method,
      accessKeyId: accessKeyIdOf(request),
      parameters,
      page,
      ...(answer.resetAt === undefined ? { status: answer.status } : {}),
      ...(refused ? { code: outcome.code } : {}),
      faults: faults.map(({ kind }) => kind),
    });
    return answer;
  }

  /** The body of the answer, or why there is none. */
  #outcome(
    request: SignedRequest,
    parameters: CallParameters,
    faults: readonly Fault[],
    { arrivedAtMs, serverMs }: { readonly arrivedAtMs: number; readonly serverMs: number },
    requestId: string,
  ): string | HttpAnswer | ApiError {
    const { headers, method, url } = request;
    const versions = WIRES.filter(({ version }) => version === headers["x-acs-version"]);
    if (versions.length === 0) return apiError("InvalidVersion");
    const action = headers["x-acs-action"];
    const wire = versions.find((known) => isAction(action) && known.operations[action].method === method);
    if (wire === undefined || !isAction(action) || url.split("?")[0] !== "/") return apiError("InvalidAction.NotFound");

    const refusal = this.authentication.refusal(request, serverMs);
    if (refusal !== undefined) return refusal;
    const traits = this.traits[wire.version];
    if (traits.refusal !== "") return apiError(traits.refusal);
    for (const fault of faults) {
      if (fault.kind === "error") return apiError(fault.code, fault);
      if (fault.kind === "error-with-200") return apiError(fault.code, { status: 200 });
    }
    if (!this.quota.admit(arrivedAtMs)) return apiError("Throttling.User");

    if (this.#replay) return this.#replay.answer({ action, version: wire.version, parameters });
    const wanted = readPage(parameters, traits);
    if ("code" in wanted) return wanted;
    const text = (): string | ApiError => {
      const page = this.#page[action](request, wire, parameters, faults, faults.reduce(faultyRequest, wanted));
      if ("code" in page) return page;
      return stringify(faults.reduce(faultyAnswer, renderPage(wire.operations[action], page, traits))) ?? "";
    };
    const isRepeatable = action === "ListDIJobs" && faults.length === 0;
    const told = isRepeatable ? this.jobs.untilChanged([wire.version, traits, headers.host, parameters], text) : text();
    return typeof told === "string" ? `{"RequestId":"${requestId}",${told.slice(1)}` : told;
  }

  /** The page of each operation in the words of a version. */
  readonly #page: Readonly<Record<Action, PageReader>> = {
    ListDIJobs: ({ headers }, wire, parameters, faults, wanted) => {
      const selection = readSelection(wire, parameters, this.traits);
      if ("code" in selection) return selection;
      const traits = this.traits[wire.version];
      const jobs = this.jobs.select({ ...selection, regionId: regionOfHost(headers.host) }, traits);
      const page = faults.reduce(faultyJobs, faults.reduce(faultyPage, pageOf<DiJob>(jobs, wanted, traits)));
      return { ...page, items: page.items.map(wire.job) };
    },
    ListProjects: (request, wire, _, faults, wanted) => {
      const asking = { accessKeyId: accessKeyIdOf(request), regionId: regionOfHost(request.headers.host) };
      const workspaces = this.workspaces.select(asking, this.jobs.projectIds);
      const page = faults.reduce(faultyPage, pageOf(workspaces, wanted, this.traits[wire.version]));
      return { ...page, items: page.items.map(wire.workspace) };
    },
  };

  #isFor(workspace: string, { headers }: SignedRequest, { ProjectId }: CallParameters): boolean {
    const typed = parseTypedWorkspace(workspace);
    return (
      ProjectId !== undefined &&
      isSameRegion(regionOfHost(headers.host), typed.regionId) &&
      ("projectId" in typed ? [typed.projectId] : this.workspaces.idsOf(typed, this.jobs.projectIds)).includes(
        ProjectId,
      )
    );
  }

  #shift(fault: Extract<Fault, { kind: "shift" }>): void {
    const { addJobs = [], at, removeJobs = [], changeJobs = {} } = fault;
    for (const diJobId of removeJobs) this.jobs.remove(diJobId);
    for (const [diJobId, changes] of Object.entries(changeJobs)) this.jobs.update(diJobId, changes);
    this.jobs.add(addJobs, at);
  }
}

type PageReader = (
  request: SignedRequest,
  wire: Wire,
  parameters: CallParameters,
  faults: readonly Fault[],
  wanted: PageRequest,
) => ItemPage<WireObject> | ApiError;

function withRetryAfter(answer: HttpAnswer, faults: readonly Fault[], refused: boolean): HttpAnswer {
  const [retryAfterMs] = faults.flatMap((fault) => (fault.kind === "error" ? (fault.retryAfterMs ?? []) : []));
  if (!refused || retryAfterMs === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "x-acs-retry-after": String(retryAfterMs) } };
}
