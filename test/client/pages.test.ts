import { askPage, pages } from "../../src/client/pages";
import type { Session, Transport } from "../../src/client/session";
import type { DiJob } from "../../src/model/job";
import { ListServer, type ListServerOptions, listedJobs } from "../_support/list-server";
import { VirtualClock } from "../_support/virtual-clock";
import { inSession } from "../_support/virtual-session";

function serverOf(count: number, behaviour: ListServerOptions = {}) {
  const clock = new VirtualClock();
  const server = new ListServer(clock, listedJobs(count), behaviour);
  return { clock, server };
}

/** The first ids of pages 2 to 4. */
async function firstIds(session: Session<DiJob>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages(session, 2, 4, 100)) ids.push(page.items[0]?.diJobId ?? "none");
  return ids;
}

test("pages are asked for side by side and come in order", async () => {
  let ways = 0;
  const { clock, server } = serverOf(450, { wayMs: () => 100 - ways++ });

  expect(await inSession(clock, server.send, firstIds)).toEqual(["101", "201", "301"]);
  expect(server.asked).toEqual([4, 3, 2]);
  expect(clock.nowMs()).toBeLessThan(200);
});

test("a hundred are under way at a time", async () => {
  const { clock, server } = serverOf(0);
  let underWay = 0;
  let most = 0;
  const counted: Transport = async (request) => {
    most = Math.max(most, ++underWay);
    return await server.send(request).finally(() => underWay--);
  };

  await inSession(clock, counted, async (session) => {
    for await (const _ of pages(session, 1, 250, 100));
  });

  expect(most).toBe(100);
  expect(server.asked).toHaveLength(250);
});

test("the first page that fails ends the calls of the others", async () => {
  const { clock, server } = serverOf(450);
  const ended: unknown[] = [];
  const failing: Transport = async (request) => {
    if (request.parameters.PageNumber === "3") {
      await clock.sleep(1);
      return { failed: "rejected", apiCode: "InvalidParameter", message: "no", statusCode: 400 };
    }
    request.signal.addEventListener("abort", () => ended.push(request.parameters.PageNumber));
    return await server.send(request);
  };

  await expect(inSession(clock, failing, firstIds)).rejects.toMatchObject({ code: "RequestRejected" });
  expect(ended).toEqual(["2", "4"]);
  expect(server.asked).toEqual([]);
});

test("whoever stops early ends the calls that are under way", async () => {
  const waysMs = [1, 50, 60, 1];
  const { clock, server } = serverOf(450, { wayMs: () => waysMs.shift() ?? 1 });

  await inSession(clock, server.send, async (session) => {
    for await (const page of pages(session, 2, 4, 100)) {
      expect(page.items[0]?.diJobId).toBe("101");
      break;
    }
    await clock.sleep(200);
  });

  expect(server.asked).toEqual([2]);
});

test("a page tells when it was asked for: the attempt that was answered, not those before", async () => {
  const { clock, server } = serverOf(3);
  let attempts = 0;
  const late: Transport = async (request) => {
    attempts += 1;
    if (attempts > 1) return await server.send(request);
    await clock.sleep(500);
    return { failed: "unreachable", reason: "ECONNRESET" };
  };

  const { askedAt } = await inSession(clock, late, (session) => askPage(session, 1));

  expect(attempts).toBe(2);
  expect(askedAt.getTime()).toBeGreaterThanOrEqual(Date.parse("2026-01-01T00:00:00.500Z"));
});
