import fc from "fast-check";
import { budget } from "../_support/budget";
import { plain } from "../_support/mistakes";
import { answerOf, ENTRIES, OFFLINE } from "../_support/public-functions";

/** Anything, or a right object in which anything stands under some keys. */
function anythingIn(value: unknown): fc.Arbitrary<unknown> {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
  if (typeof value !== "object" || value === null || Array.isArray(value)) return anything;
  const keys = Object.keys(value);
  if (keys.length === 0) return anything;
  const changes = fc.dictionary(fc.constantFrom(...keys), anything, { maxKeys: 2 });
  return fc.oneof(
    anything,
    changes.map((changed) => ({ ...value, ...changed })),
  );
}

beforeAll(() => void Object.assign(process.env, OFFLINE));

describe.each(Object.entries(ENTRIES))("the entry for %s", (_, { rows }) => {
  test.each(Object.entries(rows).filter(([name]) => name !== "startEmulator"))(
    "%s throws nothing but errors of this library, whatever it is given",
    async (_name, { call, full }) => {
      const right = full.map(plain);
      const someArguments = fc.tuple(...right.map((value) => fc.oneof(fc.constant(value), anythingIn(value))));
      const ownError = fc.asyncProperty(someArguments, async (given) => {
        expect(await answerOf(call, given)).toMatch(/^(nothing was wrong|without a repair|[A-Z]\w+ at )/);
      });

      await fc.assert(ownError, budget(30));
    },
  );
});
