import { inColumns, widthOf } from "../../../src/cli/terminal/columns";

const LONG = "x".repeat(3_000);

test("cells stand below one another, whatever script they are written in", () => {
  expect(
    inColumns([
      ["作业", "b", "end"],
      ["a", "bb", "ends as it is"],
      ["é", "", ""],
    ]),
  ).toEqual(["作业  b   end", "a     bb  ends as it is", "é"]);
});

test("without a terminal a long cell is whole, and moves the cells of no other line", () => {
  const [first, second] = inColumns([
    ["a", LONG, "z"],
    ["b", "short", "z"],
  ]);

  expect(first).toBe(`a  ${LONG}  z`);
  expect(second).toBe(`b  ${"short".padEnd(60)}  z`);
});

test("on a terminal a long cell is cut with an ellipsis, however much room there is", () => {
  const lines = inColumns([["a", LONG, "z"]], { width: 1_000, elastic: [] });

  expect(lines).toEqual([`a  ${"x".repeat(59)}…  z`]);
});

test.each([
  [80, 53],
  [50, 23],
  [30, 12],
])("in %i columns a name gets %i, and ids stay whole", (width, room) => {
  const rows = [
    ["9007199254740993", LONG, "Running"],
    ["1", "orders", "Failed"],
  ];

  const [line = "", other = ""] = inColumns(rows, { width, elastic: [1] });

  expect(line).toBe(`9007199254740993  ${"x".repeat(room - 1)}…  Running`);
  expect(other).toBe(`${"1".padEnd(16)}  ${"orders".padEnd(room)}  Failed`);
  expect(widthOf(line)).toBeLessThanOrEqual(Math.max(width, 39));
});

test("names give way alike, the widest first, and one that fits stays whole", () => {
  const rows = [["a".repeat(40), "b".repeat(30), "c".repeat(14)]];

  expect(inColumns(rows, { width: 60, elastic: [0, 1, 2] })).toEqual([
    `${"a".repeat(20)}…  ${"b".repeat(20)}…  ${"c".repeat(14)}`,
  ]);
});

test("what is cut is as wide as its column, also where a wide letter has no room", () => {
  const lines = inColumns(
    [
      ["订单同步订单同步订单同步", "z"],
      ["a订单同步订单同步订单同步", "z"],
      ["😀😀😀😀😀😀😀😀😀", "z"],
    ],
    { width: 15, elastic: [0] },
  );

  expect(lines).toEqual(["订单同步订…   z", "a订单同步订…  z", "😀😀😀😀😀…   z"]);
});

test("colours take no room", () => {
  expect(
    inColumns([
      ["\u001b[31merror\u001b[39m", "x"],
      ["unchecked", "y"],
    ]),
  ).toEqual(["\u001b[31merror\u001b[39m      x", "unchecked  y"]);
});
