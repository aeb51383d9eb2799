import { App } from "cdktf";
import { fakeDiJobs } from "../../src/testing";
import { type Mistake, mistakesIn, omissionsFrom, plain } from "../_support/mistakes";
import { answerOf, ENTRIES, OFFLINE } from "../_support/public-functions";
import { functionsOf } from "../_support/public-surface";

beforeAll(() => {
  Object.assign(process.env, OFFLINE);
  // Once there is a fake, a prefetch asks nothing and no later fake comes too late: the order of the rows does not matter.
  fakeDiJobs(new App(), {});
});

describe.each(Object.entries(ENTRIES))("the entry for %s", (_, { of, rows }) => {
  test("has every public function in the table", () => {
    const inTable = new Set(Object.keys(rows).map((name) => name.replace(/ (with|to|of) .*/, "")));

    expect([...inTable].sort()).toEqual(functionsOf(of).sort());
  });

  test.each(Object.entries(rows).filter(([name]) => name !== "startEmulator"))(
    "%s takes what is right",
    async (_name, { call, full, least = full }) => {
      for (const given of [full, least]) expect(await answerOf(call, given.map(plain))).not.toMatch(/InvalidArgument/);
    },
  );

  test.each(Object.entries(rows))(
    "%s refuses what is no argument",
    async (_name, { call, full, least = full, where = "", codes = ["InvalidArgument"] }) => {
      const wrong = [
        ...full.flatMap((example, index) => calls(mistakesIn(example), full, index)),
        ...least.flatMap((example, index) => calls([LEFT_OUT, ...omissionsFrom(example)], least, index)),
      ];

      const taken = await Promise.all(
        wrong.map(async ({ what, names, given }) => {
          const answer = await answerOf(call, given);
          const isRefused =
            codes.some((code) => answer.startsWith(`${code} at ${where}`)) &&
            [names, "nonsense"].some((name) => answer.includes(name));
          return isRefused ? [] : [`${what}: ${answer}`];
        }),
      );

      expect(wrong.length).toBeGreaterThan(5);
      expect(taken.flat()).toEqual([]);
    },
  );
});

const LEFT_OUT: Mistake = { what: "undefined", value: undefined, names: "" };

/** The arguments of calls with one mistake in the argument at an index. */
function calls(mistakes: readonly Mistake[], examples: readonly unknown[], index: number) {
  const right = examples.map(plain);
  return mistakes.map((mistake) => ({
    ...mistake,
    what: `${index}${mistake.what}`,
    given: right.map((argument, at) => (at === index ? mistake.value : argument)),
  }));
}
