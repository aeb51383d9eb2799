import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot } from "../../src/snapshot/snapshot";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

test("one job and one construct path per line, sorted, with a final newline", () => {
  const text = renderSnapshot({
    version: 2,
    workspaces: new Map([
      ["cn-shanghai/orders_prod", "1967"],
      ["cn-beijing/crm", "7"],
    ]),
    lookups: [
      lookup([job("10", "b"), job("9", "a", { owner: "me" })], {
        usedBy: [
          ...uses({ "prod/b": ["z", "a", "z"], "prod/a": ["*"] }),
          ...uses({ "prod/b": ["b"] }),
          ...uses({ 7: [], 12: [] }, "7"),
          ...uses({ a: [] }, "12"),
        ],
      }),
      { ...lookup([], { apiVersion: "2020-05-18", regionId: "cn-beijing" }), partial: true },
    ],
  });

  expect(text).toBe(`{
  "version": 2,
  "workspaces": {
    "cn-beijing/crm": "7",
    "cn-shanghai/orders_prod": "1967"
  },
  "lookups": [
    {
      "query": {"apiVersion":"2020-05-18","regionId":"cn-beijing","projectId":"1967"},
      "observedAt": "2026-01-31T08:00:00Z",
      "partial": true,
      "usedBy": {},
      "jobs": []
    },
    {
      "query": {"apiVersion":"2020-05-18","regionId":"cn-shanghai","projectId":"1967"},
      "observedAt": "2026-01-31T08:00:00Z",
      "usedBy": {
        ".": {
          "prod/a": ["*"],
          "prod/b": ["a","b","z"]
        },
        "12": {
          "a": []
        },
        "7": {
          "12": [],
          "7": []
        }
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
  const text = renderSnapshot(snapshotOf(...names.map((jobNameLike) => lookup([], { jobNameLike }))));

  const order = [...names].sort((a, b) => text.indexOf(a) - text.indexOf(b));
  expect(order).toEqual(["a", "b", "\uffee", "\u{1f600}"]);
});

test("a snapshot without lookups is a file too", () => {
  expect(renderSnapshot(emptySnapshot)).toBe('{\n  "version": 2,\n  "workspaces": {},\n  "lookups": []\n}\n');
});
