import { readList } from "../src/client/passes";
import type { Session } from "../src/client/session";
import { DataWorksError } from "../src/errors/error";
import type { DiJob } from "../src/model/job";
import { agreeingPasses, NoAgreement } from "../test/_support/agreeing-passes";
import { churningServer, ORDERS, randomNumbers, wrongListing } from "../test/_support/churning-list";
import { VirtualClock } from "../test/_support/virtual-clock";
import { inSession } from "../test/_support/virtual-session";

/** Lists what changes all the while, in three ways, and prints how often that is wrong: docs/decisions/listing.md. */
const WAYS = {
  verified: [readList, "verified"],
  once: [readList, "once"],
  "two passes that agree": [agreeingPasses, "verified"],
} as const;

const RUNS = Number(process.argv[2] ?? 1_000);

async function main(): Promise<void> {
  console.log("way | order | changes before a call | tried | listed | wrong | calls a listing");
  console.log("--- | --- | ---: | ---: | ---: | ---: | ---:");
  for (const [name, [way, listing]] of Object.entries(WAYS))
    for (const order of ORDERS)
      for (const rate of [0.05, 0.2, 0.4]) {
        const { listed, wrong, calls } = await tried(way, listing, order, rate);
        console.log([name, order, rate, RUNS, listed, wrong, (calls / listed).toFixed(1)].join(" | "));
      }
}

async function tried(
  way: (session: Session<DiJob>) => ReturnType<typeof agreeingPasses>,
  listing: "verified" | "once",
  order: (typeof ORDERS)[number],
  rate: number,
) {
  const count = { listed: 0, wrong: 0, calls: 0 };
  for (let seed = 0; seed < RUNS; seed++) {
    const random = randomNumbers(seed);
    const clock = new VirtualClock();
    const totals = random() < 0.5 ? "list" : "page";
    const shape = {
      count: Math.floor(random() * 40),
      pageCap: 2 + Math.floor(random() * 6),
      totals,
      echoes: "numbers",
    } as const;
    const server = churningServer({ seed, order, rate, ...shape }, clock);
    try {
      const { items, observedAt } = await inSession(clock, server.send, way, { listing });
      count.listed += 1;
      count.calls += server.asked.length;
      if (wrongListing(items, observedAt, server) === "the state of no instant") count.wrong += 1;
    } catch (error) {
      if (!(error instanceof NoAgreement) && !(DataWorksError.is(error) && error.code === "InconsistentListing"))
        throw error;
    }
  }
  return count;
}

void main();
