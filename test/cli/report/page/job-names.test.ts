import { jobNames } from "../../../../src/cli/report/page/job-names";
import { jobsByWorkspace } from "../../../../src/cli/report/page/jobs";
import { type Content, markup } from "../../../../src/cli/report/page/markup";
import { job } from "../../../_support/jobs";
import { textsOf } from "../../../_support/page";

const many = (length: number, jobName = "orders") =>
  Array.from({ length }, (_, at) => job({ diJobId: String(at + 1), jobName }));
const read = (content: Content) => textsOf(`<body>${markup`${content}`.text}`);

test("a short list stands below its heading, a long one is behind it", () => {
  const [short, long] = [12, 13].map((length) => jobNames().list(many(length), "orders").text);

  expect(short).toMatch(/^<p class="where">orders<\/p><ul class="jobs"><li>orders<b>1<\/b>/);
  expect(long).toMatch(/^<details><summary>orders<\/summary><ul class="jobs"><li>.*<\/ul><\/details>$/);
});

test("a name of more than 200 characters is cut, and never in the middle of one", () => {
  const shown = (jobName: string) => read(jobNames().list([job({ jobName })], "x"))[1];

  expect(shown("a".repeat(200))).toBe("a".repeat(200));
  expect(shown("a".repeat(201))).toBe(`${"a".repeat(200)}…`);
  expect(shown(`${"a".repeat(199)}👍b`)).toBe(`${"a".repeat(199)}…`);
});

test("a list that is too long for a page says how many it leaves out, and so does every later one", () => {
  const names = jobNames();
  const first = names.list(many(20_000, "n".repeat(200)), "first");
  const later = names.list(many(2), "later");

  const shown = (first.text.match(/<li>n/g) ?? []).length;
  expect(first.text.length).toBeLessThan(3_510_000);
  expect(first.text.length).toBeGreaterThan(3_490_000);
  expect(read(first).at(-1)).toBe(`and ${20_000 - shown} more, which json and csv have`);
  expect(read(later)).toEqual(["later", "and 2 more, which json and csv have"]);
});

test("the jobs of a workspace stand by type and way, each with its id and status", () => {
  const jobs = [
    job({ diJobId: "1", jobName: "a<b>" }),
    job({ diJobId: "2", jobName: "c", jobStatus: "Failed" }),
    job({ diJobId: "3", jobName: "d", migrationType: "Full", sourceDataSourceType: "Kafka" }),
  ];

  expect(read(jobsByWorkspace(new Map([["orders", jobs]]), jobNames()))).toEqual([
    ...["orders", "(3)", "Name", "Id", "Status"],
    "FullAndRealtimeIncremental, MySQL → Hologres: 2 jobs",
    ...["a<b>", "1", "Running", "c", "2", "Failed"],
    "Full, Kafka → Hologres: 1 job",
    ...["d", "3", "Running"],
  ]);
});

test("what a page of jobs has no room for is said below its kind", () => {
  const names = jobNames();
  names.list(many(20_000, "n".repeat(200)), "first");
  const said = read(jobsByWorkspace(new Map([["orders", many(3)]]), names));

  expect(said.at(-1)).toBe("and 3 more, which json and csv have");
});

test("few jobs are open at once, many are behind a click and laid out when they come into sight", () => {
  const page = (...counts: number[]) =>
    markup`${jobsByWorkspace(new Map(counts.map((count, at) => [`w${at}`, many(count)])), jobNames())}`.text;
  const heads = (...counts: number[]) => page(...counts).match(/<details[^>]*>/g);

  expect(heads(100, 100)).toEqual(['<details class="card" open>', '<details class="card" open>']);
  expect(heads(100, 101)).toEqual(['<details class="card late">', '<details class="card late">']);
});
