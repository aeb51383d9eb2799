import fc from "fast-check";
import { InexactJson, parseExactly, WrittenNumber } from "../../src/client/json";
import { listedJobs } from "../../src/client/listed-jobs";
import { decodePage } from "../../src/client/page";
import { API_VERSIONS } from "../../src/model/api-version";
import { canonicalQuery } from "../../src/model/query";
import { budget } from "../_support/budget";

const anyText = fc.string({ unit: "binary" });
const anyId = fc.bigInt(1n, 2n ** 63n - 1n).map(String);
const anyQuery = fc
  .constantFrom(...API_VERSIONS)
  .map((apiVersion) => canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", apiVersion }));

const anyJob = fc.record({
  diJobId: anyId,
  jobName: fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "toString")),
  sourceDataSourceType: anyText,
  destinationDataSourceType: anyText,
});

/** Fields that no documentation knows; none of those that one does. */
const moreFields = fc.dictionary(
  fc.oneof(
    anyText.filter((name) => !/^(Id|DIJobId|ProjectId|JobName|.*Type|JobStatus|Owner)$/.test(name)),
    fc.constant("__proto__"),
  ),
  fc.jsonValue(),
);

/** An answer as the API writes it: ids are JSON integers, however large. */
function written(
  jobs: readonly { more: object; diJobId: string; [field: string]: unknown }[],
  envelope: string,
): string {
  const rows = jobs.map(({ more, diJobId, jobName, sourceDataSourceType, destinationDataSourceType }) => {
    const texts = {
      JobName: jobName,
      MigrationType: "Full",
      SourceDataSourceType: sourceDataSourceType,
      DestinationDataSourceType: destinationDataSourceType,
      JobStatus: "Running",
    };
    const fields = [...Object.entries(more), ...Object.entries(texts)].map(
      ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    );
    return `{${[`"DIJobId":${diJobId}`, `"ProjectId":1967`, ...fields].join(",")}}`;
  });
  return `{"RequestId":"R","${envelope}":{"TotalCount":${jobs.length},"DIJobs":[${rows.join(",")}]}}`;
}

test("every job is decoded to the last digit and letter, whatever stands beside it", () => {
  fc.assert(
    fc.property(anyQuery, fc.array(fc.tuple(anyJob, moreFields)), (query, rows) => {
      const envelope = query.apiVersion === "2020-05-18" ? "DIJobPaging" : "PagingInfo";
      const text = written(
        rows.map(([job, more]) => ({ ...job, more })),
        envelope,
      );

      const page = decodePage({ text }, listedJobs(query));

      expect(page).toMatchObject({ totalCount: rows.length, unknownValues: [] });
      expect(page).toMatchObject({ items: rows.map(([job]) => job) });
    }),
    budget(200),
  );
});

test("what is read to the letter is what JSON.parse reads, and nothing else is JSON", () => {
  const texts = fc.oneof(
    fc.json(),
    fc
      .array(fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "-", "0", "1", ".", "e", "\\", "u0041", " ", "null"))
      .map((all) => all.join("")),
  );
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const asNumbers = (value: unknown): unknown => {
    if (value instanceof WrittenNumber) return Number(value.text);
    if (Array.isArray(value)) return value.map(asNumbers);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asNumbers(each)]));
  };
  fc.assert(
    fc.property(texts, (text) => {
      const [exact, native] = [parseExactly, JSON.parse].map((parse) => {
        try {
          return { value: parse(text) };
        } catch (error) {
          return error;
        }
      });
      if (exact instanceof InexactJson) return;
      if (native instanceof SyntaxError) expect(exact).toBeInstanceOf(SyntaxError);
      else expect(plain(asNumbers(exact))).toEqual(plain(native));
    }),
    budget(2_000),
  );
});

test("any text is a page or a failure that quotes a little of it, and changes nothing else", () => {
  const pieces = fc.constantFrom("{", "}", "[", "]", '"', ",", "null", "1e999", '"__proto__":', "\\", "\n", "</html>");
  const [query] = API_VERSIONS.map((apiVersion) =>
    canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", apiVersion }),
  );
  const text = written([{ more: {}, diJobId: "9007199254740993", jobName: "orders" }], "DIJobPaging");
  const damage = fc.tuple(fc.nat(text.length), fc.nat(40), fc.oneof(pieces, anyText));
  const damaged = fc
    .array(damage, { minLength: 1, maxLength: 3 })
    .map((damages) =>
      damages.reduce((one, [at, length, put]) => one.slice(0, at) + put + one.slice(at + length), text),
    );

  fc.assert(
    fc.property(fc.oneof(damaged, fc.json(), anyText), (answer) => {
      const outcome = decodePage(
        { text: answer },
        listedJobs(query ?? canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" })),
      );

      if ("items" in outcome) for (const job of outcome.items) expect(job.diJobId).toMatch(/^[1-9][0-9]*$/);
      else if (outcome.failed === "unreadable") expect(outcome.what.length).toBeLessThan(300);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    budget(1_000),
  );
});

test("any JSON in the place of any field is a page or a failure", () => {
  const query = listedJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }));
  const places = [
    (json: string) => json,
    (json: string) => `{"DIJobPaging":${json}}`,
    (json: string) => `{"DIJobPaging":{"TotalCount":${json},"DIJobs":[]}}`,
    (json: string) => `{"DIJobPaging":{"TotalCount":1,"DIJobs":${json}}}`,
    (json: string) => `{"DIJobPaging":{"TotalCount":1,"DIJobs":[${json}]}}`,
    (json: string) => `{"DIJobPaging":{"TotalCount":1,"DIJobs":[{"DIJobId":${json}}]}}`,
    (json: string) => `{"Code":${json},"Message":${json},"RequestId":${json}}`,
  ];
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.json(), (place, json) => {
      expect(decodePage({ text: place(json) }, query)).toBeDefined();
    }),
    budget(1_000),
  );
});

test("an answer nested too deeply to be looked into is a failure", () => {
  const query = listedJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }));

  expect(decodePage({ text: "[".repeat(200_000) }, query)).toMatchObject({ failed: "unreadable" });
  expect(decodePage({ text: `{"a":`.repeat(200_000) }, query)).toMatchObject({ failed: "unreadable" });
});
