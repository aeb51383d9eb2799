import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot } from "../../src/snapshot/snapshot";
import { job, lookup } from "../_support/lookups";

test("one job and one construct path per line, sorted, with a final newline", () => {
  const text = renderSnapshot({
    version: 1,
    lookups: [
      lookup([job("10", "b"), job("9", "a", { owner: "me" })], {
        usedBy: { "app/b": ["z", "a", "z"], "app/a": ["*"], 7: [], 12: [] },
      }),
      lookup([], { apiVersion: "2020-05-18", regionId: "cn-beijing" }),
    ],
  });

  expect(text).toBe(`{
  "version": 1,
  "lookups": [
    {
      "query": {"apiVersion":"2020-05-18","regionId":"cn-beijing","projectId":"1967"},
      "observedAt": "2026-01-31T08:00:00Z",
      "usedBy": {},
      "jobs": []
    },
    {
      "query": {"apiVersion":"2020-05-18","regionId":"cn-shanghai","projectId":"1967"},
      "observedAt": "2026-01-31T08:00:00Z",
      "usedBy": {
        "12": [],
        "7": [],
        "app/a": ["*"],
        "app/b": ["a","z"]
      },
      "jobs": [
        {"diJobId":"9","jobName":"a","migrationType":"Full","sourceDataSourceType":"MySQL","destinationDataSourceType":"Hologres","jobStatus":"Running","owner":"me"},
        {"diJobId":"10","jobName":"b","migrationType":"Full","sourceDataSourceType":"MySQL","destinationDataSourceType":"Hologres","jobStatus":"Running"}
      ]
    }
  ]
}
`);
});

test("questions stand in the order of code points, not of code units", () => {
  const names = ["\u{1f600}", "\uffee", "b", "a"];
  const text = renderSnapshot({ version: 1, lookups: names.map((jobNameLike) => lookup([], { jobNameLike })) });

  const order = [...names].sort((a, b) => text.indexOf(a) - text.indexOf(b));
  expect(order).toEqual(["a", "b", "\uffee", "\u{1f600}"]);
});

test("a snapshot without lookups is a file too", () => {
  expect(renderSnapshot(emptySnapshot)).toBe('{\n  "version": 1,\n  "lookups": []\n}\n');
});
