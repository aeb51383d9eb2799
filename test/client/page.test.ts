import { listedJobs } from "../../src/client/listed-jobs";
import { decodePage } from "../../src/client/page";
import { canonicalQuery } from "../../src/model/query";
import { wireJob } from "../_support/scripted-server";

const query = listedJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }));
const query2024 = listedJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", apiVersion: "2024-05-18" }));

function decode(paging: unknown, more: Record<string, unknown> = {}) {
  return decodePage({ text: JSON.stringify({ RequestId: "REQ-0", DIJobPaging: paging, ...more }) }, query);
}

function decodeJob(more: Record<string, unknown>) {
  return decode({ TotalCount: 1, DIJobs: [wireJob(1, more)] });
}

test.each([
  ["missing", {}],
  ["null", { DIJobs: null }],
  ["empty", { DIJobs: [] }],
])("an empty answer whose list is %s has no jobs", (_, list) => {
  expect(decode({ TotalCount: 0, ...list })).toMatchObject({ totalCount: 0, items: [] });
});

test("numbers may come as strings, and unknown fields are passed over", () => {
  const page = decode({
    TotalCount: "1",
    Flavour: { Deep: 1 },
    DIJobs: [wireJob(1, { DIJobId: "5", ProjectId: "1967" })],
  });

  expect(page).toMatchObject({ totalCount: 1, items: [{ diJobId: "5", projectId: "1967" }] });
  expect(page).not.toHaveProperty("items.0.Flavour");
});

test("documented values get their documented spelling, whatever their case", () => {
  const page = decodeJob({ MigrationType: "FULLANDREALTIMEINCREMENTAL", JobStatus: "running" });

  expect(page).toMatchObject({
    items: [{ migrationType: "FullAndRealtimeIncremental", jobStatus: "Running" }],
    unknownValues: [],
  });
});

test("values outside the documentation pass as they are, and are noted", () => {
  const page = decodeJob({ MigrationType: "api_Full", JobStatus: "Hibernating", SourceDataSourceType: "mysql" });

  expect(page).toMatchObject({
    items: [{ migrationType: "api_Full", jobStatus: "Hibernating", sourceDataSourceType: "mysql" }],
    unknownValues: ["migrationType 'api_Full'", "jobStatus 'Hibernating'"],
  });
});

test("a text that is missing is empty, and noted where it has documented values", () => {
  const page = decodeJob({ MigrationType: null, SourceDataSourceType: undefined });

  expect(page).toMatchObject({
    items: [{ migrationType: "", sourceDataSourceType: "" }],
    unknownValues: ["migrationType ''"],
  });
});

test("2024-05-18 gives the id as Id, and as the deprecated DIJobId where that is missing", () => {
  const jobs = [wireJob(1, { Id: 11, DIJobId: "1" }), wireJob(12)];

  const page = decodePage({ text: JSON.stringify({ PagingInfo: { TotalCount: 2, DIJobs: jobs } }) }, query2024);

  expect(page).toMatchObject({ items: [{ diJobId: "11", importId: "1967:11" }, { diJobId: "12" }] });
});

test.each([
  ["HTML", "<html>Please log in</html>", "no JSON: '<html>Please log in</html>'"],
  ["nothing", "", "no JSON: an empty body"],
  ["truncated JSON", '{"DIJobPaging":{"TotalCount":1', "no JSON"],
  ["a list", "[1]", "no JSON"],
  ["the other version's envelope", '{"PagingInfo":{"TotalCount":0}}', "no DIJobPaging"],
  ["no total", '{"DIJobPaging":{"DIJobs":[]}}', "TotalCount missing"],
  ["a fraction as total", '{"DIJobPaging":{"TotalCount":1.5}}', "TotalCount '1.5'"],
  ["an object as list", '{"DIJobPaging":{"TotalCount":1,"DIJobs":{"a":1}}}', "DIJobs {"],
  ["a text as job", '{"DIJobPaging":{"TotalCount":1,"DIJobs":["a"]}}', "a job that is 'a'"],
])("%s is unreadable", (_, text, what) => {
  expect(decodePage({ text }, query)).toMatchObject({ failed: "unreadable", what: expect.stringContaining(what) });
});

test.each([
  [{ DIJobId: "abc" }, "the id 'abc'"],
  [{ DIJobId: undefined }, "the id missing"],
  [{ DIJobId: 0 }, "the id '0'"],
  [{ ProjectId: 1968 }, "another workspace, '1968'"],
  [{ JobName: null }, "job 1 whose JobName is null"],
  [{ JobName: undefined }, "job 1 whose JobName is missing"],
  [{ JobStatus: { is: 1 } }, 'job 1 whose JobStatus is {"is":"1"}'],
  [{ Owner: 5 }, "job 1 whose Owner is '5'"],
])("a job with %j is unreadable", (more, what) => {
  expect(decodeJob(more)).toMatchObject({
    failed: "unreadable",
    what: expect.stringContaining(what),
    requestId: "REQ-0",
  });
});

test("an object with a code instead of a page is the API's refusal", () => {
  const text = '{"RequestId":"REQ-1","Code":"Forbidden.Access","Message":"no"}';

  expect(decodePage({ text, statusCode: 403, requestId: "REQ-HEAD", retryAfterMs: 100 }, query)).toEqual({
    failed: "rejected",
    apiCode: "Forbidden.Access",
    message: "no",
    requestId: "REQ-1",
    statusCode: 403,
    retryAfterMs: 100,
  });
});

test.each([
  [{ Success: false }, { apiCode: "Success false", message: "", statusCode: 200 }],
  [{ success: { is: 0 } }, { apiCode: 'Success {"is":"0"}', statusCode: 200 }],
  [
    { Success: "no", Code: "200" },
    { apiCode: "Success no", statusCode: 200 },
  ],
  [
    { HttpStatusCode: 404, Message: "gone" },
    { apiCode: "HttpStatusCode 404", message: "gone", statusCode: 404 },
  ],
  [{ HttpStatusCode: "400" }, { apiCode: "HttpStatusCode 400", statusCode: 400 }],
  [
    { Code: 0, ErrorCode: 1101080008, ErrorMessage: "e" },
    { apiCode: "1101080008", message: "e", statusCode: 200 },
  ],
  [
    { CODE: " Busy ", message: "m", ErrorMessage: "e" },
    { apiCode: "Busy", message: "m", statusCode: 200 },
  ],
])("the words of a failure are taken from where it has them: %j", (body, told) => {
  expect(decodePage({ text: JSON.stringify(body), statusCode: 200 }, query)).toMatchObject({
    failed: "rejected",
    ...told,
  });
});

test.each([{ HttpStatusCode: 399 }, { Code: "ok", Success: "TRUE" }, { Code: "SUCCESS", HttpStatusCode: "200" }])(
  "%j alone is no failure, and no page",
  (body) => {
    expect(decodePage({ text: JSON.stringify(body) }, query)).toMatchObject({
      failed: "unreadable",
      what: expect.stringContaining("no DIJobPaging"),
    });
  },
);

describe.each([
  ["2020-05-18", "DIJobPaging", query],
  ["2024-05-18", "PagingInfo", query2024],
])("in %s", (_, name, asked) => {
  const pages = {
    "no jobs": { TotalCount: 0, DIJobs: [] },
    "no list": { TotalCount: 0 },
    "a part of the jobs": { TotalCount: 1, DIJobs: [wireJob(1)] },
  };

  test.each(
    Object.entries(pages).flatMap(([list, page]) =>
      [
        { Success: false },
        { Code: "InternalError.System" },
        { Code: 1101080008 },
        { HttpStatusCode: 400 },
        { Success: "false", Code: "400010", HttpStatusCode: "403" },
      ].flatMap((failure) => [200, 201, 400, 500].map((statusCode) => ({ statusCode, failure, list, page }))),
    ),
  )("$statusCode with $failure beside $list is that failure", ({ statusCode, failure, page }) => {
    const text = JSON.stringify({ RequestId: "REQ-0", ...failure, [name]: page });

    expect(decodePage({ text, statusCode }, asked)).toMatchObject({ failed: "rejected", requestId: "REQ-0" });
  });

  test("a failure that stands within the page is one, too", () => {
    const text = JSON.stringify({ [name]: { TotalCount: 0, DIJobs: [], Success: false, Code: "Busy" } });

    expect(decodePage({ text, statusCode: 200 }, asked)).toMatchObject({ failed: "rejected", apiCode: "Busy" });
  });

  test.each([
    {},
    { Success: true, Code: "200", HttpStatusCode: 200 },
    { Success: "true", Code: "OK", Message: "success", ErrorCode: null, ErrorMessage: "" },
    { Code: 0, HttpStatusCode: "200", ErrorCode: "0" },
    { Code: "Success", Success: 1 },
    { Code: "", Success: null, HttpStatusCode: null },
  ])("a page with %j is a page", (more) => {
    const text = JSON.stringify({ ...more, [name]: pages["a part of the jobs"] });

    expect(decodePage({ text, statusCode: 200 }, asked)).toMatchObject({ totalCount: 1 });
  });

  test.each([400, 404, 500, 503])("a page with %i and no failure in it is no page", (statusCode) => {
    const text = JSON.stringify({ [name]: pages["no jobs"] });

    expect(decodePage({ text, statusCode, contentType: "application/json" }, asked)).toEqual({
      failed: "unreadable",
      what: "application/json",
      statusCode,
      requestId: undefined,
      retryAfterMs: undefined,
    });
  });
});

test("the status that a body tells counts where that of the answer tells no failure", () => {
  const text = '{"Success":false,"HttpStatusCode":403,"Code":"400010"}';

  expect(decodePage({ text, statusCode: 200 }, query)).toMatchObject({ statusCode: 403 });
  expect(decodePage({ text, statusCode: 500 }, query)).toMatchObject({ statusCode: 500 });
});

test.each([
  ["with a message", "<Code>SignatureDoesNotMatch</Code><Message>no</Message>", "no"],
  ["with an empty one", "<Code>SignatureDoesNotMatch</Code><Message></Message>", ""],
  ["without one", "<Code>SignatureDoesNotMatch</Code><HostId>x</HostId>", ""],
])("a refusal in XML is one, %s", (_, parts, message) => {
  for (const head of ["<?xml version='1.0' encoding='UTF-8'?>\n    ", "\n", ""])
    expect(
      decodePage({ text: `${head}<Error><RequestId>REQ-1</RequestId>${parts}</Error>`, statusCode: 400 }, query),
    ).toEqual({
      failed: "rejected",
      apiCode: "SignatureDoesNotMatch",
      message,
      statusCode: 400,
      requestId: undefined,
      retryAfterMs: undefined,
    });
});

test.each([
  "<html><Code>x</Code></html>",
  "<Error>no</Error>",
  "<Error><Code></Code></Error>",
  "x <Error><Code>x</Code></Error>",
])("another text is none: %s", (text) => {
  expect(decodePage({ text, statusCode: 400 }, query)).toMatchObject({ failed: "unreadable", what: "no content" });
});

const ODD_NUMBERS = ["9.007199254740993e15", "900719925474099.3e1", "1e3", "1.0", "0.1e1", "-0", "-5", "1e400", "0"];

test.each([...ODD_NUMBERS, "9".repeat(40)])("the id %s is no id, as a number and as a text", (number) => {
  for (const written of [number, JSON.stringify(number)])
    for (const id of ["DIJobId", "ProjectId"]) {
      const row = JSON.stringify({ ...wireJob(1), [id]: "@" }).replace('"@"', written);

      expect(decodePage({ text: `{"DIJobPaging":{"TotalCount":1,"DIJobs":[${row}]}}` }, query)).toMatchObject({
        failed: "unreadable",
        what: expect.stringContaining(number.slice(0, 20)),
      });
    }
});

test.each([...ODD_NUMBERS.filter((number) => number !== "0"), "9".repeat(17)])("%s is no number of jobs", (number) => {
  for (const written of [number, JSON.stringify(number)])
    expect(decodePage({ text: `{"DIJobPaging":{"TotalCount":${written},"DIJobs":[]}}` }, query)).toMatchObject({
      what: `TotalCount '${number}'`,
    });
});

test.each(["9223372036854775807", "8604388726201130001", "9007199254740993", "1"])(
  "the id %s keeps every digit, as a number and as a text",
  (id) => {
    for (const written of [id, JSON.stringify(id)]) {
      const row = JSON.stringify(wireJob(1)).replace('"DIJobId":1', `"DIJobId":${written}`);

      expect(decodePage({ text: `{"DIJobPaging":{"TotalCount":1,"DIJobs":[${row}]}}` }, query)).toMatchObject({
        items: [{ diJobId: id }],
      });
    }
  },
);

test.each(["5", "1234567890123456", "12345678901234567890", "1e3"])(
  "the name %s is a name as a text, and none as a number, whatever else the answer has",
  (name) => {
    for (const other of ["2", "9007199254740993"]) {
      const rows = (written: string) =>
        [wireJob(1, { JobName: "@" }), wireJob(2, { DIJobId: "#" })]
          .map((row) => JSON.stringify(row).replace('"@"', written).replace('"#"', other))
          .join(",");
      const outcome = (written: string) =>
        decodePage({ text: `{"DIJobPaging":{"TotalCount":2,"DIJobs":[${rows(written)}]}}` }, query);

      expect(outcome(JSON.stringify(name))).toMatchObject({ items: [{ jobName: name }, { diJobId: other }] });
      expect(outcome(name)).toMatchObject({ failed: "unreadable", what: expect.stringContaining(`'${name}'`) });
    }
  },
);

test.each([
  ["list", '"DIJobs":[],"DIJobs":[@]'],
  ["total", '"TotalCount":0,"DIJobs":[@]'],
  ["envelope", '"DIJobs":[@]}, "DIJobPaging":{"TotalCount":1,"DIJobs":[]'],
  ["field of a job", '"DIJobs":[{"JobName":"a","JobName":"b"}]'],
  ["field that is spelled in two ways", '"DIJobs":[@],"Total\u0043ount":1'],
  ["field that nobody knows", '"DIJobs":[@],"Flavour":{"a":1,"a":1}'],
])("a repeated %s is refused, also where all numbers are short", (_, fields) => {
  for (const id of ["1", "9007199254740993"]) {
    const row = JSON.stringify(wireJob(1)).replace('"DIJobId":1', `"DIJobId":${id}`);
    const text = `{"DIJobPaging":{"TotalCount":1,${fields.replace("@", row)}}}`;

    expect(decodePage({ text }, query)).toMatchObject({
      failed: "unreadable",
      what: expect.stringContaining("JSON with a name twice in one object"),
    });
  }
});

test("an id of a request that has any length is kept short", () => {
  const text = JSON.stringify({ RequestId: "http://x.".repeat(2 ** 20), Code: "Busy" });

  expect(decodePage({ text }, query)).toMatchObject({ requestId: expect.stringMatching(/^.{100}…$/) });
});

test("a text of any length is quoted in a few words, without the secret that it ends in", () => {
  const text = `${" ".repeat(3_990)}{"securityToken":"${"s3cr3t".repeat(100)}"} ${"x".repeat(2 ** 20)}`;

  const outcome = decodePage({ text: `x${text}` }, query);

  expect(outcome).toMatchObject({ failed: "unreadable", what: expect.stringMatching(/^no JSON: 'x.{0,60}'$/) });
  expect(JSON.stringify(outcome)).not.toContain("s3cr3t");
});

test("a job named like a part of every object is an ordinary job", () => {
  expect(decodeJob({ JobName: "__proto__" })).toMatchObject({ items: [{ jobName: "__proto__" }] });
});
