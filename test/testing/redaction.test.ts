import fc from "fast-check";
import type { RecordedExchange } from "../../src/testing/emulator/recording";
import { redacted } from "../../src/testing/emulator/redaction";
import { Replay } from "../../src/testing/emulator/replay";

const exchange = (body: unknown, parameters: Record<string, string> = {}): RecordedExchange => ({
  action: "ListDIJobs",
  version: "2024-05-18",
  method: "GET",
  parameters: { ProjectId: "556677", PageNumber: "1", ...parameters },
  status: 200,
  headers: { "content-type": "application/json", "x-acs-request-id": "6BD3", "set-cookie": "secret", date: "now" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

const bodies = (...exchanges: RecordedExchange[]) => redacted(exchanges).exchanges.map(({ body }) => JSON.parse(body));

test("ids keep their order, their form and whether a number holds them", () => {
  const { exchanges } = redacted([
    exchange('{"DIJobs":[{"Id":8604388726201130001,"DIJobId":"8604388726201130001"},{"Id":300},{"Id":77}]}'),
    exchange('{"DIJobs":[{"Id":"8604388726201130000","ProjectId":556677},{"Id":100}]}'),
  ]);

  expect(exchanges.map(({ body }) => body)).toEqual([
    '{"DIJobs":[{"Id":9007199254740994,"DIJobId":"9007199254740994"},{"Id":10003},{"Id":10001}]}',
    '{"DIJobs":[{"Id":"9007199254740993","ProjectId":1001},{"Id":10002}]}',
  ]);
  expect(exchanges[0]?.parameters).toEqual({ ProjectId: "1001", PageNumber: "1" });
});

test("a name is the same wherever it stands, and words of the API stay", () => {
  const row = {
    JobName: "orders",
    Owner: "me@example.com",
    MigrationType: "Full",
    JobStatus: "Running",
    Extra: "orders",
  };
  const [first, second] = bodies(
    exchange({ PagingInfo: { TotalCount: 1, PageNumber: 1, PageSize: 100, DIJobs: [row] } }, { Name: "orders" }),
    exchange({ PagingInfo: { DIJobs: [{ JobName: "crm", Owner: "me@example.com" }] } }),
  );

  const [job] = first.PagingInfo.DIJobs;
  expect(first.PagingInfo).toMatchObject({ TotalCount: 1, PageNumber: 1, PageSize: 100 });
  expect(job).toMatchObject({ MigrationType: "Full", JobStatus: "Running", Extra: job.JobName });
  expect(job.JobName).not.toBe("orders");
  expect(second.PagingInfo.DIJobs[0].Owner).toBe(job.Owner);
  expect(redacted([exchange({ DIJobs: [row] }, { Name: "orders" })]).exchanges[0]?.parameters.Name).toMatch(
    /^\w+_\d+$/,
  );
});

test("what a refusal says, headers, and what is no JSON are left out", () => {
  const { exchanges } = redacted([
    exchange({
      Code: "Forbidden.Access",
      Message: "user 1234 of acs:ram::77:root",
      HostId: "x",
      AccessDeniedDetail: { AuthPrincipalOwnerId: "77" },
    }),
    exchange("<html>my portal</html>"),
    exchange({ Code: "user acs:ram::77:root" }),
  ]);

  expect(exchanges[0]?.body).toContain('"Code":"Forbidden.Access"');
  expect(JSON.stringify(exchanges)).not.toMatch(/1234|acs:ram|"77"|portal|6BD3|cookie|now/);
});

test("of whatever a service tells, no value stays that is no word of the API", () => {
  const secret = fc.stringMatching(/^[a-z]{3}\.SECRET\.[a-z@:/ "]{0,9}$/);
  const uid = fc.bigInt({ min: 10n ** 15n, max: 9n * 10n ** 15n }).map(String);
  const name = fc.constantFrom("JobName", "Owner", "Id", "DIJobId", "Message", "HostId", "Extra", "RequestId", "Name");
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      secret,
      uid,
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(name, tie("json"), { maxKeys: 4 }),
    ),
  }));
  const exchanges = fc.array(fc.tuple(json, secret), { minLength: 1, maxLength: 4 });

  fc.assert(
    fc.property(exchanges, (given) => {
      const written = JSON.stringify(redacted(given.map(([body, asked]) => exchange({ body }, { JobName: asked }))));
      const told = JSON.stringify(given).match(/\b\d{16}\b/g) ?? [];

      expect(written).not.toContain("SECRET");
      for (const digits of told) if (BigInt(digits) < 9_007_199_254_740_993n) expect(written).not.toContain(digits);
    }),
    { numRuns: 300 },
  );
});

test("equal calls are replayed in their order, and the last one stays", () => {
  const replay = new Replay({
    version: 1,
    exchanges: [exchange("1"), exchange("2"), exchange("3", { PageNumber: "2" })],
  });
  const called = { action: "ListDIJobs", version: "2024-05-18", parameters: { PageNumber: "1", ProjectId: "556677" } };
  const ask = () => replay.answer(called);

  expect([ask(), ask(), ask()]).toEqual(["1", "2", "2"].map((body) => expect.objectContaining({ status: 200, body })));
  expect(replay.answer({ ...called, version: "2020-05-18" })).toMatchObject({ status: 404, code: "NotRecorded" });
});
