import { renderTable } from "../../../src/cli/terminal/table";

const table = {
  head: ["ID", "NAME", "STATUS"],
  rows: [["16626", `orders\u001b[31m${"x".repeat(90)}`, "Running"]],
  names: ["NAME"],
};

test("names are cut for a terminal, whole without one, and move no cursor in either", () => {
  expect(renderTable(table, 40)).toBe(
    `ID     NAME                      STATUS\n16626  orders\\u{1b}[31mxxxxxxx…  Running\n`,
  );
  expect(renderTable(table)).toContain(`  orders\\u{1b}[31m${"x".repeat(90)}  Running\n`);
});
