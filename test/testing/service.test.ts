import { parse } from "lossless-json";
import { inEveryVersion } from "../../src/model/service-traits";
import type { EmulatedJob } from "../../src/testing/emulated-job";
import type { Fault } from "../../src/testing/emulator/fault";
import { Service, type ServiceSettings } from "../../src/testing/emulator/service";
import { KEYS, SIGNED_AT, signedRequest } from "../_support/signed-request";

const service = (jobs: readonly EmulatedJob[] = [], settings: Partial<ServiceSettings> = {}) =>
  new Service(jobs, { accessKeys: KEYS, latencyMs: 0, ...settings });

/** Asks with the given faults on; the body is read as JSON. */
function ask(parameters: Record<string, string> = {}, faults: readonly Fault[] = [], asked = service(THREE_JOBS)) {
  asked.faults.replace(faults);
  const answer = asked.answer(signedRequest({ parameters: { ProjectId: "1967", ...parameters } }), SIGNED_AT);
  return { ...answer, json: JSON.parse(answer.body) };
}

const THREE_JOBS = ["orders", "crm", "stock"].map((jobName) => ({ jobName }));
const names = (json: { DIJobPaging: { DIJobs: { JobName: string }[] } }) =>
  json.DIJobPaging.DIJobs.map(({ JobName }) => JobName);

describe("a version", () => {
  const job = { diJobId: "16626", jobName: "mysql_to_holo_sync_8772", jobStatus: "Finished", owner: "12" };

  test("2020-05-18 answers in the words of its page", () => {
    const { status, json } = ask({}, [], service([job]));

    expect(status).toBe(200);
    expect(json).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      DIJobPaging: {
        TotalCount: 1,
        PageNumber: 1,
        PageSize: 10,
        DIJobs: [
          {
            DIJobId: 16626,
            ProjectId: 1967,
            JobName: "mysql_to_holo_sync_8772",
            MigrationType: "Full",
            SourceDataSourceType: "MySQL",
            DestinationDataSourceType: "Hologres",
            JobStatus: "Finished",
          },
        ],
      },
    });
  });

  test("2024-05-18 has another envelope, Id beside DIJobId, and Owner", () => {
    const { body } = service([job]).answer(signedRequest({ version: "2024-05-18" }), SIGNED_AT);

    expect(JSON.parse(body).PagingInfo.DIJobs).toEqual([
      expect.objectContaining({ Id: 16626, DIJobId: 16626, Owner: "12", JobName: "mysql_to_holo_sync_8772" }),
    ]);
  });

  test.each([
    ["2020-05-18", { JobName: "ORDERS" }, "DIJobPaging", 1],
    ["2020-05-18", { Name: "orders" }, "DIJobPaging", 3],
    ["2020-05-18", { MigrationType: "Nothing" }, "DIJobPaging", 3],
    ["2020-05-18", { JobName: "" }, "DIJobPaging", 3],
    ["2024-05-18", { Name: "ORDERS" }, "PagingInfo", 1],
    ["2024-05-18", { JobName: "orders" }, "PagingInfo", 3],
    ["2024-05-18", { MigrationType: "Nothing" }, "PagingInfo", 0],
    ["2024-05-18", { SourceDataSourceType: "Kafka" }, "PagingInfo", 0],
  ])("%s asked with %j", (version, filters, envelope, totalCount) => {
    const request = signedRequest({ version, parameters: { ProjectId: "1967", ...filters } });

    expect(JSON.parse(service(THREE_JOBS).answer(request, SIGNED_AT).body)[envelope].TotalCount).toBe(totalCount);
  });

  test.each([
    ["2020-05-18", "GET"],
    ["2024-05-18", "POST"],
  ])("%s is not to be had by %s", (version, method) => {
    const { status, body } = service().answer(signedRequest({ version, method }), SIGNED_AT);

    expect([status, JSON.parse(body).Code]).toEqual([404, "InvalidAction.NotFound"]);
  });

  test.each([
    ["another version", { version: "2018-06-01" }, "InvalidVersion"],
    ["another action", { headers: { "x-acs-action": "GetDIJob" } }, "InvalidAction.NotFound"],
    ["another type of body", { headers: { "content-type": "application/json" } }, "MissingProjectId"],
  ])("%s is refused", (_, changes, code) => {
    expect(JSON.parse(service().answer(signedRequest(changes), SIGNED_AT).body).Code).toBe(code);
  });
});

describe("a parameter", () => {
  test.each([
    [{ ProjectId: "" }, "MissingProjectId"],
    [{ ProjectId: "abc" }, "InvalidParameter"],
    [{ PageNumber: "0" }, "InvalidParameter"],
    [{ PageSize: "101" }, "InvalidParameter"],
    [{ PageSize: "ten" }, "InvalidParameter"],
  ])("%j is refused with %s", (parameters, code) => {
    const { status, json } = ask(parameters);

    expect([status, json.Code]).toEqual([400, code]);
    expect(json).toMatchObject({
      HostId: "127.0.0.1:8080",
      RequestId: expect.any(String),
      Message: expect.any(String),
    });
  });

  test("a page past the end is empty and still says how many jobs there are", () => {
    const { json } = ask({ PageNumber: "9", PageSize: "2" });

    expect(json.DIJobPaging).toEqual({ TotalCount: 3, PageNumber: 9, PageSize: 2, DIJobs: [] });
  });
});

test("an id beyond 2^53 is sent as an integer, to the last digit", () => {
  const { body } = ask({}, [], service([{ jobName: "big", diJobId: "9007199254740993" }]));

  expect(body).toContain('"DIJobId":9007199254740993,');
});

test("a host name that tells a region selects its jobs", () => {
  const jobs = service([
    { jobName: "here", regionId: "cn-shanghai" },
    { jobName: "there", regionId: "cn-beijing" },
  ]);
  const asked = (host: string) => names(JSON.parse(jobs.answer(signedRequest({ headers: { host } }), SIGNED_AT).body));

  expect(asked("dataworks.cn-shanghai.aliyuncs.com")).toEqual(["here"]);
  expect(asked("cn-beijing.localhost:8080")).toEqual(["there"]);
  expect(asked("127.0.0.1:8080")).toEqual(["here", "there"]);
});

test("one call more than the quota in a second is throttled", () => {
  const limited = service(THREE_JOBS, { quotaPerSecond: 2 });
  const statuses = [0, 500, 999, 1_000].map((afterMs) => limited.answer(signedRequest(), SIGNED_AT + afterMs).status);

  expect(statuses).toEqual([200, 200, 429, 200]);
  expect(limited.calls.map(({ code }) => code)).toEqual([undefined, undefined, "Throttling.User", undefined]);
});

test("every answer waits for the latency, and a slow one longer", () => {
  const far = () => service(THREE_JOBS, { latencyMs: 50 });

  expect(ask({}, [], far()).delayMs).toBe(50);
  expect(ask({}, [{ kind: "slow", delayMs: 7 }], far()).delayMs).toBe(57);
});

test("every call is recorded with what was asked and what came of it", () => {
  const asked = service(THREE_JOBS);
  asked.faults.replace([{ kind: "reset", page: 2 }]);
  asked.answer(signedRequest({ parameters: { ProjectId: "1967", PageNumber: "2" } }), SIGNED_AT);
  asked.answer(signedRequest({ secret: "wrong" }), SIGNED_AT);

  expect(asked.calls).toEqual([
    {
      time: "2026-03-01T12:00:00.000Z",
      action: "ListDIJobs",
      version: "2020-05-18",
      method: "POST",
      accessKeyId: "LTAItest",
      parameters: { ProjectId: "1967", PageNumber: "2" },
      page: 2,
      faults: ["reset"],
    },
    expect.objectContaining({ page: 1, status: 400, code: "SignatureDoesNotMatch", faults: [] }),
  ]);
});

describe("a fault", () => {
  test.each([
    ["Forbidden.Access", 403],
    ["Throttling.Api", 429],
    ["Throttling.System", 429],
    ["Throttling.User", 429],
    ["InternalError.System", 500],
    ["InternalError.UserId.Missing", 500],
  ])("refuses with %s, as documented", (code, documented) => {
    const { status, json } = ask({}, [{ kind: "error", code }]);

    expect([status, json.Code]).toEqual([documented, code]);
  });

  test("refuses with any other code, status, words and time to wait", () => {
    const { status, json, headers } = ask({}, [
      { kind: "error", code: "9990020002", status: 503, message: "busy", retryAfterMs: 250 },
    ]);

    expect([status, json.Code, json.Message, headers["x-acs-retry-after"]]).toEqual([503, "9990020002", "busy", "250"]);
  });

  test("hides no wrong signature", () => {
    const asked = service();
    asked.faults.replace([{ kind: "error", code: "Throttling.User" }]);

    expect(asked.answer(signedRequest({ secret: "wrong" }), SIGNED_AT).status).toBe(400);
  });

  test("tells of a failure beside the list, with status 200", () => {
    const { status, json } = ask({}, [{ kind: "error-beside-list", code: "InternalError.System" }]);

    expect([status, json.Code, json.Success, json.HttpStatusCode]).toEqual([200, "InternalError.System", false, 500]);
    expect(names(json)).toEqual(["orders", "crm", "stock"]);
  });

  test("answers 200 with the body of a refusal", () => {
    const { status, json } = ask({}, [{ kind: "error-with-200", code: "InternalError.System" }]);

    expect([status, json.Code]).toEqual([200, "InternalError.System"]);
  });

  test.each([16, -16])("shifts the server's clock by %d minutes", (minutes) => {
    expect(ask({}, [{ kind: "clock-skew", skewMs: minutes * 60_000 }]).json.Code).toBe("InvalidTimeStamp.Expired");
  });

  test.each<[string, Fault, object]>([
    ["a gateway's page", { kind: "html" }, { status: 502, headers: { "content-type": "text/html" } }],
    ["a captive portal's page", { kind: "html", status: 200 }, { status: 200, body: expect.stringMatching(/^<html>/) }],
    ["nothing", { kind: "empty" }, { status: 504, body: "" }],
    ["elsewhere", { kind: "redirect", location: "/login" }, { status: 302, headers: { location: "/login" }, body: "" }],
    ["late", { kind: "slow", delayMs: 70 }, { status: 200, delayMs: 70 }],
    ["byte by byte", { kind: "trickle", intervalMs: 9 }, { status: 200, intervalMs: 9 }],
    ["without end", { kind: "endless" }, { status: 200, endless: true }],
    ["packed", { kind: "gzip" }, { status: 200, packed: "gzip" }],
    ["half a body", { kind: "reset" }, { resetAt: "mid-body" }],
    ["not at all", { kind: "reset", when: "before-answer" }, { resetAt: "before-answer" }],
  ])("answers with %s", (_, fault, expected) => {
    const asked = service(THREE_JOBS);
    asked.faults.replace([fault]);

    expect(asked.answer(signedRequest(), SIGNED_AT)).toMatchObject(expected);
  });

  test("cuts the JSON in the middle", () => {
    const asked = service(THREE_JOBS);
    asked.faults.replace([{ kind: "truncated" }]);
    const { status, body } = asked.answer(signedRequest(), SIGNED_AT);

    expect(status).toBe(200);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  test.each<[Fault, readonly string[], number]>([
    [{ kind: "total-count", add: 2 }, ["orders", "crm", "stock"], 5],
    [{ kind: "own-total" }, ["orders", "crm", "stock"], 3],
    [{ kind: "page-size", most: 2 }, ["orders", "crm"], 3],
    [{ kind: "repeated-job" }, ["orders", "orders", "crm"], 3],
    [{ kind: "short-page" }, ["orders", "crm"], 3],
    [{ kind: "empty-page" }, [], 3],
    [{ kind: "duplicate-name" }, ["orders", "orders", "stock"], 3],
  ])("%j makes another page of it", (fault, expected, totalCount) => {
    const { json } = ask({}, [fault]);

    expect([names(json), json.DIJobPaging.TotalCount]).toEqual([expected, totalCount]);
  });

  test("the duplicate name is that of another job, the repeated job is the same one", () => {
    const idsUnder = (fault: Fault) =>
      ask({}, [fault])
        .json.DIJobPaging.DIJobs.slice(0, 2)
        .map((job: { DIJobId: number }) => job.DIJobId);

    expect(idsUnder({ kind: "duplicate-name" })).toEqual([10001, 10002]);
    expect(idsUnder({ kind: "repeated-job" })).toEqual([10001, 10001]);
  });

  test("shifts later pages: jobs come and go after the call is answered", () => {
    const asked = service(THREE_JOBS);
    const shift: Fault = { kind: "shift", page: 1, times: 1, addJobs: [{ jobName: "late" }], removeJobs: ["10001"] };
    const first = ask({ PageSize: "2" }, [shift], asked);
    const second = ask({ PageSize: "2", PageNumber: "2" }, [], asked);

    expect([...names(first.json), ...names(second.json)]).toEqual(["orders", "crm", "late"]);
  });

  test("added jobs take the place that a shift gives them, and a changed one keeps its own", () => {
    const asked = service(THREE_JOBS);
    const shift: Fault = {
      kind: "shift",
      addJobs: [{ jobName: "new" }],
      at: 1,
      changeJobs: { 10002: { jobName: "crm_v2" } },
    };
    ask({}, [shift], asked);

    expect(names(ask({}, [], asked).json)).toEqual(["orders", "new", "crm_v2", "stock"]);
  });

  test("a list of shifts is a plan of what changes after which call", () => {
    const asked = service(THREE_JOBS);
    asked.faults.replace([
      { kind: "shift", every: 2, times: 1, removeJobs: ["10001"] },
      { kind: "shift", every: 3, times: 1, addJobs: [{ jobName: "late" }] },
    ]);
    const listed = () =>
      names(JSON.parse(asked.answer(signedRequest({ parameters: { ProjectId: "1967" } }), SIGNED_AT).body));

    expect([listed(), listed(), listed(), listed(), listed()].map((page) => page.join(" "))).toEqual([
      "orders crm stock",
      "orders crm stock",
      "crm stock",
      "crm stock late",
      "crm stock late",
    ]);
  });

  test("a page that counts its own jobs says nothing of the others", () => {
    const { json } = ask({ PageSize: "2" }, [{ kind: "own-total" }]);

    expect(json.DIJobPaging).toMatchObject({ TotalCount: 2, DIJobs: { length: 2 } });
  });

  test.each<[Fault, object, readonly string[]]>([
    [{ kind: "page-size", most: 1 }, { PageNumber: 2, PageSize: 1 }, ["crm"]],
    [{ kind: "page-size", most: 1, offset: "asked" }, { PageNumber: 2, PageSize: 1 }, ["stock"]],
    [{ kind: "page-size", most: 5 }, { PageNumber: 2, PageSize: 2 }, ["stock"]],
    [{ kind: "echo", pageNumber: 1 }, { PageNumber: 1, PageSize: 2 }, ["stock"]],
    [{ kind: "echo", pageSize: 100 }, { PageNumber: 2, PageSize: 100 }, ["stock"]],
  ])("%j answers page 2 by two as it likes", (fault, expected, jobs) => {
    const { json } = ask({ PageSize: "2", PageNumber: "2" }, [fault]);

    expect(json.DIJobPaging).toMatchObject(expected);
    expect(names(json)).toEqual(jobs);
  });

  test("an echo that is null is left out", () => {
    const { json } = ask({}, [{ kind: "echo", pageNumber: null, pageSize: null }]);

    expect(Object.keys(json.DIJobPaging)).toEqual(["TotalCount", "DIJobs"]);
  });

  test.each<[string | undefined, object]>([
    ["missing", { TotalCount: 0, PageNumber: 1, PageSize: 10 }],
    ["null", { TotalCount: 0, PageNumber: 1, PageSize: 10, DIJobs: null }],
  ])("leaves an empty list %s", (as, expected) => {
    const fault: Fault = { kind: "no-list", as: as === "null" ? "null" : "missing" };

    expect(ask({}, [fault], service()).json.DIJobPaging).toEqual(expected);
    expect(names(ask({}, [fault]).json)).toHaveLength(3);
  });

  test("sends every number as a string", () => {
    const { body } = ask({}, [{ kind: "numbers-as-strings" }]);
    const numbers: string[] = [];
    parse(body, undefined, (text) => numbers.push(text));

    expect(numbers).toEqual([]);
    expect(body).toContain('"DIJobId":"10001"');
  });

  test("adds fields that nobody knows, everywhere", () => {
    const { json } = ask({}, [{ kind: "unknown-fields" }]);

    for (const object of [json, json.DIJobPaging, json.DIJobPaging.DIJobs[2]])
      expect(object).toMatchObject({ Flavour: "vanilla", Extra: { Depth: 2 } });
  });

  test("sends values that nobody knows, or in another case", () => {
    const job = (fault: Fault) => ask({}, [fault]).json.DIJobPaging.DIJobs[0];

    expect(job({ kind: "unknown-values" })).toMatchObject({ MigrationType: "api_Full", JobStatus: "Hibernating" });
    expect(job({ kind: "other-case" })).toMatchObject({ SourceDataSourceType: "MYSQL", JobStatus: "RUNNING" });
  });
});

describe("a question that is asked again", () => {
  const asked = () => service(THREE_JOBS);

  test("is answered in the same words, with a RequestId of its own", () => {
    const held = asked();

    const [first, second] = [ask({}, [], held).json, ask({}, [], held).json];

    expect(second).toEqual({ ...first, RequestId: expect.not.stringMatching(first.RequestId) });
  });

  test.each<[string, (held: Service) => void, string[]]>([
    ["added", ({ jobs }) => jobs.add([{ jobName: "late" }]), ["orders", "crm", "stock", "late"]],
    ["removed", ({ jobs }) => jobs.remove("10001"), ["crm", "stock"]],
    ["changed", ({ jobs }) => jobs.update("10002", { jobName: "crm_v2" }), ["orders", "crm_v2", "stock"]],
    ["replaced", ({ jobs }) => jobs.replace([{ jobName: "new" }]), ["new"]],
  ])("tells the jobs that there are when one was %s", (_, change, expected) => {
    const held = asked();
    expect(names(ask({}, [], held).json)).toEqual(["orders", "crm", "stock"]);

    change(held);

    expect(names(ask({}, [], held).json)).toEqual(expected);
  });

  test("is told by a service of other traits in their way, and with a fault in its way", () => {
    const held = asked();
    ask({}, [], held);

    expect(ask({}, [{ kind: "short-page" }], held).json.DIJobPaging.DIJobs).toHaveLength(2);
    held.traits = inEveryVersion({ idsAs: "text" });

    expect(ask({}, [], held).json.DIJobPaging.DIJobs[0].DIJobId).toBe("10001");
  });
});
