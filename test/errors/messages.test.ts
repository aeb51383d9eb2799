import { invalidArgument, shown, slip, unknownKey, unknownWord } from "../../src/errors/arguments";
import { baselineInvalid, baselineNotWritten } from "../../src/errors/baseline";
import * as calls from "../../src/errors/call";
import * as credentials from "../../src/errors/credentials";
import {
  DataWorksError,
  ERROR_CODES,
  type ErrorCode,
  forAll,
  inOneLine,
  type Problem,
  renderProblems,
  together,
} from "../../src/errors/error";
import { frameworkMissing } from "../../src/errors/frameworks";
import { halfCharacter, jobIdNotFound, jobNamesComposed, jobNotFound } from "../../src/errors/jobs";
import { inconsistentListing } from "../../src/errors/lookup";
import { policyNotRead } from "../../src/errors/policy";
import * as programs from "../../src/errors/program";
import { aliasUnknown, labelUnknown } from "../../src/errors/program";
import { sdkMissing } from "../../src/errors/sdk";
import * as snapshots from "../../src/errors/snapshot";
import { emulatorFailed, fakeLacksWorkspace, faultTextInvalid } from "../../src/errors/testing";
import { listingTooLong, lookupTimedOut, moreTime } from "../../src/errors/time";
import { noWorkspaceMatches, workspaceNotFound } from "../../src/errors/workspaces";
import { call, errorSamples } from "../_support/error-samples";
import { failure } from "../_support/failure";

const projects = { action: "ListProjects", where: "the workspaces of cn-shanghai", requestId: undefined } as const;

test.each<[string, ErrorCode, DataWorksError, string[]]>([
  [
    "a workspace list that is refused has the way by an id",
    "AccessDenied",
    calls.accessDenied(call("Forbidden: no", projects)),
    [
      "DataWorks refuses to list the workspaces of cn-shanghai",
      "Forbidden: no",
      "give the identity (environment ALIBABA_CLOUD_ACCESS_KEY_ID) the permission dataworks:ListProjects",
      "or pass projectId instead of projectName: it needs no ListProjects",
    ],
  ],
  [
    "an edition without it, too",
    "AccessDenied",
    calls.editionForbidden(call("Forbidden.Access: no", projects)),
    [
      "the edition of DataWorks does not allow to list the workspaces of cn-shanghai with API version 2020-05-18",
      "Forbidden.Access: no",
      'try apiVersion: "2024-05-18" or DIJOBS_API_VERSION=2024-05-18, which every edition has',
      "or pass projectId instead of projectName: it needs no ListProjects",
    ],
  ],
  [
    "and one that is rejected, whose filters nobody gave",
    "RequestRejected",
    calls.requestRejected(call("InvalidParameter: no", projects)),
    [
      "DataWorks rejects the question for the workspaces of cn-shanghai",
      "InvalidParameter: no",
      "check regionId",
      "or pass projectId instead of projectName: it needs no ListProjects",
    ],
  ],
  [
    "a token that may have expired",
    "AccessDenied",
    calls.tokenRefused(call("InvalidSecurityToken.Expired: no")),
    [
      "DataWorks does not accept the security token (environment ALIBABA_CLOUD_ACCESS_KEY_ID)",
      "InvalidSecurityToken.Expired: no (RequestId 7263E4AC-9D2E-5B29-B8AF-7C5012E92A41)",
      "it may have expired: get new temporary credentials",
    ],
  ],
  [
    "a clock that is wrong",
    "AccessDenied",
    calls.clockSkewed(call("InvalidTimeStamp.Expired: no", { attempts: 2 })),
    [
      "DataWorks refuses the call for cn-shanghai/1967 because of its time",
      "after 2 attempts: InvalidTimeStamp.Expired: no (RequestId 7263E4AC-9D2E-5B29-B8AF-7C5012E92A41)",
      "set the clock of this machine: a call may be 15 minutes old at most",
    ],
  ],
  [
    "a throttle tells the time that would do: what was used, what is to wait, and a second for the answer",
    "Throttled",
    calls.throttled(call("", { usedMs: 12_300, waitMs: 8_000, callsPerSecond: 5 })),
    [
      "DataWorks throttles the calls for cn-shanghai/1967, at most 5 a second, and the next one would come too late, in 8 s",
      "lower DIJOBS_CALLS_PER_SECOND, or see who else uses the account's quota",
      "or give it more time: DIJOBS_TIMEOUT_MS=22000",
    ],
  ],
  [
    "a service that fails for a user whom it does not know",
    "ServiceUnavailable",
    calls.serviceUnavailable(call("InternalError.UserId.Missing: no", { requestId: undefined })),
    [
      "DataWorks fails to list the jobs of cn-shanghai/1967",
      "InternalError.UserId.Missing: no",
      "try again later; if it stays, the account may not have DataWorks activated in this region",
    ],
  ],
  [
    "a proxy that wants a login",
    "ServiceUnavailable",
    calls.proxyRefused(call("status 407", { proxy: "proxy:3128", requestId: undefined })),
    [
      "the proxy proxy:3128 wants a name and a password",
      "status 407",
      "write them into HTTPS_PROXY, before its host: name:password@host",
    ],
  ],
  [
    "a proxy that forbids",
    "ServiceUnavailable",
    calls.proxyRefused(call("status 403", { proxy: "proxy:3128", requestId: undefined })),
    [
      "the proxy proxy:3128 refuses the way to dataworks.cn-shanghai.aliyuncs.com",
      "status 403",
      "have the proxy allow dataworks.cn-shanghai.aliyuncs.com, or name it in NO_PROXY",
    ],
  ],
  [
    "a way through a proxy",
    "ServiceUnavailable",
    calls.unreachable(call("ECONNRESET", { proxy: "proxy:3128", requestId: undefined })),
    [
      "cannot reach dataworks.cn-shanghai.aliyuncs.com through the proxy proxy:3128",
      "ECONNRESET",
      "check the network, HTTPS_PROXY, and the endpoint (regionId, network, DIJOBS_ENDPOINT)",
    ],
  ],
  [
    "pages of workspaces that do not add up",
    "InconsistentListing",
    inconsistentListing({ noun: "workspace", where: "cn-shanghai" }, ["a", "b", "a"]),
    [
      "the pages of cn-shanghai do not add up, 3 times: a; then b",
      "workspaces come and go while they are listed: try again later",
    ],
  ],
  [
    "an id instead of a name that several workspaces have",
    "WorkspaceNotFound",
    workspaceNotFound({
      workspace: "cn-shanghai/orders",
      regionId: "cn-shanghai",
      credentialSource: "a profile",
      ids: ["1", "2"],
      listed: 2,
      near: [],
    }),
    [
      "'cn-shanghai/orders' is the name of 2 workspaces: 1, 2",
      "name one by its id: pass projectId instead of projectName",
    ],
  ],
  [
    "a name where no workspace is listed",
    "WorkspaceNotFound",
    workspaceNotFound({
      workspace: "cn-shanghai/orders",
      regionId: "cn-shanghai",
      credentialSource: "a profile",
      ids: [],
      listed: 0,
      near: [],
    }),
    [
      "the account has no workspace 'cn-shanghai/orders'",
      "no workspace of cn-shanghai is listed for it",
      "projectName is the identifier, not the display name, and its case counts",
      "is it there? make the identity (a profile) a member of it: a workspace may not be listed for whoever is none",
      "see all with: npx --no-install dijobs workspaces --region cn-shanghai",
    ],
  ],
  [
    "names of discover that match nothing",
    "WorkspaceNotFound",
    noWorkspaceMatches("cn-shanghai", "'etl_*'", 1),
    [
      "discover: no workspace of cn-shanghai has a name that matches 'etl_*'",
      "1 workspace is listed for the account",
      "correct names, regionId or profile of discover; nothing would be checked, and look passed",
      "see all with: npx --no-install dijobs workspaces --region cn-shanghai",
    ],
  ],
  [
    "an account that sees nothing",
    "WorkspaceNotFound",
    noWorkspaceMatches("cn-shanghai", "", 0),
    [
      "discover: no workspace of cn-shanghai is seen",
      "0 workspaces are listed for the account",
      "correct names, regionId or profile of discover; nothing would be checked, and look passed",
      "see all with: npx --no-install dijobs workspaces --region cn-shanghai",
    ],
  ],
  [
    "an alias of a policy that does not have it",
    "InvalidArgument",
    aliasUnknown("prd", "dijobs.policy.yaml", ["prod"]),
    ["'dijobs.policy.yaml' has no workspace 'prd'", "did you mean 'prod'?"],
  ],
  [
    "an alias where there is no policy",
    "InvalidArgument",
    aliasUnknown("prod", undefined, []),
    [
      "'prod' is no workspace, and there is no policy file that could give it a meaning",
      "write it as <regionId>/<projectId>, for example cn-shanghai/1967, or name the file: --policy FILE",
    ],
  ],
  [
    "a label of a policy that is like none of it",
    "InvalidArgument",
    labelUnknown("finance", "dijobs.policy.yaml", []),
    [
      "no workspace of 'dijobs.policy.yaml' has the label 'finance'",
      "add it to the labels of a workspace, as labels: [finance]",
    ],
  ],
  [
    "a label where there is no policy",
    "InvalidArgument",
    labelUnknown("finance", undefined, []),
    ["there is no policy file in which a workspace could have the label 'finance'", "name the file: --policy FILE"],
  ],
  [
    "a name of a workspace that the snapshot does not know",
    "SnapshotLacksQuery",
    snapshots.snapshotLacksName("cn-shanghai/orders", "s.json"),
    [
      "snapshot 's.json' does not know the name of the workspace, so it has no answer for cn-shanghai/orders",
      "record it with: npx --no-install dijobs refresh",
      "or pass projectId instead of projectName",
    ],
  ],
  [
    "a name that means another workspace now",
    "SnapshotLacksQuery",
    snapshots.snapshotNameMoved("orders", "cn-shanghai/2", "cn-shanghai/1", "s.json"),
    [
      "'orders' is the workspace cn-shanghai/2 now, not cn-shanghai/1, and snapshot 's.json' has no answer for that one",
      "read what asks for it, and record it with the app: npx --no-install dijobs refresh",
    ],
  ],
  [
    "a name that meant another workspace",
    "SnapshotLacksQuery",
    snapshots.snapshotNameMeantOther("cn-shanghai/orders", { projectId: "1", user: "prod/jobs" }, "s.json"),
    [
      "snapshot 's.json' has another workspace for 'cn-shanghai/orders' than when it was recorded for prod/jobs, which was 1",
      "record it again with: npx --no-install dijobs refresh",
      "or, where the two are of two accounts, pass projectId instead of projectName",
    ],
  ],
  [
    "a job that a part does not tell of",
    "SnapshotLacksQuery",
    snapshots.jobNotRecorded("'orders'", "cn-shanghai/1967", "2026-01-31T08:00:00Z"),
    [
      "'orders' of cn-shanghai/1967 is not recorded",
      "the snapshot of 2026-01-31T08:00:00Z has only the jobs that were asked for by name",
      "record it with: npx --no-install dijobs refresh",
    ],
  ],
  [
    "a list of which a part is recorded",
    "SnapshotLacksQuery",
    snapshots.wholeListNotRecorded("cn-shanghai/1967", "2026-01-31T08:00:00Z"),
    [
      "the whole list of cn-shanghai/1967 is not recorded",
      "the snapshot of 2026-01-31T08:00:00Z has only the jobs that were asked for by name",
      "record all of them: DIJOBS_RECORD=all npx --no-install dijobs refresh",
    ],
  ],
  [
    "a question that is recorded without the app",
    "SnapshotLacksQuery",
    snapshots.snapshotLacksQuery("cn-shanghai/1967", "s.json", snapshots.recordNamed("cn-shanghai/1967")),
    [
      "snapshot 's.json' has no answer for cn-shanghai/1967",
      "record it with: npx --no-install dijobs refresh --workspace cn-shanghai/1967",
      "and commit s.json",
    ],
  ],
  [
    "a flaw that has a repair of its own",
    "SnapshotInvalid",
    snapshots.snapshotInvalid("s.json", "line 7", "two lookups", "keep the newer"),
    [
      "snapshot 's.json', line 7: two lookups",
      "keep the newer",
      "go back to the committed file with: git checkout -- s.json",
      "or delete it and record it again with: npx --no-install dijobs refresh",
    ],
  ],
  [
    "a path that a shell would take apart",
    "SnapshotInvalid",
    snapshots.mergeRefused("it's here/s.json", "it is not UTF-8"),
    [
      "'it's here/s.json' cannot be merged, and was left as it is: it is not UTF-8",
      "take one side: git checkout --ours -- 'it'\\''s here/s.json', or --theirs",
      "then record it again with: npx --no-install dijobs refresh",
    ],
  ],
  [
    "types that were not written beside a snapshot that was",
    "SnapshotNotWritten",
    snapshots.snapshotTypesRefused("s.d.ts", { code: "EDQUOT", message: "EDQUOT: quota" }),
    ["the types 's.d.ts' were not written: EDQUOT: quota", "the snapshot beside them was", "make room on its disk"],
  ],
  [
    "a file that is mounted alone",
    "SnapshotNotWritten",
    snapshots.snapshotRefused("s.json", { code: "EBUSY", message: "EBUSY: busy" }),
    [
      "snapshot 's.json' was not written: EBUSY: busy",
      "where it is mounted alone, mount its folder: a file is replaced as a whole",
    ],
  ],
  [
    "an id that no job has",
    "JobNotFound",
    jobIdNotFound("7", "cn-shanghai/1967"),
    ["cn-shanghai/1967 has no job with the id '7'", "list its jobs with: npx --no-install dijobs list"],
  ],
  [
    "half a character",
    "InvalidArgument",
    halfCharacter([{ jobName: "a\ud800", diJobId: "7" }], "here", "use the ids"),
    [
      "here has jobs with half a character in their texts: 'a\\u{d800}' (7)",
      "Terraform takes no lone surrogate, and would put U+FFFD in its place",
      "use the ids",
      "or rename them",
    ],
  ],
  [
    "a profile that is nowhere",
    "NoCredentials",
    credentials.profileNotFound("staging"),
    [
      "neither ~/.aliyun/config.json nor ~/.alibabacloud/credentials has a profile 'staging'",
      "make it: aliyun configure --profile staging",
    ],
  ],
  [
    "a file of credentials that is of no use",
    "NoCredentials",
    credentials.credentialFileInvalid("~/.aliyun/config.json", "it is no JSON"),
    ["~/.aliyun/config.json is of no use: it is no JSON", "repair it, or write it anew: aliyun configure"],
  ],
  [
    "a service of credentials that is away",
    "ServiceUnavailable",
    credentials.credentialsUnreachable("environment X", "ECONNREFUSED"),
    [
      "the service that gives the credentials of environment X cannot be reached",
      "ECONNREFUSED",
      "check the network and HTTPS_PROXY",
    ],
  ],
  [
    "no app to run",
    "InvalidArgument",
    programs.projectMissing("/srv"),
    [
      "there is no cdktf.json in '/srv' or above it, so there is no app to run",
      "run it where the app is, or refresh without it: npx --no-install dijobs refresh --workspace cn-shanghai/1967",
    ],
  ],
  [
    "no workspace to ask",
    "InvalidArgument",
    programs.workspaceMissing("s.json"),
    [
      "no workspace is named, and there is no snapshot 's.json' whose questions could be asked",
      "name one: --workspace cn-shanghai/1967",
    ],
  ],
  [
    "a working directory that was deleted",
    "InvalidArgument",
    programs.workingDirectoryGone(),
    ["the working directory is not there any more", "change into one that is"],
  ],
  [
    "no question to ask",
    "InvalidArgument",
    programs.questionsMissing("s.json"),
    [
      "no workspace is named, and snapshot 's.json' has no question that could be asked",
      "name one: --workspace cn-shanghai/1967",
    ],
  ],
  [
    "a query of a data source",
    "InvalidArgument",
    programs.externalQueryInvalid("has no 'workspace'", "name it"),
    ["the query has no 'workspace'", "name it"],
  ],
  [
    "a baseline that cannot be written",
    "OutputNotWritten",
    baselineNotWritten("b.jsonl", new Error("EACCES")),
    ["baseline 'b.jsonl' was not written: EACCES", "name another file: --baseline FILE"],
  ],
  [
    "a fault that is none",
    "InvalidArgument",
    faultTextInvalid("--fault", "x", "is none"),
    [
      "--fault 'x' is none",
      "write its kind and what it takes: --fault error,code=Throttling.User,times=2",
      `or a JSON object: --fault '{"kind":"slow","delayMs":500}'`,
    ],
  ],
  [
    "near workspaces, each by its names",
    "WorkspaceNotFound",
    workspaceNotFound({
      workspace: "cn-shanghai/a",
      regionId: "cn-shanghai",
      credentialSource: "a profile",
      ids: [],
      listed: 1,
      near: [
        { projectName: "b", displayName: "" },
        { projectName: "c", displayName: "c" },
        { projectName: "d", displayName: "D" },
      ],
    }),
    [
      "the account has no workspace 'cn-shanghai/a'",
      "1 workspace is listed for it in cn-shanghai",
      "nearest: b, c, d (shown as 'D')",
      "projectName is the identifier, not the display name, and its case counts",
      "is it there? make the identity (a profile) a member of it: a workspace may not be listed for whoever is none",
      "see all with: npx --no-install dijobs workspaces --region cn-shanghai",
    ],
  ],
  [
    "a file that is none of what it should be",
    "InvalidArgument",
    programs.fileInvalid("cdktf.json", "it is no JSON", "repair it"),
    ["'cdktf.json': it is no JSON", "repair it"],
  ],
  [
    "a run whose time is over",
    "LookupTimedOut",
    programs.runTimedOut("20 s"),
    ["the 20 s of --timeout are over", "give the run more time: a longer --timeout"],
  ],
  [
    "a baseline that is broken, and not at one line",
    "BaselineInvalid",
    baselineInvalid("b.jsonl", undefined, "it is too large", undefined),
    [
      "baseline 'b.jsonl': it is too large",
      "go back to the committed file with: git checkout -- b.jsonl",
      "or delete it and write it again with: --update-baseline",
    ],
  ],
  [
    "a fake without any workspace",
    "InvalidArgument",
    fakeLacksWorkspace("cn-shanghai/1967", []),
    [
      "the fake has no workspace 'cn-shanghai/1967'; it has none",
      'list it, if only with no jobs: fakeDiJobs(app, { "cn-shanghai/1967": [] })',
    ],
  ],
  [
    "an argument that is missing",
    "InvalidArgument",
    invalidArgument("projectId", undefined, "name one"),
    ["projectId is missing", "name one"],
  ],
  [
    "a word that is unknown",
    "InvalidArgument",
    unknownWord("mode", "lokced", ["live", "locked"]),
    ["mode cannot be 'lokced'", "did you mean 'locked'?"],
  ],
  [
    "a word that is like a documented one",
    "InvalidArgument",
    slip("--until", "Runing", "Running"),
    ["--until cannot be 'Runing'", "did you mean 'Running'?"],
  ],
  [
    "a key that is like none",
    "InvalidArgument",
    unknownKey("DiJobs", "x", ["projectId", "regionId"]),
    ["DiJobs has no 'x'", "it takes projectId, regionId"],
  ],
  [
    "a certificate that is not valid yet",
    "ServiceUnavailable",
    calls.untrusted(call("CERT_NOT_YET_VALID", { requestId: undefined })),
    [
      "the certificate of dataworks.cn-shanghai.aliyuncs.com is not valid yet",
      "CERT_NOT_YET_VALID",
      "set the clock of this machine: it may be behind",
    ],
  ],
  [
    "a certificate of another host, in the words of OpenSSL",
    "ServiceUnavailable",
    calls.untrusted(call("HOSTNAME_MISMATCH", { requestId: undefined, proxy: "proxy:3128" })),
    [
      "dataworks.cn-shanghai.aliyuncs.com through the proxy proxy:3128 shows the certificate of another host",
      "HOSTNAME_MISMATCH",
      "check the endpoint (regionId, network, DIJOBS_ENDPOINT), and whether a proxy or a login page answers instead",
    ],
  ],
  [
    "a string to sign that the server echoes, and all behind it, is left out",
    "AccessDenied",
    calls.keyRefused(
      call("SignatureDoesNotMatch: no. server string to sign is:POST\n/\nhost:x", { requestId: undefined }),
    ),
    [
      "DataWorks does not accept the access key (environment ALIBABA_CLOUD_ACCESS_KEY_ID)",
      "SignatureDoesNotMatch: no",
      "check its id and its secret, and that it is enabled",
    ],
  ],
  [
    "and so it is in other words",
    "AccessDenied",
    calls.keyRefused(call("SignatureDoesNotMatch: no,  server  StringToSign  is: POST", { requestId: undefined })),
    [
      "DataWorks does not accept the access key (environment ALIBABA_CLOUD_ACCESS_KEY_ID)",
      "SignatureDoesNotMatch: no",
      "check its id and its secret, and that it is enabled",
    ],
  ],
  [
    "an SDK whose fault is told over several lines",
    "SdkMissing",
    sdkMissing("no\nRequire stack:\n- /srv/app.js"),
    [
      "the SDK of Alibaba Cloud cannot be loaded",
      "no",
      "install it whole, with every package that it needs, and leave it out of bundles: npm ci",
    ],
  ],
  [
    "a package that Yarn keeps from another one",
    "SdkMissing",
    sdkMissing(new Error("@a/b tried to access debug, but it isn't declared in its dependencies; …\n\nRequired by: x")),
    [
      "the SDK of Alibaba Cloud cannot be loaded",
      "@a/b tried to access debug, but it isn't declared in its dependencies; …",
      `declare it: yarn config set packageExtensions --json '{"@a/b@*":{"dependencies":{"debug":"*"}}}' && yarn install`,
    ],
  ],
])("%s", (_, code, error, lines) => {
  expect([error.code, ...error.message.split("\n  ")]).toEqual([code, ...lines]);
});

test.each([
  [{ calls: 1 }, "within 30 s (1 call sent, at most 50 a second)", 60_000],
  [{ calls: 0 }, "within 30 s (0 calls sent, at most 50 a second)", 60_000],
  [{ calls: 1, expectedCalls: 4 }, "within 30 s (1 of 4 calls sent, at most 50 a second)", 60_000],
  [{ calls: 4, expectedCalls: 4 }, "within 30 s (4 calls sent, at most 50 a second)", 60_000],
  [{ calls: 2, neededMs: 40_600, callsPerSecond: 5 }, "within 30 s (2 calls sent, at most 5 a second)", 71_000],
  [{ calls: 2, timeoutMs: 1_250 }, "within 1.3 s (2 calls sent, at most 50 a second)", 3_000],
])("time that is up is told with what was sent, and with what would do: %j", (progress, says, timeoutMs) => {
  const usual = { timeoutMs: 30_000, leftMs: 0, callsPerSecond: 50, neededMs: 0, ...progress };

  expect(lookupTimedOut("cn-shanghai/1967", usual).message.split("\n  ")).toEqual([
    `cn-shanghai/1967 could not be listed ${says}`,
    `give it more time: DIJOBS_TIMEOUT_MS=${timeoutMs}`,
  ]);
});

test("time of a run that is over is told with what would do for all of it, not for one question", () => {
  const run = { timeoutMs: 20_000, neededMs: 147_000 };
  const usual = { timeoutMs: 30_000, leftMs: 0, calls: 3, expectedCalls: 21, callsPerSecond: 5, neededMs: 4_000, run };
  const facts = [
    "what is left of the run needs at least 147 s more in this pace",
    "give the run more time: --timeout 176s",
  ];

  expect(lookupTimedOut("cn-shanghai/1967", usual).message.split("\n  ")).toEqual([
    "cn-shanghai/1967 could not be listed within the 20 s of --timeout (3 of 21 calls sent, at most 5 a second)",
    ...facts,
  ]);
  expect(lookupTimedOut("cn-shanghai/1967", { ...usual, calls: 0 }).message).toMatch(
    /^cn-shanghai\/1967 was not asked/,
  );
  expect(listingTooLong("cn-shanghai/1967", usual).message.split("\n  ")).toEqual([
    "cn-shanghai/1967 cannot be listed within the 20 s of --timeout (3 of 21 calls sent, at most 5 a second)",
    ...facts,
  ]);
  expect(lookupTimedOut("cn-shanghai/1967", { ...usual, run: { timeoutMs: 2_000, neededMs: 0 } }).message).toContain(
    "--timeout 4s",
  );
  expect(calls.throttled(call("", { usedMs: 12_300, waitMs: 8_000, run })).message).toMatch(
    /\n {2}or give the run more time: --timeout 176s$/,
  );
});

test.each([
  [20_000, 999, "40s"],
  [20_000, 1_000, "23s"],
  [20_000, 5_000, "27s"],
  [500, 0, "2s"],
])("a run of %i ms that needs %i ms more is to have %s", (timeoutMs, neededMs, timeout) => {
  expect(moreTime({ timeoutMs, neededMs })).toBe(`give the run more time: --timeout ${timeout}`);
});

test.each([
  [["a"], "once"],
  [["a", "b"], "twice"],
  [["a", "b", "c", "d"], "4 times"],
])("pages that do not add up say how often: %j", (defects, often) => {
  expect(inconsistentListing({ noun: "job", where: "w" }, defects).message).toContain(
    `the pages of w do not add up, ${often}: ${defects.join("; then ")}\n`,
  );
});

test.each([
  [undefined, "nothing"],
  [[], "an empty list"],
  [["a"], "a list"],
  [() => 1, "a function"],
  ["a", "'a'"],
  [1, "'1'"],
  [null, "'null'"],
  [/^a$/i, "the pattern /^a$/i"],
  [{}, "an object"],
])("a wrong value is shown as what it is: %p", (value, words) => {
  expect(shown(value)).toBe(words);
});

test("of many names the first five are shown, and how many more there are", () => {
  const known = (...names: string[]) => fakeLacksWorkspace("cn-shanghai/9", names).message;

  expect(known("1", "2", "3", "4", "5")).toContain("; it has 1, 2, 3, 4, 5\n");
  expect(known("1", "2", "3", "4", "5", "6")).toContain("; it has 1, 2, 3, 4, 5 and 1 more\n");
  expect(known()).toContain("; it has none\n");
});

test("a name that differs from a job's in case is told before the nearest ones, and one that differs in more is not", () => {
  const lines = (jobName: string) =>
    jobNotFound(jobName, "w", { nearest: ["orders"], names: ["crm", "orders"] })
      .message.split("\n  ")
      .slice(1);

  expect(lines("Orders")).toEqual(["'orders' differs in case only", "nearest names: orders"]);
  expect(lines("order")).toEqual(["nearest names: orders"]);
  expect(jobNotFound("a", "w", { nearest: [], names: [] }).problems[0].facts).toEqual(["it has no jobs at all"]);
});

test.each([
  ["ORDERS ", ["Orders", "orders "], "'orders ' differs in case only"],
  [
    "cafe\u0301",
    [" Caf\u00e9"],
    "' Caf\u00e9' differs in case and spaces at an end and how its characters are composed only",
  ],
])(
  "of the names that people hardly tell from '%s' the one with the fewest differences is told",
  (name, names, says) => {
    expect(jobNotFound(name, "w", { nearest: [], names }).problems[0].facts?.[0]).toBe(says);
  },
);

test("names that Terraform composes to one are shown by what they are composed of", () => {
  const jobs = [
    { jobName: "e\u0301", diJobId: "1" },
    { jobName: "\u00e9", diJobId: "2" },
  ];

  expect(jobNamesComposed(jobs, "w", "use the ids").message.split("\n  ")).toEqual([
    "w has jobs whose names are one to Terraform: 'e\\u{301}' (1), '\u00e9' (2)",
    "Terraform composes characters (Unicode NFC), and these names differ in nothing else",
    "use the ids",
    "or rename all but one",
  ]);
});

describe("several problems", () => {
  const first = new DataWorksError("Throttled", { what: "a", where: "prod/jobs", repairs: ["wait"] });
  const second = new DataWorksError("JobNotFound", { what: "b", where: "prod/jobs" });

  test("of one place say the place once", () => {
    expect(together([first, second])?.message).toBe("a\n  at prod/jobs\n  wait\nb");
    expect(
      together([first, second.at("dev/jobs"), new DataWorksError("Throttled", { what: "c", where: "x" })])?.message,
    ).toBe("a\n  at prod/jobs\n  wait\nb\nc\n  at x");
  });

  test("have the code of the first; one alone stays as it is, and none is none", () => {
    expect(together([first, second])?.code).toBe("Throttled");
    expect(together([second])).toBe(second);
    expect(together([])).toBeUndefined();
  });

  test("of a list are all told, and what succeeds is given", () => {
    const give = (error: DataWorksError | string) => {
      if (typeof error === "string") return error.toUpperCase();
      throw error;
    };

    expect(forAll(["a", "b"], give)).toEqual(["A", "B"]);
    expect(failure(() => forAll([first, "a", second], give)).message).toBe("a\n  at prod/jobs\n  wait\nb");
    expect(() =>
      forAll(["a"], () => {
        throw new RangeError("not ours");
      }),
    ).toThrow(RangeError);
  });

  test("in one line have everything, without commas before the next part", () => {
    const problems: Problem[] = [
      { what: "a, b", where: "p", facts: ["c"], repairs: ["set X,", "or Y"] },
      { what: "d" },
    ];

    expect(inOneLine(problems)).toBe("a, b; at p; c; set X; or Y; d");
  });
});

test("what is known of a failed call is there, and no field shows when an error is printed as an object", () => {
  const error = new DataWorksError("Throttled", { what: "a" }, { requestId: "R\n1", statusCode: 429, attempts: 2 });

  expect(Object.keys(error)).toEqual([]);
  expect(error.toJSON()).toEqual({
    code: "Throttled",
    message: "a",
    problems: [{ what: "a", facts: [], repairs: [] }],
    requestId: "R\\u{a}1",
    statusCode: 429,
    attempts: 2,
  });
  expect("cause" in error).toBe(false);
});

test.each(ERROR_CODES)("each error that people meet as %s has that code", (code) => {
  expect(errorSamples[code].map((error) => error.code)).toEqual(errorSamples[code].map(() => code));
});

test.each([undefined, null, 5, "DataWorksError", {}, new Error("x")])("%p is no error of this library", (value) => {
  expect(DataWorksError.is(value)).toBe(false);
});

test("a warning of several problems reads as an error does, and is made harmless as one", () => {
  expect(renderProblems([{ what: "a\n", repairs: ["b", ""] }])).toBe("a\\u{a}\n  b");
  expect(snapshots.jobRecreated("orders", "here", ["1"], ["9"])).toBe(
    "'orders' of here was recreated: the snapshot has the id 1, now it is 9\n" +
      "  resources that hold the recorded id will be replaced\n" +
      "  once that is intended, record the new one with: npx --no-install dijobs refresh",
  );
  expect(snapshots.snapshotUpgraded("s.json")).toBe(
    "snapshot 's.json' was of version 1, and is of version 2 from now on; older releases do not read it",
  );
});

const REFUSAL = Object.assign(new Error("no"), { code: "EACCES" });

test.each([
  snapshots.snapshotRefused("s.json", REFUSAL),
  snapshots.snapshotTypesRefused("s.d.ts", REFUSAL),
  snapshots.snapshotInvalid("s.json", "line 1", "x", undefined, REFUSAL),
  baselineNotWritten("b.jsonl", REFUSAL),
  baselineInvalid("b.jsonl", 1, "x", undefined, REFUSAL),
  frameworkMissing("cdktf", "npm i cdktf", "or another", REFUSAL),
  policyNotRead("p.yaml", "x", REFUSAL),
  programs.fileInvalid("cdktf.json", "x", "y", REFUSAL),
  programs.outputNotWritten("junit.xml", REFUSAL),
  sdkMissing(REFUSAL),
  emulatorFailed("x", REFUSAL),
])("what the system said is kept as the cause of %p", ({ cause }) => {
  expect(cause).toBe(REFUSAL);
});

test("an error of a call tells its request, its status and how often it was sent", () => {
  const error = calls.throttled(call("Throttling.User: no", { requestId: "R-1", statusCode: 429, attempts: 3 }));

  expect(error).toMatchObject({ requestId: "R-1", statusCode: 429, attempts: 3 });
});

test.each([
  [
    snapshots.snapshotCreated("s.json"),
    "snapshot 's.json' is new: commit it, or say with DIJOBS_SNAPSHOT where yours is",
  ],
  [
    snapshots.questionsUseless(["cn-shanghai/1", "cn-shanghai/2"]),
    "2 questions asked for nothing, as the snapshot says that this app asks: cn-shanghai/1; cn-shanghai/2; " +
      "what its stacks do not ask any more goes by: npx --no-install dijobs refresh; " +
      "a stack that is gone by: npx --no-install dijobs refresh --forget <stack>; " +
      "other stages may have a DIJOBS_APP each, or DIJOBS_PREFETCH=off",
  ],
  [
    snapshots.questionUnused("cn-shanghai/1", ["prod/jobs"], true),
    "nobody asks cn-shanghai/1 any more, as prod/jobs did; it was dropped; " +
      "if another stage does, whose stacks have the same ids, give each a DIJOBS_APP and record both",
  ],
  [
    snapshots.questionUnused("cn-shanghai/1", ["prod/jobs", "dev/jobs"], false),
    "nobody asks cn-shanghai/1 any more, as prod/jobs, dev/jobs did; " +
      "if another stage does, whose stacks have the same ids, give each a DIJOBS_APP and record both; " +
      "otherwise drop it by: npx --no-install dijobs refresh --prune",
  ],
  [snapshots.forgetApp("a b"), "DIJOBS_APP='a b' npx --no-install dijobs refresh --no-app --forget '*'"],
])("a note says: %s", (note, words) => {
  expect(note).toBe(words);
});
