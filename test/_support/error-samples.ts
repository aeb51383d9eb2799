import { apiOf } from "../../src/client/versions/versions";
import { contextInvalid, invalidArgument, notInStack, unknownKey, unresolvedToken } from "../../src/errors/arguments";
import { baselineForeign, baselineInvalid, baselineMissing } from "../../src/errors/baseline";
import {
  accessDenied,
  editionForbidden,
  type FailedCall,
  keyRefused,
  notAsked,
  quotaExhausted,
  requestRejected,
  serviceUnavailable,
  throttled,
  unexpectedResponse,
  unreachable,
  unsupportedRegion,
  untrusted,
} from "../../src/errors/call";
import { credentialsRefused, halfCredential, noCredentials } from "../../src/errors/credentials";
import type { DataWorksError, ErrorCode } from "../../src/errors/error";
import { frameworkMissing } from "../../src/errors/frameworks";
import { jobIdAmbiguous, jobNameAmbiguous, jobNotFound } from "../../src/errors/jobs";
import { inconsistentListing, workerFailed } from "../../src/errors/lookup";
import { policyInvalid, policyNotRead } from "../../src/errors/policy";
import { appFailed, outputNotWritten } from "../../src/errors/program";
import { sdkMissing } from "../../src/errors/sdk";
import {
  jobMayBeNewer,
  mergeRefused,
  orFromSnapshot,
  recordedJobGone,
  recordedJobRenamed,
  snapshotConflict,
  snapshotContended,
  snapshotInvalid,
  snapshotLacksQuery,
  snapshotMissing,
  snapshotNoFile,
  snapshotRefused,
  snapshotTooLarge,
  snapshotTypesForeign,
} from "../../src/errors/snapshot";
import { emulatorFailed, fakeLacksWorkspace, fakeTooLate } from "../../src/errors/testing";
import { listingTooLong, lookupTimedOut, type Progress } from "../../src/errors/time";
import { workspaceNotFound } from "../../src/errors/workspaces";

const WHERE = "cn-shanghai/1967";
const SNAPSHOT = "dataworks.snapshot.json";
const OBSERVED_AT = "2026-11-20T08:00:00Z";

const PROGRESS: Progress = { timeoutMs: 30_000, leftMs: 29_700, calls: 1, callsPerSecond: 50, neededMs: 0 };

/** A call that failed, with what came instead of a page. */
export function call(said: string, more: Partial<FailedCall> = {}): FailedCall {
  return {
    where: WHERE,
    action: "ListDIJobs",
    regionId: "cn-shanghai",
    apiVersion: "2020-05-18",
    editionRepair: apiOf("2020-05-18").editionRepair,
    endpoint: "dataworks.cn-shanghai.aliyuncs.com",
    callsPerSecond: 50,
    credentialSource: "environment ALIBABA_CLOUD_ACCESS_KEY_ID",
    requestId: "7263E4AC-9D2E-5B29-B8AF-7C5012E92A41",
    said,
    ...more,
  };
}

const networkCall = (said: string, more: Partial<FailedCall> = {}) => call(said, { requestId: undefined, ...more });

const near = (...names: readonly string[]) => ({ nearest: names, names });

/** Errors of each code as people meet them, for the page that explains them. */
export const errorSamples: Readonly<Record<ErrorCode, readonly DataWorksError[]>> = {
  InvalidArgument: [
    invalidArgument("projectId", 0, "use the workspace id from the console, a positive whole number").at("prod/jobs"),
    unknownKey("DiJobs", "jobNameLke", ["projectId", "regionId", "jobNameLike"]).at("prod/jobs"),
    contextInvalid("CDKTF_CONTEXT_JSON", "Unexpected end of JSON input"),
    fakeLacksWorkspace("cn-beijing/2044", [WHERE]).at("prod/jobs"),
    fakeTooLate("DiJobs 'prod/jobs'"),
  ],
  UnresolvedToken: [unresolvedToken("projectId").at("prod/jobs")],
  NotInStack: [notInStack("jobs")],
  NoCredentials: [
    orFromSnapshot(noCredentials()).at("prod/jobs"),
    halfCredential("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET").at("prod/jobs"),
    credentialsRefused("environment ALIBABA_CLOUD_OIDC_TOKEN_FILE", "read file /var/run/token failed").at("prod/jobs"),
  ],
  AccessDenied: [
    editionForbidden(
      call(
        "Forbidden.Access: Access is forbidden. Please first activate DataWorks Enterprise Edition or Flagship Edition.",
      ),
    ).at("prod/jobs"),
    accessDenied(call("ResourceNotAuthorized.Api: You are not authorized to perform this operation.")).at("prod/jobs"),
    keyRefused(call("InvalidAccessKeyId.NotFound: Specified access key is not found.")).at("prod/jobs"),
  ],
  Throttled: [
    throttled(
      call("Throttling.User: Your request is too frequent. Try again later.", { attempts: 3, waitMs: 60_000 }),
    ).at("prod/jobs"),
  ],
  QuotaExhausted: [
    quotaExhausted(call("Throttling.Api.Risk: The number of calls of this day has exceeded the limit.")).at(
      "prod/jobs",
    ),
  ],
  RequestRejected: [requestRejected(call("InvalidParameter: The specified parameter is not valid.")).at("prod/jobs")],
  UnsupportedRegion: [
    unsupportedRegion(call("Forbidden.Not.Server: The API is not available in this region.")).at("prod/jobs"),
  ],
  ServiceUnavailable: [
    unreachable(networkCall("ENOTFOUND", { attempts: 4 })).at("prod/jobs"),
    serviceUnavailable(
      call("InternalError.System: An internal system error occurred. Try again later.", { attempts: 4 }),
    ).at("prod/jobs"),
    serviceUnavailable(call("InternalError.System: An internal system error occurred.", { othersFail: true })).at(
      "prod/jobs",
    ),
    notAsked(WHERE),
    untrusted(networkCall("SELF_SIGNED_CERT_IN_CHAIN")).at("prod/jobs"),
    untrusted(networkCall("CERT_HAS_EXPIRED")).at("prod/jobs"),
    untrusted(networkCall("ERR_TLS_CERT_ALTNAME_INVALID")).at("prod/jobs"),
  ],
  LookupTimedOut: [
    lookupTimedOut(WHERE, { ...PROGRESS, leftMs: 0, calls: 3 }).at("prod/jobs"),
    listingTooLong(WHERE, { ...PROGRESS, callsPerSecond: 5, expectedCalls: 201, neededMs: 40_600 }).at("prod/jobs"),
    lookupTimedOut(WHERE, { ...PROGRESS, callsPerSecond: 5, calls: 0, run: { timeoutMs: 20_000, neededMs: 147_000 } }),
  ],
  UnexpectedResponse: [
    unexpectedResponse(networkCall("status 200, no JSON: '<html><head><title>Log in</title></head></html>'")).at(
      "prod/jobs",
    ),
  ],
  InconsistentListing: [
    inconsistentListing({ noun: "job", where: WHERE }, [
      "job 201 came while the pages were read",
      "the pages have 150 jobs, and the total is 151",
      "the pages have 150 jobs, and the total is 151",
    ]).at("prod/jobs"),
  ],
  WorkspaceNotFound: [
    workspaceNotFound({
      workspace: "cn-shanghai/orders_prd",
      regionId: "cn-shanghai",
      credentialSource: "environment ALIBABA_CLOUD_ACCESS_KEY_ID",
      ids: [],
      listed: 12,
      near: [{ projectName: "orders_prod", displayName: "Orders" }],
    }).at("prod/jobs"),
  ],
  JobNotFound: [
    jobNotFound("ordres_to_holo", WHERE, near("orders_to_holo", "stock_to_holo")).at("prod/jobs"),
    jobNotFound("orders", WHERE, near("orders_v2"), [recordedJobRenamed("16626", "orders_v2", OBSERVED_AT)]).at(
      "prod/jobs",
    ),
    jobNotFound("returns_to_holo", WHERE, { nearest: [], names: ["orders_v2"] }, [jobMayBeNewer(OBSERVED_AT)]).at(
      "prod/jobs",
    ),
    jobNotFound("legacy_sync", WHERE, { nearest: [], names: ["orders_v2"] }, [
      recordedJobGone("16630", OBSERVED_AT),
    ]).at("prod/jobs"),
  ],
  JobNameAmbiguous: [
    jobNameAmbiguous("orders", WHERE, ["16626", "16640"]).at("prod/jobs"),
    jobIdAmbiguous("16626", [WHERE, "cn-beijing/2041"]),
    jobNameAmbiguous("orders", WHERE, ["16626", "16640"], 'take the ids as keys: toMap({ by: "diJobId" })'),
  ],
  SnapshotMissing: [snapshotMissing(SNAPSHOT).at("prod/jobs")],
  SnapshotInvalid: [
    snapshotInvalid(SNAPSHOT, "line 12", "Comma ',' expected after value but got '{'"),
    snapshotConflict(SNAPSHOT, "line 11", "<<<<<<<"),
    mergeRefused(SNAPSHOT, "it is not UTF-8"),
    snapshotNoFile(SNAPSHOT, "a pipe"),
    snapshotTooLarge(SNAPSHOT, 3e9, 64e6),
  ],
  SnapshotLacksQuery: [snapshotLacksQuery("cn-shanghai/1967, jobNameLike 'orders'", SNAPSHOT).at("prod/jobs")],
  SnapshotNotWritten: [
    snapshotRefused(SNAPSHOT, {
      code: "EACCES",
      message: "EACCES: permission denied, open 'dataworks.snapshot.json.5f0c1d0e9a7b3c24.0.tmp'",
    }),
    snapshotRefused(SNAPSHOT, { code: "ENOSPC", message: "ENOSPC: no space left on device, write" }),
    snapshotTypesForeign("types.json", "types.d.ts"),
    snapshotContended(SNAPSHOT, 60_000),
  ],
  BaselineInvalid: [
    baselineMissing("di.baseline.jsonl"),
    baselineInvalid(
      "di.baseline.jsonl",
      12,
      "it has the marks of a merge",
      "keep the lines of both sides in any order, and delete the marks",
    ),
    baselineForeign("di.baseline.jsonl", "naming"),
  ],
  PolicyInvalid: [
    policyInvalid("rules[2] 'naming'", "rules[0] has the same id", "give every rule an id of its own"),
    policyInvalid("dijobs.policy.yaml:12:15, rules[1].severity", "it cannot be 'eror'", "did you mean 'error'?"),
    policyNotRead("dijobs.policy.yaml", "there is no such file"),
  ],
  OutputNotWritten: [
    outputNotWritten("reports/junit.xml", new Error("EACCES: permission denied, open 'reports/junit.xml'")),
  ],
  AppFailed: [appFailed("npx tsx main.ts", "ended with 1")],
  WorkerFailed: [workerFailed("Cannot find module '/srv/app/worker.js'").at("prod/jobs")],
  SdkMissing: [
    sdkMissing(new Error("Cannot find module 'httpx'")).at("prod/jobs"),
    sdkMissing(new Error("@alicloud/credentials tried to access debug, but it isn't declared in its dependencies; …")),
  ],
  FrameworkMissing: [
    frameworkMissing(
      "cdktf",
      "npm i cdktf constructs@~10.7",
      "with CDK Terrain, import from 'cdktf-dataworks-di-jobs/cdktn'",
      undefined,
    ),
  ],
  EmulatorFailed: [emulatorFailed("it has ended, or does not answer")],
};
