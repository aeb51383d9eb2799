import { readList } from "../../src/client/passes";
import { ListServer, listedJobs } from "../_support/list-server";
import { VirtualClock } from "../_support/virtual-clock";
import { inSession } from "../_support/virtual-session";
test("x", async () => {
  const out = [];
  for (const timeoutMs of [3044,3045,3046, 4059, 4060, 4061, 4080, 4079, 4081]) {
    const clock = new VirtualClock();
    const server = new ListServer(clock, listedJobs(250), { wayMs: () => 0 });
    const o = await inSession(clock, server.send, readList, { callsPerSecond: 1, timeoutMs }).catch((e: Error) => e);
    out.push([timeoutMs, server.asked.length, o instanceof Error ? o.message.slice(0, 90) : "ok"]);
  }
  throw new Error(JSON.stringify(out, null, 1));
});
