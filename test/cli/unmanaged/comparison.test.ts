import { compareManagement } from "../../../src/cli/unmanaged/comparison";
import type { Mention } from "../../../src/cli/unmanaged/mention";
import { job } from "../../_support/jobs";

const orders = job({ diJobId: "1", jobName: "orders" });
const stock = job({ diJobId: "2", jobName: "stock" });

function evidence(parts: Partial<Mention>): Mention {
  return { file: "prod.json", address: "alicloud_data_works_di_job.x", ...parts };
}

const named = (jobName: string, projectId = "1967") => evidence({ declared: { projectId, jobName } });

/** Ids of the jobs with how they are managed. */
function managements(...args: Parameters<typeof compareManagement>) {
  return compareManagement(...args).jobs.map(({ job, management }) => `${job.diJobId} ${management}`);
}

test("a job is managed by whoever has its id, and by nobody where none has", () => {
  expect(managements([orders, stock], [evidence({ importId: "1967:1" })])).toEqual(["1 byId", "2 none"]);
});

test("the same id in another workspace is another job", () => {
  expect(managements([orders], [evidence({ importId: "2044:1" })])).toEqual(["1 none"]);
});

test("a name in a stack is a job's, if one job only has it, in the workspace of the resource", () => {
  const twin = job({ diJobId: "3", jobName: "stock" });

  expect(managements([orders, stock, twin], [named("orders"), named("stock")])).toEqual([
    "1 byName",
    "2 unclear",
    "3 unclear",
  ]);
  expect(managements([orders], [named("orders", "2044")])).toEqual(["1 none"]);
});

test("a name whose job a state has stands for no other job", () => {
  const twin = job({ diJobId: "3", jobName: "orders" });

  expect(managements([orders, twin], [evidence({ importId: "1967:1" }), named("orders")])).toEqual([
    "1 byId",
    "3 none",
  ]);
});

test("an id that two regions have may be either", () => {
  const elsewhere = job({ ...orders, regionId: "cn-beijing" });

  expect(managements([orders, elsewhere], [evidence({ importId: "1967:1" })])).toEqual(["1 unclear", "1 unclear"]);
  expect(managements([orders, elsewhere], [])).toEqual(["1 none", "1 none"]);
});

test("what only Terraform knows is told, unless a state knows the same resource, or instances of it", () => {
  const computed = evidence({ file: "cdk.tf.json", address: "alicloud_data_works_di_job.a" });
  const longer = evidence({ importId: "1967:9", address: "alicloud_data_works_di_job.ab" });
  const instance = evidence({ importId: "1967:9", address: 'alicloud_data_works_di_job.a["x"]' });

  expect(compareManagement([orders], [computed]).unread).toEqual([computed]);
  expect(compareManagement([orders], [computed, longer]).unread).toEqual([computed]);
  expect(compareManagement([orders], [computed, instance]).unread).toEqual([]);
});
