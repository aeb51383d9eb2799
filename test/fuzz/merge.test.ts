import fc from "fast-check";
import { mergeSnapshots } from "../../src/snapshot/merge";
import { keepUsed, pruneUnused, recordAnswers, recordUses } from "../../src/snapshot/record";
import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot, recordedNames, type Snapshot } from "../../src/snapshot/snapshot";
import { budget } from "../_support/budget";
import { job, lookup } from "../_support/lookups";

const NAMES = ["orders", "crm", "erp"];

/** A recording: which stack of which app asks what for which names, and which jobs are there, by name. */
const anyRecording = fc.record({
  app: fc.constantFrom(".", "apps/b"),
  stack: fc.constantFrom("dev", "prod"),
  projectId: fc.constantFrom("1", "2"),
  names: fc.subarray([...NAMES, "*"]),
  jobs: fc.subarray(NAMES),
  second: fc.integer({ min: 10, max: 59 }),
  prune: fc.boolean(),
});
type Recorded = typeof anyRecording extends fc.Arbitrary<infer T> ? T : never;
const anyBranch = fc.array(anyRecording, { maxLength: 3 });

function record(
  before: Snapshot,
  { app, stack, projectId, names, jobs, second, prune }: Recorded,
  how: "all" | "used",
) {
  const listed = jobs.map((name) => job(`${NAMES.indexOf(name)}`, name, { projectId }));
  const { query } = lookup([], { projectId });
  const run = { app, stacks: [stack], uses: [{ construct: `${stack}/jobs`, query, names }] };
  const answers = [{ query, observedAt: `2026-01-31T08:00:${second}Z`, jobs: listed }];
  const whole = recordUses(recordAnswers(before, answers), run);
  const next = how === "used" ? keepUsed(before, whole, answers) : whole;
  return prune ? pruneUnused(next) : next;
}

/** Where a branch of recordings leads. */
const after = (from: Snapshot, branch: readonly Recorded[], how: "all" | "used" = "all") =>
  branch.reduce((snapshot, recording) => record(snapshot, recording, how), from);
const merged = (base: Snapshot, ours: Snapshot, theirs: Snapshot) => mergeSnapshots({ base, ours, theirs });
const usesIn = ({ lookups }: Snapshot) => lookups.map(({ query, usedBy }) => [query.projectId, usedBy]);

test("whoever merges gets the same, and a branch that did not record follows the other one", () => {
  fc.assert(
    fc.property(anyBranch, anyBranch, anyBranch, fc.constantFrom("all", "used"), (first, one, other, how) => {
      const base = after(emptySnapshot, first, how);
      const [ours, theirs] = [after(base, one, how), after(base, other, how)];

      expect(renderSnapshot(merged(base, ours, theirs))).toBe(renderSnapshot(merged(base, theirs, ours)));
      expect(renderSnapshot(merged(base, ours, ours))).toBe(renderSnapshot(ours));
      expect(renderSnapshot(merged(base, base, theirs))).toBe(renderSnapshot(theirs));
    }),
    budget(300),
  );
});

test("three branches come to the same in any order, the whole file, or with parts their users", () => {
  fc.assert(
    fc.property(
      anyBranch,
      fc.tuple(anyBranch, anyBranch, anyBranch),
      fc.constantFrom("all", "used"),
      (first, branches, how) => {
        const base = after(emptySnapshot, first, how);
        const [a, b, c] = branches.map((branch) => after(base, branch, how)) as [Snapshot, Snapshot, Snapshot];

        const [once, ...others] = [
          merged(base, merged(base, a, b), c),
          merged(base, a, merged(base, b, c)),
          merged(base, merged(base, c, a), b),
        ];

        for (const other of others)
          expect(how === "all" ? other : usesIn(other)).toEqual(how === "all" ? once : usesIn(once as Snapshot));
      },
    ),
    budget(300),
  );
});

test("what a merge has in part tells whatever its users asked for, or that it was free", () => {
  fc.assert(
    fc.property(anyBranch, anyBranch, anyBranch, (first, one, other) => {
      const base = after(emptySnapshot, first, "used");
      const [ours, theirs] = [after(base, one, "used"), after(base, other, "used")];

      for (const each of merged(base, ours, theirs).lookups) {
        const names = recordedNames(each);
        expect(each.partial && names.includes("*")).toBeFalsy();
        if (each.partial) expect(names).toEqual(expect.arrayContaining(each.jobs.map(({ jobName }) => jobName)));
      }
    }),
    budget(300),
  );
});
