import { compareListings, type Drift } from "../../src/checks/drift";
import { checkIgnore, type DriftIgnore, ignoreDrift } from "../../src/checks/drift-ignore";
import { failure } from "../_support/failure";
import { job, listing, NOW } from "../_support/jobs";
import { uses } from "../_support/uses";

const entry: DriftIgnore = {
  kind: "removed",
  reason: "moved to another workspace",
  by: "me@example.com",
  until: "2027-01-31",
};
const before = [job({ diJobId: "1", jobName: "tmp_a" }), job({ diJobId: "2", jobName: "orders" })];
const after = [job({ diJobId: "2", jobName: "orders_v2" }), job({ diJobId: "3", jobName: "tmp_b" })];
const drift = compareListings(
  { jobs: before, observedAt: "2026-11-01T00:00:00Z", usedBy: uses({ a: ["*"] }) },
  listing(after),
);

function settled(parts: Partial<DriftIgnore>, sawAll = true, all: readonly Drift[] = drift, limit?: number) {
  const time = { now: NOW, ...(limit && { longestAcknowledgementDays: limit }) };
  const { ignored, findings } = ignoreDrift(all, [{ ...entry, ...parts }], time, () => sawAll);
  return { ignored: [...ignored.keys()].map(({ kind }) => kind), findings };
}

test.each<[Partial<DriftIgnore>, string[]]>([
  [{}, ["removed"]],
  [{ kind: ["added", "renamed"] }, ["renamed", "added"]],
  [{ kind: undefined, job: { diJobId: "2" } }, ["renamed"]],
  [{ kind: undefined, job: { jobName: "orders" } }, ["renamed"]],
  [{ kind: undefined, job: { jobName: "orders_v2" } }, ["renamed"]],
  [{ kind: undefined, job: { pattern: "^tmp_" } }, ["removed", "added"]],
  [{ job: { pattern: "^tmp_" } }, ["removed"]],
  [{ workspace: "cn-shanghai/1967" }, ["removed"]],
])("%j expects the differences of a kind, a job or a pattern, and says nothing else", (parts, kinds) => {
  expect(settled(parts)).toEqual({ ignored: kinds, findings: [] });
});

test.each<[Partial<DriftIgnore>]>([
  [{ workspace: "cn-beijing/1" }],
  [{ job: { jobName: "tmp" } }],
  [{ kind: "status" }],
])("%j matches nothing, and that is a finding where all was compared", (parts) => {
  expect(settled(parts)).toMatchObject({ ignored: [], findings: [{ kind: "ignoreUnused", severity: "error" }] });
  expect(settled(parts, false)).toEqual({ ignored: [], findings: [] });
});

test("an entry is announced before its last day, counts on it, and is a finding afterwards", () => {
  // NOW is 2026-11-23.
  expect(settled({ until: "2026-11-23" })).toMatchObject({
    ignored: ["removed"],
    findings: [{ kind: "ignoreExpiring", severity: "warning", message: expect.stringContaining("ends today") }],
  });
  expect(settled({ until: "2026-11-22" })).toMatchObject({ ignored: [], findings: [{ kind: "ignoreExpired" }] });
  expect(settled({ until: "2026-11-22" }, true, []).findings).toMatchObject([
    { message: expect.stringContaining("ended on 2026-11-22: delete it") },
  ]);
  expect(settled({ until: "2026-11-22" }, false, []).findings).toEqual([]);
});

test("an entry that lasts longer than is allowed counts for nothing, and says the latest day", () => {
  expect(settled({ until: "2026-12-23" }, true, drift, 30).findings).toEqual([]);

  const { ignored, findings } = settled({ until: "2026-12-24" }, true, drift, 30);

  expect(ignored).toEqual([]);
  expect(findings[0]?.message).toBe(
    "the entry of drift.ignore by me@example.com for removed lasts until 2026-12-24, and counts for nothing: " +
      "the latest day allowed is 2026-12-23",
  );
});

test("a pattern takes linear time, whatever it is and names are", () => {
  const long = [job({ diJobId: "9", jobName: `${"a".repeat(50_000)}X` })];
  const one = compareListings({ jobs: [], observedAt: "2026-11-01T00:00:00Z", usedBy: [] }, listing(long));

  expect(settled({ kind: "added", job: { pattern: "^(a+)+$" } }, true, one).findings).toMatchObject([
    { kind: "ignoreUnused" },
  ]);
});

test("what is said of an entry names whose it is, and what it means", () => {
  const said = (parts: Partial<DriftIgnore>) => settled({ ...parts, kind: parts.kind }).findings[0]?.message;
  const unused = "matches no difference: delete it, or correct it";
  const by = "the entry of drift.ignore by me@example.com";

  expect(said({ kind: "status" })).toBe(`${by} for status ${unused}`);
  expect(said({ kind: ["status", "moved"], workspace: "cn-x/1" })).toBe(
    `${by} for status or moved in cn-x/1 ${unused}`,
  );
  expect(said({ job: { diJobId: "77" } })).toBe(`${by} of the job 77 ${unused}`);
  expect(said({ job: { jobName: "gone\n" } })).toBe(`${by} of 'gone\\u{a}' ${unused}`);
  expect(said({ job: { pattern: "^zz" }, by: "a\nb" })).toBe(
    `the entry of drift.ignore by a\\u{a}b of jobs that match ^zz ${unused}`,
  );
});

test.each([
  ["2026-11-23", "ends today: record the difference, or ignore it anew"],
  ["2026-11-24", "ends in 1 day, on 2026-11-24: record the difference, or ignore it anew"],
  ["2026-12-07", "ends in 14 days, on 2026-12-07: record the difference, or ignore it anew"],
  ["2026-12-08", undefined],
  ["2026-11-22", "ended on 2026-11-22: record the difference, or ignore it anew"],
])("an entry until %s, seen on 2026-11-23: %s", (until, words) => {
  const said = words && `the entry of drift.ignore by me@example.com for removed ${words}`;

  expect(settled({ until }).findings.map(({ message }) => message)).toEqual(said === undefined ? [] : [said]);
});

test("the first entry that expects a difference answers for it, and a day ends by the clock of the policy", () => {
  const entries = [entry, { ...entry, by: "you@example.com" }];
  const late = { now: new Date("2026-11-23T20:00:00Z"), timeZone: "Asia/Shanghai" };
  const today = { ...entry, until: "2026-11-23" };

  const { ignored, findings } = ignoreDrift(drift, entries, { now: NOW }, () => true);
  expect([...ignored.values()]).toEqual([entry]);
  expect(findings).toEqual([]);
  expect(ignoreDrift(drift, [today], late, () => true).findings).toMatchObject([{ kind: "ignoreExpired" }]);
});

test("where only a part was compared is told by the workspace of the entry", () => {
  const asked: unknown[] = [];
  ignoreDrift([], [entry, { ...entry, workspace: "cn-x/1" }], { now: NOW }, (workspace) => {
    asked.push(workspace);
    return false;
  });

  expect(asked).toEqual([undefined, "cn-x/1"]);
});

test("an entry with all that it may have is taken as it is", () => {
  const whole = { ...entry, kind: ["removed", "added"], job: { pattern: "^tmp_" }, workspace: "cn-shanghai/1967" };

  expect(checkIgnore(whole)).toEqual(whole);
  expect(checkIgnore({ ...entry, kind: undefined, job: { diJobId: "1" } })).toMatchObject({ job: { diJobId: "1" } });
});

test.each<[object, string]>([
  [{ ...entry, job: null }, "job"],
  [{ ...entry, job: "orders" }, "job"],
  [{ ...entry, kind: undefined }, "kind is missing\n  name kinds, a job, or both: an entry for everything would hide"],
  [{ ...entry, reason: undefined }, "reason is missing"],
  [{ ...entry, by: " " }, "say who answers for it"],
  [{ ...entry, until: "31.1.2027" }, "write the last day as YYYY-MM-DD"],
  [{ ...entry, workspace: "shanghai" }, "workspace"],
  [{ ...entry, kind: undefined }, "an entry for everything would hide all drift"],
  [{ ...entry, kind: "remved" }, "kind cannot be 'remved'"],
  [{ ...entry, job: { pattern: "(" } }, "job"],
  [{ ...entry, reason: "short" }, "say why in at least 10 characters"],
  [{ ...entry, untill: "2027-01-01" }, "did you mean 'until'?"],
])("%j is refused", (value, says) => {
  expect(failure(() => checkIgnore(value)).message).toContain(says);
});
