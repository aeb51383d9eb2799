import { markup } from "../../../../src/cli/report/page/markup";
import { grouped, statusBar, statusLegend } from "../../../../src/cli/report/page/statuses";
import { textsOf } from "../../../_support/page";

const STATUSES = [
  { status: "Failed", jobs: 1 },
  { status: "RUNNING", jobs: 4 },
  { status: "Paused <b>", jobs: 3 },
];

/** The parts of a bar: class, beginning, width and height. */
const partsOf = (bar: string) =>
  [...bar.matchAll(/<rect class="([\w-]*)" x="([\d.]*)" width="([\d.]*)" height="(\d*)"/g)].map(
    ([, name, x, width, height]) => [name, Number(x), Number(width), Number(height)],
  );

test("a bar has a part for each status, as long as it is frequent, one after the other, whatever order they came in", () => {
  const bar = statusBar(STATUSES, 20).text;

  expect(partsOf(bar)).toEqual([
    ["s-running", 0, 500, 20],
    ["s-failed", 500, 125, 20],
    ["s-other", 625, 375, 20],
  ]);
  expect(bar).toContain('aria-label="4 RUNNING, 1 Failed, 3 Paused &#60;b&#62;" viewBox="0 0 1000 20"');
});

test("bars can be compared: every status has its place", () => {
  const all = ["Failed", "Stopped", "Stopping", "Initialized", "Finished", "Running"];

  expect(
    partsOf(
      statusBar(
        all.map((status) => ({ status, jobs: 1 })),
        1,
      ).text,
    ).map(([name]) => name),
  ).toEqual(["s-running", "s-finished", "s-initialized", "s-stopping", "s-stopped", "s-failed"]);
});

test.each([[[]], [[{ status: "Running", jobs: 0 }]]])("a bar of nothing says so: %j", (statuses) => {
  expect(statusBar(statuses, 20).text).toBe('<span class="muted">no jobs</span>');
});

test("a legend says what each colour means, how many there are, and their share", () => {
  const legend = markup`${statusLegend([...STATUSES, { status: "Stopped", jobs: 1_232 }])}`.text;

  expect(textsOf(`<body>${legend}`).join("|")).toBe(
    "RUNNING|4|0.3 %|Stopped|1,232|99.4 %|Failed|1|0.1 %|Paused <b>|3|0.2 %",
  );
  expect([...legend.matchAll(/rect class="([\w-]*)"/g)].map(([, name]) => name)).toEqual([
    "s-running",
    "s-stopped",
    "s-failed",
    "s-other",
  ]);
});

test("a number has its thousands apart", () => {
  expect(grouped(1_234_567)).toBe("1,234,567");
});
