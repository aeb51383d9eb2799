import { noteMissing } from "../../../src/cli/list/missing";
import { literal } from "../../../src/text/literal";

const JOBS = ["orders_to_holo", "crm", "${x}"].map((jobName, at) => ({ jobName, diJobId: String(at + 1) }));

function said(options: Parameters<typeof noteMissing>[0], jobs = JOBS): string[] {
  const notes: string[] = [];
  noteMissing(options, { known: "listed", jobs }, { note: (text) => notes.push(text) });
  return notes;
}

test("a name or an id that no job has is told, with near names, also where others are found", () => {
  expect(said({ name: ["crm", "orders_to_hollo", "orders_to_hollo", "zzzzzzzzzzzz"], id: ["2", "7"] })).toEqual([
    "note: no listed job is named 'orders_to_hollo'; nearest: 'orders_to_holo'",
    "note: no listed job is named 'zzzzzzzzzzzz'",
    "note: no listed job has the id '7'",
  ]);
});

test("nothing is told of what is found, in either spelling, or where nothing was asked for", () => {
  expect(said({ name: ["crm", "${x}", literal("${x}")], id: ["1"] })).toEqual([]);
  expect(said({})).toEqual([]);
});

test("nothing is told where there is no job at all, which is told already", () => {
  expect(said({ name: ["crm"], id: ["1"] }, [])).toEqual([]);
});
