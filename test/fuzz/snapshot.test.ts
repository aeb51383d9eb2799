import fc from "fast-check";
import { DataWorksError } from "../../src/errors/error";
import { parseSnapshot } from "../../src/snapshot/parse";
import { renderSnapshot } from "../../src/snapshot/render";
import { canonicalSnapshot } from "../../src/snapshot/snapshot";
import { budget } from "../_support/budget";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const PATH = "dataworks.snapshot.json";

const text = renderSnapshot(
  snapshotOf(
    lookup([job("1", "orders"), job("2", "customers")], { usedBy: uses({ "app/jobs": ["orders"] }) }),
    lookup([], { projectId: "1968" }),
  ),
);
const jobLine = text.split("\n").find((line) => line.includes('"orders"') && line.includes("diJobId")) ?? "";

/** The error of a text, as its code and message. */
function flaw(broken: string): string {
  try {
    parseSnapshot(broken, PATH);
  } catch (error) {
    if (DataWorksError.is(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return "none";
}

const anyText = fc.string({ unit: "binary" });
const anyPath = fc.oneof(anyText, fc.constantFrom("__proto__", "12", ".", ""));
const anyUse = fc.record({ app: anyPath, construct: anyPath, names: fc.array(anyText) });
const anyLookup = fc
  .record({
    jobNameLike: fc.option(
      anyText.filter((name) => name.trim() !== "" && !/TfToken/.test(name)),
      { nil: undefined },
    ),
    projectId: fc.bigInt(1n, 2n ** 63n - 1n).map(String),
    usedBy: fc.array(anyUse),
    partial: fc.constantFrom({}, { partial: true as const }),
    jobs: fc.uniqueArray(
      fc.record({
        id: fc.bigInt(1n, 2n ** 63n - 1n),
        name: fc.oneof(anyText, fc.constant("__proto__")),
        owner: fc.option(anyText),
      }),
      { selector: ({ id }) => id },
    ),
  })
  .map(({ jobNameLike, projectId, usedBy, partial, jobs }) => {
    const where = { projectId, regionId: "cn-shanghai" };
    const whole = lookup(
      jobs.map(({ id, name, owner }) =>
        job(`${id}`, name, { ...where, ...(owner === null ? {} : { owner }), importId: `${projectId}:${id}` }),
      ),
      { ...where, usedBy, ...(jobNameLike === undefined ? {} : { jobNameLike }) },
    );
    return { ...whole, ...partial };
  });
const anySnapshot = fc
  .uniqueArray(anyLookup, { selector: ({ query }) => `${query.projectId} ${query.jobNameLike}` })
  .map((lookups) => snapshotOf(...lookups));

test("whatever is rendered parses to the same, and renders to the same text", () => {
  fc.assert(
    fc.property(anySnapshot, (written) => {
      const parsed = parseSnapshot(renderSnapshot(written), PATH);

      expect(parsed).toEqual(canonicalSnapshot(written));
      expect(renderSnapshot(parsed)).toBe(renderSnapshot(written));
    }),
    budget(100),
  );
});

test("a damaged text is read or refused, and never fails in any other way", () => {
  const pieces = fc.constantFrom("{", "}", "[", "]", '"', ",", "null", "1", '"__proto__":', "\\", "\n", "<<<<<<< a\n");
  const damage = fc.tuple(fc.nat(text.length), fc.nat(40), fc.oneof(pieces, anyText));
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const broken = damages.reduce((one, [at, length, put]) => one.slice(0, at) + put + one.slice(at + length), text);

      expect(flaw(broken)).toMatch(/^(none$|SnapshotInvalid snapshot 'dataworks\.snapshot\.json', )/);
    }),
    budget(500),
  );
});

test("any JSON at all is read or refused, and never fails in any other way", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(flaw(json)).toMatch(/^SnapshotInvalid /);
      expect(flaw(`{"version":1,"lookups":[${json}]}`)).toMatch(/^SnapshotInvalid /);
      expect(flaw(`{"version":2,"workspaces":{"a":${json}},"lookups":[]}`)).toMatch(/^SnapshotInvalid /);
      expect(flaw(text.replace(jobLine, json))).toMatch(/^SnapshotInvalid /);
    }),
    budget(100),
  );
});
