import { readFileSync } from "node:fs";
import { itemsOf } from "../../src/cli/report/items";
import { aCheckReport, reportsOfEveryKind } from "../_support/reports";

test("every kind of what a report says has a heading in the documentation", () => {
  const pages = ["rules", "troubleshooting"].map((name) => readFileSync(`docs/${name}.md`, "utf8")).join("\n");
  const kinds = new Set(
    [...reportsOfEveryKind(), aCheckReport([], {}, [])].flatMap((report) => itemsOf(report).map(({ kind }) => kind)),
  );

  expect([...kinds]).toEqual(expect.arrayContaining(["workspaceVanished", "jobStatus", "removed", "AccessDenied"]));
  // What passed in a comparison is no kind of anything.
  kinds.delete("unchanged");
  expect([...kinds].filter((kind) => !new RegExp(`^###? \`?${kind}\\b`, "m").test(pages))).toEqual([]);
});
