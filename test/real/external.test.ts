import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type AlicloudProvider, reattached, startAlicloudProvider, startExternalProvider } from "../_support/alicloud";
import { type Cli, makeCli } from "../_support/cli";
import { root } from "../_support/process";
import { describeTerraform, Terraform } from "../_support/terraform";

const HOSTILE = '${file("/etc/hostname")} %{ if true } "\\ 作业 ##[error]x';
const JOBS = [
  { diJobId: "9007199254740993", jobName: "stock_to_holo" },
  { diJobId: "16628", jobName: HOSTILE },
];
/** What the providers are, and a resource of the one that has jobs. */
const PROVIDERS = `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
    external = { source = "hashicorp/external" }
  }
}
`;
const SETTINGS = `
  project_id                        = 1967
  job_name                          = "orders_to_holo"
  migration_type                    = "Full"
  source_data_source_type           = "MySQL"
  destination_data_source_type      = "Hologres"
  source_data_source_settings      { data_source_name = "mysql" }
  destination_data_source_settings { data_source_name = "holo" }
  resource_settings {}
  table_mappings {}
`;

let cli: Cli;
let providers: readonly [AlicloudProvider, AlicloudProvider];
let terraform: Terraform;

beforeAll(async () => {
  cli = await makeCli({ jobs: JOBS });
  const env = { ...cli.emulator.env, HOME: cli.folder };
  providers = await Promise.all([startAlicloudProvider(), startExternalProvider(env)]);
});

afterAll(() => Promise.all([cli.close(), ...providers.map((provider) => provider.close())]));

beforeEach(async () => {
  await cli.emulator.setJobs(JOBS);
  rmSync(join(cli.folder, "work"), { recursive: true, force: true });
  terraform = new Terraform(cli.folder, reattached(...providers));
  terraform.writeText("providers.tf", PROVIDERS);
});

/** A piece of HCL of docs/terraform.md that has a text, with this build as its program. */
function recipe(text: string): string {
  const page = readFileSync(join(root, "docs/terraform.md"), "utf8");
  const [, hcl] = [...page.matchAll(/^```hcl\n([\s\S]*?)^```$/gm)].find(([, code]) => code?.includes(text)) ?? [];
  if (hcl === undefined) throw new Error(`docs/terraform.md has no HCL with ${text}`);
  const program = JSON.stringify([process.execPath, join(root, "dist/cli/program.js"), "external"]);
  return hcl.replace(/\["npx".*\]/, program).replace("  # …\n", SETTINGS);
}

/** What a plan does, by address. */
function planned(): Record<string, string> {
  terraform.must("plan", "-input=false", "-out=plan");
  const { resource_changes = [] } = JSON.parse(terraform.must("show", "-json", "plan").stdout) as {
    resource_changes?: { address: string; change: { actions: string[]; importing?: { id: string } } }[];
  };
  return Object.fromEntries(
    resource_changes.map(({ address, change }) => [
      address,
      [...change.actions, ...(change.importing ? [`import ${change.importing.id}`] : [])].join(" "),
    ]),
  );
}

const ORDERS = "alicloud_data_works_di_job.orders";

/** Makes the emulator list the job that Terraform has made. */
async function listTheJobOf(address: string): Promise<string> {
  const { values } = JSON.parse(terraform.must("show", "-json").stdout) as {
    values: { root_module: { resources: { address: string; values: { id: string } }[] } };
  };
  const { id = "" } = values.root_module.resources.find((one) => one.address === address)?.values ?? {};
  await cli.emulator.setJobs([...JOBS, { diJobId: id.split(":")[1] ?? "", jobName: "orders_to_holo" }]);
  return id;
}

describeTerraform('real Terraform with a data "external"', () => {
  test("gets jobs by name, one and several, with every digit and letter", () => {
    // In HCL the signs of a template are doubled, and everything else of a text is as in JSON.
    const hostile = JSON.stringify(HOSTILE).replace(/[$%](?=\{)/g, (sign) => sign + sign);
    const asked = recipe("jsondecode(").replace(/jsonencode\(.*\)/, () => `jsonencode([${hostile}, "stock_to_holo"])`);
    const output = 'output "jobs" { value = { for name, job in local.jobs : name => [job.id, job.name] } }';
    terraform.writeText("main.tf", `${asked}\n${output}\n`);

    terraform.apply();

    expect(terraform.output("jobs")).toEqual({
      stock_to_holo: ["9007199254740993", "stock_to_holo"],
      [HOSTILE]: ["16628", HOSTILE],
    });
  });

  test("shows why there is no answer, in one sentence", () => {
    const [data = ""] = recipe('name = "orders_to_holo" }').split("\nresource ");
    terraform.writeText("main.tf", data);
    terraform.must("init", "-input=false");

    const { status, text } = terraform.run("plan", "-input=false");

    expect(status).toBe(1);
    expect(text).toContain("cn-shanghai/1967 has no job named 'orders_to_holo'; nearest names: stock_to_holo");
  });

  describe("creates a job if it is not there, by the recipe of the page", () => {
    beforeEach(() => {
      terraform.writeText("main.tf", recipe('missing = "empty"'));
      terraform.must("init", "-input=false");
    });

    test("and keeps it in every plan after", async () => {
      expect(planned()).toEqual({ [ORDERS]: "create" });
      terraform.must("apply", "plan");
      await listTheJobOf(ORDERS);

      expect(planned()).toEqual({ [ORDERS]: "no-op" });
      terraform.must("apply", "plan");
      expect(planned()).toEqual({ [ORDERS]: "no-op" });
    });

    test("and imports one that is there, which somebody else has made", async () => {
      terraform.must("apply", "-auto-approve");
      const id = await listTheJobOf(ORDERS);
      terraform.must("state", "rm", ORDERS);

      expect(planned()).toEqual({ [ORDERS]: `no-op import ${id}` });
      terraform.must("apply", "plan");
      expect(planned()).toEqual({ [ORDERS]: "no-op" });
    });
  });

  test("would delete what it made by the obvious way, as the page says", async () => {
    const [data = ""] = recipe('missing = "empty"').split("\nimport {");
    const counted = `count = data.external.orders.result.id == "" ? 1 : 0`;
    terraform.writeText(
      "main.tf",
      `${data}\nresource "alicloud_data_works_di_job" "orders" {\n${counted}\n${SETTINGS}}\n`,
    );
    terraform.apply();
    await listTheJobOf(`${ORDERS}[0]`);

    expect(planned()).toEqual({ [`${ORDERS}[0]`]: "delete" });
  });
});
