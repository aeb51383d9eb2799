import { askFleet, LEAST_CALLS, OTHERS, OUTAGES, WORKSPACES } from "../test/_support/fleet";
import { VirtualClock } from "../test/_support/virtual-clock";

/** Asks for 40 workspaces of 1,000 jobs at once, on a virtual clock, and prints what that costs: docs/decisions/fleet-time.md. */
async function main(): Promise<void> {
  console.log("the server | calls a second | calls | seconds | listed | codes");
  console.log("--- | ---: | ---: | ---: | ---: | ---");
  for (const callsPerSecond of [5, 50]) {
    const row = ({ calls, tookMs, listed, codes }: Awaited<ReturnType<typeof askFleet>>) =>
      [calls.length, (tookMs / 1_000).toFixed(1), `${listed} of ${WORKSPACES}`, codes.join(", ")].join(" | ");
    console.log(`answers | ${callsPerSecond} | ${row(await askFleet({ callsPerSecond }))}`);
    console.log(
      `at the least | ${callsPerSecond} | ${LEAST_CALLS} | ${Math.ceil(LEAST_CALLS / callsPerSecond) - 1} | |`,
    );
    for (const [name, others] of Object.entries(OTHERS)) {
      const fleet = await askFleet({ callsPerSecond, others: others(callsPerSecond) });
      console.log(`others use ${name} | ${callsPerSecond} | ${row(fleet)}`);
    }
    for (const [name, outage] of Object.entries(OUTAGES)) {
      const clock = new VirtualClock();
      const send = outage(clock);
      console.log(
        `${name} | ${callsPerSecond} | ${row(await askFleet({ callsPerSecond, clock, server: () => send }))}`,
      );
    }
  }
}

void main();
