import type { ClientOptions } from "../../src/client/options";
import { readList } from "../../src/client/passes";
import type { Session } from "../../src/client/session";
import type { DiJob } from "../../src/model/job";
import { agreeingPasses } from "../_support/agreeing-passes";
import { type ListedJob, ListServer, type ListServerOptions, listedJobs } from "../_support/list-server";
import { VirtualClock } from "../_support/virtual-clock";
import { inSession } from "../_support/virtual-session";

/** Reads a list of so many jobs; `asked` has the pages in the order in which they were read. */
async function read(count: number, behaviour: ListServerOptions = {}, options: Partial<ClientOptions> = {}) {
  const clock = new VirtualClock();
  const server = new ListServer(clock, listedJobs(count), behaviour);
  const outcome = await inSession(clock, server.send, readList, options).catch((error: Error) => error);
  const { asked, sizes } = server;
  const state = outcome instanceof Error ? undefined : outcome;
  const ids = state?.items.map(({ diJobId }) => Number(diJobId)) ?? [];
  return { state, failed: outcome instanceof Error ? outcome : undefined, asked, sizes, ids };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("a calm list", () => {
  test.each([
    [0, 1],
    [1, 1],
    [99, 1],
    [100, 2],
    [101, 3],
    [199, 3],
    [200, 5],
    [250, 5],
    [1_000, 21],
    [1_001, 21],
  ])("of %i jobs takes %i calls, never more than two passes", async (count, calls) => {
    const { ids, asked, state } = await read(count);

    expect(ids).toEqual(numbers(count));
    expect(asked).toHaveLength(calls);
    expect(calls).toBeLessThanOrEqual(count < 100 ? 1 : 2 * Math.ceil((count + 1) / 100));
    expect(state?.verified).toBe(true);
  });

  test.each([
    [0, 1],
    [99, 1],
    [100, 2],
    [101, 2],
    [200, 3],
    [250, 3],
    [1_000, 11],
  ])("of %i jobs that is read once takes %i calls", async (count, calls) => {
    const { ids, asked, state } = await read(count, {}, { listing: "once" });

    expect(ids).toEqual(numbers(count));
    expect(asked).toHaveLength(calls);
    // A single page is the state of an instant, however it is read.
    expect(state?.verified).toBe(count <= 100);
  });

  test("is read from its end: the end by itself, and then the pages in front of it again, side by side", async () => {
    let ways = 0;
    // The later a page is asked for, the sooner it is there.
    const { asked } = await read(450, { wayMs: () => 200 - ways++ });

    expect(asked[0]).toBe(1);
    expect([...asked.slice(1, 4)].sort()).toEqual([2, 3, 4]);
    expect(asked[4]).toBe(5);
    expect(asked.slice(5)).toEqual([4, 3, 2, 1]);
  });
});

describe("the end of a list is proved", () => {
  const totals: [string, (list: number, page: number) => number][] = [
    ["the page's own jobs", (_, page) => page],
    ["a page too few", (list) => Math.max(0, list - 100)],
    ["two pages too few", (list) => Math.max(0, list - 200)],
    ["one too few", (list) => Math.max(0, list - 1)],
    ["always a hundred", () => 100],
    ["nothing at all", () => 0],
  ];

  test.each(
    totals.flatMap(([name, total]) => [100, 101, 200, 250, 300, 550].map((count) => [name, count, total] as const)),
  )("when the total counts %s, of %i jobs none is left out", async (_, count, total) => {
    const { ids, asked } = await read(count, { total });
    const once = await read(count, { total }, { listing: "once" });

    expect(ids).toEqual(numbers(count));
    expect(once.ids).toEqual(numbers(count));
    expect(asked.length).toBeLessThanOrEqual(2 * Math.ceil((count + 1) / 100));
  });

  test("a total that promises more than the pages have is an error, and is not asked for again and again", async () => {
    const { failed, asked } = await read(250, { total: (list) => list + 1 });

    expect(failed).toMatchObject({
      code: "InconsistentListing",
      message: expect.stringContaining("do not add up, twice: the pages have 250 jobs, and the total is 251"),
    });
    expect(asked).toHaveLength(4);
  });

  test("a first page that is empty although there are jobs is no empty list", async () => {
    const { failed, asked } = await read(0, { total: () => 250 });

    expect(failed).toMatchObject({
      code: "InconsistentListing",
      message: expect.stringContaining("the pages have 0 jobs, and the total is 250"),
    });
    expect(new Set(asked)).toEqual(new Set([1]));
  });

  test.each([6, 100, 250])(
    "a job that stands twice among %i, also on the only page, is an error, and read again first",
    async (count) => {
      const clock = new VirtualClock();
      const jobs = listedJobs(count - 1);
      const server = new ListServer(clock, [...jobs, ...jobs.slice(2, 3)]);

      const failed = inSession(clock, server.send, readList);

      await expect(failed).rejects.toMatchObject({
        code: "InconsistentListing",
        message: expect.stringMatching(/do not add up, twice: job \d+ was listed twice/),
      });
      expect(server.asked.length).toBeGreaterThan(1);
    },
  );

  test("a server that has the same page for every number is an error after a few calls", async () => {
    const clock = new VirtualClock();
    const server = new ListServer(clock, listedJobs(100), { total: (_, page) => page, echo: () => ({}) });
    const samePage: typeof server.send = (request) =>
      server.send({ ...request, parameters: { ...request.parameters, PageNumber: "1" } });

    const failed = inSession(clock, samePage, readList);

    await expect(failed).rejects.toMatchObject({ code: "InconsistentListing" });
    expect(server.asked.length).toBeLessThan(10);
  });
});

describe("a server with smaller pages than it is asked for", () => {
  const cases: [string, ListServerOptions][] = [
    ["says so", {}],
    ["says so in texts", { echo: (number, size) => ({ PageNumber: `${number}`, PageSize: `${size}` }) }],
    ["says so, and counts its pages by the size that it was asked for", { offset: "asked" }],
    ["says so, and counts the jobs of the page only", { total: (_, page) => page }],
    ["says nothing", { echo: () => ({}) }],
    ["says null", { echo: () => ({ PageNumber: null, PageSize: null }) }],
  ];

  test.each(cases.flatMap(([name, behaviour]) => [10, 50, 99].map((pageCap) => [name, pageCap, behaviour] as const)))(
    "and %s is listed by its own size, %i",
    async (_, pageCap, behaviour) => {
      for (const count of [0, 1, pageCap - 1, pageCap, pageCap + 1, 250]) {
        const { ids, asked, sizes } = await read(count, { pageCap, ...behaviour });

        expect(ids).toEqual(numbers(count));
        // Asked for the first page, nobody knows yet.
        expect(sizes.slice(1).every((size) => size === pageCap || count < pageCap)).toBe(true);
        expect(asked.length).toBeLessThanOrEqual(Math.max(3, 2 * Math.ceil((count + 1) / pageCap)));
      }
    },
  );

  test.each([10, 50])(
    "and says nothing, and counts the page only, is listed by its own size, if it is round: %i",
    async (pageCap) => {
      for (const count of [pageCap, pageCap + 1, 250]) {
        const { ids } = await read(count, { pageCap, echo: () => ({}), total: (_, page) => page });

        expect(ids).toEqual(numbers(count));
      }
    },
  );

  test("and says the size that it was asked for is found out by its total", async () => {
    const { ids } = await read(45, { pageCap: 10, echo: (PageNumber, _, PageSize) => ({ PageNumber, PageSize }) });

    expect(ids).toEqual(numbers(45));
  });

  test.each([
    [42, [1]],
    [50, [1, 2]],
  ])("and says nothing of its size costs one more call where %i jobs may be cut", async (count, calls) => {
    const { ids, asked } = await read(count, { echo: () => ({}) });

    expect(ids).toEqual(numbers(count));
    expect(asked).toEqual(calls);
  });
});

describe("an echo of", () => {
  const others: [string, (number: number, size: number) => object, string][] = [
    ["another page", (_, PageSize) => ({ PageNumber: 1, PageSize }), "page 1 where page 2 was asked for"],
    ["page 0", (_, PageSize) => ({ PageNumber: 0, PageSize }), "page 0 where page 1 was asked for"],
    ["a larger size", (PageNumber) => ({ PageNumber, PageSize: 200 }), "page 1 of 200 jobs where 100 were asked for"],
    [
      "a smaller size than that of the first page",
      (PageNumber) => ({ PageNumber, PageSize: PageNumber === 1 ? 100 : 50 }),
      "page 2 of 50 jobs where 100 were asked for",
    ],
    ["no size", (PageNumber) => ({ PageNumber, PageSize: 0 }), "page 1 of 0 jobs where 100 were asked for"],
    [
      "more jobs than fit",
      (PageNumber) => ({ PageNumber, PageSize: 50 }),
      "page 1 with 100 jobs where 50 were asked for",
    ],
    ["a size that is none", (PageNumber) => ({ PageNumber, PageSize: "many" }), "PageSize 'many'"],
  ];

  test.each(others)("%s where another was asked for is no page of DataWorks", async (_, echo, words) => {
    const { failed } = await read(250, { echo });

    expect(failed).toMatchObject({ code: "UnexpectedResponse", message: expect.stringContaining(words) });
  });
});

describe("a list that changes while it is read", () => {
  /** Changes the list before the reading of this number, from 0. */
  const changedBefore =
    (reading: number, change: (jobs: readonly ListedJob[]) => ListedJob[]) =>
    (server: ListServer, before: number): void => {
      if (before === reading) server.become(change(server.jobs));
    };
  const without = (id: number) => (jobs: readonly ListedJob[]) => jobs.filter((job) => job.id !== id);
  const swapped = (jobs: readonly ListedJob[]) => [...without(50)(jobs), { id: 251, name: "job_251" }];

  test("is listed as it became, when a job went and another came between two pages", async () => {
    const { ids, asked } = await read(250, { between: changedBefore(1, swapped) });

    expect(ids).toEqual(numbers(251).filter((id) => id !== 50));
    expect(asked).toEqual([1, 2, 3, 1, 2, 3, 1, 2]);
  });

  test("is read once as the state of no instant, by the same changes", async () => {
    const { ids } = await read(250, { between: changedBefore(1, swapped) }, { listing: "once" });

    // Job 101 was there all the time.
    expect(ids).not.toContain(101);
    expect(ids).toContain(50);
  });

  test("needs no further pass when a job went that shifts no page", async () => {
    const { ids, asked } = await read(250, { between: changedBefore(2, without(230)) });

    expect(ids).toEqual(numbers(250).filter((id) => id !== 230));
    expect(asked).toHaveLength(5);
  });

  test("is listed with the names of one instant", async () => {
    const renamed = (jobs: readonly ListedJob[]) =>
      jobs.map((job) => (job.id === 3 ? { ...job, name: "renamed" } : job));
    const { state, asked } = await read(250, { between: changedBefore(3, renamed) });

    expect(state?.items.find(({ diJobId }) => diJobId === "3")?.jobName).toBe("renamed");
    expect(asked).toHaveLength(8);
  });

  test("has another status at every reading, which is weather, and gets the latest", async () => {
    let readings = 0;
    const { state, asked } = await read(150, { status: () => `status ${Math.floor(readings++ / 50)}` });

    expect(asked).toHaveLength(3);
    expect(new Set(state?.items.map(({ jobStatus }) => jobStatus))).toEqual(
      new Set(["status 2", "status 3", "status 4"]),
    );
  });

  test("and never stops is given up after six passes, told by what changed in each", async () => {
    let id = 1_000;
    const grow = (server: ListServer) => server.become([{ id: ++id, name: `job_${id}` }, ...server.jobs]);
    const { failed, asked } = await read(250, { between: grow });

    expect(failed).toMatchObject({ code: "InconsistentListing" });
    expect(failed?.message).toMatch(/do not add up, 6 times: (job \d+ .*; then ){5}job \d+ /);
    expect(asked.length).toBeLessThanOrEqual(2 + 6 * 3);
  });

  test("is given up before a pass for which there is no time", async () => {
    let id = 1_000;
    const grow = (server: ListServer) => server.become([{ id: ++id, name: `job_${id}` }, ...server.jobs]);
    const { failed, asked } = await read(250, { between: grow }, { callsPerSecond: 1, timeoutMs: 6_500 });

    expect(failed).toMatchObject({
      code: "InconsistentListing",
      message: expect.stringContaining("do not add up, once:"),
    });
    expect(asked).toHaveLength(5);
  });

  test("that is read once is read again when the total changes, and is given up likewise", async () => {
    const listing = "once";
    const calmed = await read(250, { between: changedBefore(1, without(7)) }, { listing });
    const restless = await read(250, { between: (server) => server.become(server.jobs.slice(1)) }, { listing });

    expect(calmed.ids).toEqual(numbers(250).filter((id) => id !== 7));
    expect(restless.failed).toMatchObject({
      code: "InconsistentListing",
      message: expect.stringContaining("the total changed from 249 to 248"),
    });
  });
});

test("all calls of both passes are counted before they are sent, and refused when there is no time for them", async () => {
  const verified = await read(1_000, {}, { callsPerSecond: 5, timeoutMs: 4_000 });
  const once = await read(1_000, {}, { callsPerSecond: 5, timeoutMs: 4_000, listing: "once" });

  expect(verified.failed).toMatchObject({
    code: "LookupTimedOut",
    message: expect.stringContaining("needs 21 calls at 5 a second: at least 4.1 s more"),
  });
  expect(verified.asked).toHaveLength(1);
  expect(once.ids).toHaveLength(1_000);
});

test("a time that just lasts for the calls is no reason to refuse them", async () => {
  const askedWithin = async (timeoutMs: number) =>
    (await read(250, { wayMs: () => 0 }, { callsPerSecond: 1, timeoutMs })).asked.length;

  expect(await askedWithin(4_059)).toBe(1);
  expect(await askedWithin(4_060)).toBeGreaterThan(1);
  expect(await askedWithin(4_061)).toBe(5);
});

test("a page that reads the same again is decoded and held once, and a job whose status has changed is the latest", async () => {
  const clock = new VirtualClock();
  let rows = 0;
  // The seventh row after the first pass.
  const status = () => (++rows === 250 + 7 ? "Stopped" : "Running");
  const server = new ListServer(clock, listedJobs(250), { status });
  const decoded: DiJob[] = [];
  const { items } = await inSession(clock, server.send, (session) => {
    const { listed } = session;
    const decode: typeof listed.decode = (...row) => {
      const job = listed.decode(...row);
      if (typeof job !== "string") decoded.push(job);
      return job;
    };
    return readList({ ...session, listed: { ...listed, decode } });
  });

  // The first page is another one now; the second is as it was.
  expect(decoded.map(({ diJobId }) => Number(diJobId))).toEqual([...numbers(250), ...numbers(100)]);
  expect(new Set(items)).toEqual(new Set([...decoded.slice(100, 250), ...decoded.slice(250)]));
  expect(items.filter(({ jobStatus }) => jobStatus !== "Running").map(({ diJobId }) => diJobId)).toEqual(["7"]);
  for (const job of items) expect(decoded).toContain(job);
});

test("the time of a listing is when its end was asked for", async () => {
  const { state } = await read(250);

  // The first page, the second, and then the end, 20 ms each.
  expect(state?.observedAt).toEqual(new Date("2026-01-01T00:00:00.040Z"));
});

test("unknown values of all pages are told once each", async () => {
  let rows = 0;
  const { state } = await read(300, { status: () => `odd ${rows++ % 2}` });

  expect(state?.unknownValues).toEqual(["jobStatus 'odd 0'", "jobStatus 'odd 1'"]);
});

describe("a job that hides another one", () => {
  const [a, b, c, d, x, p] = ["a", "b", "c", "d", "x", "p"].map((name, index) => ({ id: index + 1, name })) as [
    ListedJob,
    ListedJob,
    ListedJob,
    ListedJob,
    ListedJob,
    ListedJob,
  ];
  const without = [a, b, c, x, d];
  const withIt = [a, b, c, p, x, d];

  /** Two jobs a page. It comes before one reading, and goes before a later one; the first pages come last, then first. */
  async function listed(
    way: (session: Session<DiJob>) => Promise<{ items: readonly { jobName: string }[] }>,
    from: number,
    to: number,
  ) {
    const clock = new VirtualClock();
    let calls = 0;
    const server = new ListServer(clock, without, {
      pageCap: 2,
      total: () => 5,
      wayMs: () => [5, 5, 30, 5, 20, 5, 5, 5, 5, 30, 5, 20][calls++ % 12] ?? 5,
      between: (changing, before) => {
        if (before === from) changing.become(withIt);
        if (before === to) changing.become(without);
      },
    });
    const { items } = await inSession(clock, server.send, way);
    return items
      .map(({ jobName }) => jobName)
      .sort()
      .join("");
  }

  test("cannot hide it, whenever it comes and goes; two passes that agree would not be enough", async () => {
    const wrong: string[] = [];
    for (let from = 0; from < 12; from++)
      for (let to = from + 1; to < 14; to++) {
        expect(["abcdx", "abcdpx"]).toContain(await listed(readList, from, to));
        const naive = await listed(agreeingPasses, from, to);
        if (!["abcdx", "abcdpx"].includes(naive)) wrong.push(naive);
      }

    expect(wrong).toContain("abcdp");
  });
});
