import fc from "fast-check";
import { identifiersOf } from "../../../src/cli/unmanaged/identifiers";
import { job } from "../../_support/jobs";
import { nastyText } from "../../_support/nasty-text";

const named = (jobName: string, diJobId = "7") => job({ jobName, diJobId });

test.each([
  ["orders_to_holo", "orders_to_holo"],
  ["orders-v2", "orders-v2"],
  ["orders to holo", "orders_to_holo_7"],
  ["7days", "job_7days_7"],
  ["作业", "job_7"],
  ["", "job_7"],
  ["${x}", "x_7"],
])("%j is written as %s", (jobName, identifier) => {
  expect([...identifiersOf([named(jobName)], []).values()]).toEqual([identifier]);
});

test("no two jobs have one name, and none has one that is taken", () => {
  const jobs = [
    named("orders", "1"),
    named("orders", "2"),
    named("Orders", "3"),
    job({ jobName: "orders", diJobId: "2", projectId: "2044" }),
    named("stock", "5"),
  ];

  expect([...identifiersOf(jobs, ["stock"]).values()]).toEqual([
    "orders",
    "orders_2",
    "Orders_3",
    "orders_2_2044",
    "stock_5",
  ]);
});

test("any name becomes an identifier of Terraform's", () => {
  fc.assert(
    fc.property(nastyText, (jobName) => {
      expect([...identifiersOf([named(jobName)], []).values()]).toEqual([expect.stringMatching(/^[A-Za-z][\w-]*$/)]);
    }),
  );
});
