import fc from "fast-check";
import type { Deadline } from "../../src/client/deadline";
import type { Page } from "../../src/client/page";
import { listPages } from "../../src/client/pages";
import { compareIds, type DiJob } from "../../src/model/job";

const deadline: Deadline = { leftMs: () => Number.POSITIVE_INFINITY, signal: new AbortController().signal };

function job(id: number): DiJob {
  return {
    regionId: "cn-shanghai",
    projectId: "1967",
    diJobId: String(id),
    jobName: `job_${id}`,
    migrationType: "Full",
    sourceDataSourceType: "MySQL",
    destinationDataSourceType: "Hologres",
    jobStatus: "Running",
    importId: `1967:${id}`,
  };
}

const jobs = (count: number) => Array.from({ length: count }, (_, index) => job(index + 1));

const pageOf = (all: readonly DiJob[], pageNumber: number): Page => ({
  totalCount: all.length,
  jobs: all.slice((pageNumber - 1) * 100, pageNumber * 100),
  unknownValues: [],
});

/** Lists what a function answers; it gets the page's number and how many pages were asked before. */
async function list(answer: (pageNumber: number, before: number) => Page, expect: (calls: number) => void = () => {}) {
  const asked: number[] = [];
  const pages = await listPages(
    {
      where: "cn-shanghai/1967",
      date: () => new Date("2026-01-02T03:04:05.678Z"),
      ask: async (pageNumber) => {
        asked.push(pageNumber);
        return answer(pageNumber, asked.length - 1);
      },
      expect,
    },
    deadline,
  );
  return { ...pages, asked };
}

test.each([0, 1, 99, 100, 101, 250, 1_000])("a calm listing of %i jobs asks every page once", async (count) => {
  const listed = await list((pageNumber) => pageOf(jobs(count), pageNumber));

  expect(listed.jobs).toEqual(jobs(count));
  expect(listed.asked).toEqual(Array.from({ length: Math.max(1, Math.ceil(count / 100)) }, (_, index) => index + 1));
});

const twoHundred = jobs(200);
const defects: [string, (page: Page) => Page, RegExp][] = [
  ["a changed total", (page) => ({ ...page, totalCount: 201 }), /total changed from 200 to 201/],
  ["a short page", (page) => ({ ...page, jobs: page.jobs.slice(1) }), /page 2 has 99 of 100 jobs/],
  ["an empty page", (page) => ({ ...page, jobs: [] }), /page 2 has 0 of 100 jobs/],
  ["a long page", (page) => ({ ...page, jobs: [...page.jobs, job(999)] }), /page 2 has 101 of 100 jobs/],
  ["an id twice", (page) => ({ ...page, jobs: [job(1), ...page.jobs.slice(1)] }), /job 1 was listed twice/],
];

test.each(defects)("%s is listed again, and is an error when it stays", async (_, spoil, message) => {
  const spoilt = (pageNumber: number, until: number) => (asked: number, before: number) =>
    asked === pageNumber && before < until ? spoil(pageOf(twoHundred, asked)) : pageOf(twoHundred, asked);

  const listed = await list(spoilt(2, 2));
  const failed = list(spoilt(2, 4));

  expect(listed.jobs).toHaveLength(200);
  expect(listed.asked).toEqual([1, 2, 1, 2]);
  await expect(failed).rejects.toMatchObject({ code: "InconsistentListing", message: expect.stringMatching(message) });
});

test("a first page that is empty although there are jobs is no empty listing", async () => {
  const failed = list(() => ({ totalCount: 5, jobs: [], unknownValues: [] }));

  await expect(failed).rejects.toMatchObject({ code: "InconsistentListing" });
});

test("a listing during which jobs come and go has no job twice and as many as there were, or is an error", async () => {
  const change = fc.record({ add: fc.boolean(), at: fc.nat(300), before: fc.integer({ min: 0, max: 8 }) });

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 350 }), fc.array(change, { maxLength: 4 }), async (count, changes) => {
      const moments = [jobs(count)];
      const answer = (pageNumber: number, before: number) => {
        let now = moments[moments.length - 1] ?? [];
        for (const [index, { add, at }] of changes.entries()) {
          if (changes[index]?.before !== before) continue;
          now = add
            ? [...now.slice(0, at), job(1_000 + before * 10 + index), ...now.slice(at)]
            : now.filter((_, place) => place !== at);
          moments.push(now);
        }
        return pageOf(now, pageNumber);
      };

      const listed = await list(answer).catch((error) => error);

      if (listed instanceof Error) return expect(listed).toMatchObject({ code: "InconsistentListing" });
      const ids = listed.jobs.map(({ diJobId }: DiJob) => diJobId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual([...ids].sort(compareIds));
      return expect(moments.map((moment) => moment.length)).toContain(ids.length);
    }),
    { numRuns: 300 },
  );
});

test("the calls still to come are told once the first page is there, and may be refused", async () => {
  const told: number[] = [];
  const refused = list(
    (pageNumber) => pageOf(jobs(1_000), pageNumber),
    (calls) => {
      told.push(calls);
      throw new Error("no time for them");
    },
  );

  await expect(refused).rejects.toThrow("no time for them");
  expect(told).toEqual([9]);
});

test("a listing of one page is complete, whatever further calls would be told", async () => {
  const refuse = () => {
    throw new Error("no time for them");
  };

  expect((await list((pageNumber) => pageOf(jobs(100), pageNumber), refuse)).jobs).toHaveLength(100);
});

test("the first page that fails ends the listing", async () => {
  const failed = list((pageNumber) => {
    if (pageNumber === 3) throw new Error("page 3 failed");
    return pageOf(jobs(500), pageNumber);
  });

  await expect(failed).rejects.toThrow("page 3 failed");
});

test("unknown values of all pages are told once each", async () => {
  const listed = await list((pageNumber) => ({
    ...pageOf(jobs(300), pageNumber),
    unknownValues: ["migrationType 'api_Full'", `jobStatus 'Odd${pageNumber % 2}'`],
  }));

  expect(listed.unknownValues).toEqual(["jobStatus 'Odd0'", "jobStatus 'Odd1'", "migrationType 'api_Full'"]);
});
