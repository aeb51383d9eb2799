import fc from "fast-check";
import { readList } from "../../src/client/passes";
import { DataWorksError } from "../../src/errors/error";
import { budget } from "../_support/budget";
import { type Churn, churningServer, ORDERS, wrongListing } from "../_support/churning-list";
import { tell } from "../_support/figures";
import { VirtualClock } from "../_support/virtual-clock";
import { inSession } from "../_support/virtual-session";

const anyChurn: fc.Arbitrary<Churn> = fc
  .record({
    seed: fc.nat(),
    count: fc.nat(40),
    order: fc.constantFrom(...ORDERS),
    rate: fc.constantFrom(0, 0.02, 0.05, 0.2, 0.4),
    pageCap: fc.integer({ min: 2, max: 8 }),
    totals: fc.constantFrom("list" as const, "page" as const),
    echoes: fc.constantFrom("numbers" as const, "texts" as const, "none" as const),
  })
  // Who says nothing at all of more jobs must at least have pages of a round number: docs/decisions/listing.md.
  .map((churn) => (churn.echoes === "none" && churn.totals === "page" ? { ...churn, pageCap: 10 } : churn));

const tried = { verified: { lists: 0, listed: 0, wrong: 0 }, once: { lists: 0, listed: 0, wrong: 0 } };

afterAll(() => {
  for (const [how, { lists, listed, wrong }] of Object.entries(tried))
    tell(`${how}: ${lists} lists on a virtual clock, ${listed} listed, ${wrong} wrong`);
});

/** What is wrong with the listing that comes of it; nothing about an error that says why there is none. */
async function wrongOf(churn: Churn, listing: "verified" | "once"): Promise<string | undefined> {
  const count = tried[listing];
  count.lists += 1;
  const clock = new VirtualClock();
  const server = churningServer(churn, clock);
  try {
    const { items, observedAt } = await inSession(clock, server.send, readList, { listing });
    const wrong = wrongListing(items, observedAt, server);
    count.listed += 1;
    count.wrong += wrong === undefined ? 0 : 1;
    return wrong;
  } catch (error) {
    if (!DataWorksError.is(error) || error.code !== "InconsistentListing") throw error;
    return undefined;
  }
}

test("a list that changes while it is read is listed as it was at one instant, or not at all", async () => {
  await fc.assert(
    fc.asyncProperty(anyChurn, async (churn) => {
      expect(await wrongOf(churn, "verified")).toBeUndefined();
    }),
    budget(2_000),
  );
});

test("the same lists, read once, are at times the state of no instant", async () => {
  const wrong = new Set<string | undefined>();
  for (const churn of fc.sample(anyChurn, { numRuns: 500, seed: 1 })) wrong.add(await wrongOf(churn, "once"));

  expect(wrong).toContain("the state of no instant");
});
