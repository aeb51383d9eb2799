import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AlicloudProvider, startAlicloudProvider } from "../_support/alicloud";
import { type Cli, makeCli } from "../_support/cli";
import { type FrameworkName, ported } from "../_support/framework";
import { root, run } from "../_support/process";
import { makeProject, type Project } from "../_support/project";
import { describeTerraform, Terraform } from "../_support/terraform";

const HERE = ["-w", "cn-shanghai/1967"];
const JOBS = [
  { diJobId: "16627", jobName: "orders_to_holo" },
  { diJobId: "9007199254740993", jobName: "stock to holo" },
  { diJobId: "16629", jobName: '${file("/etc/hostname")} %{ if true } "\\ 作业\n}' },
  { diJobId: "16630", jobName: "*/ `${process.exit()}` \u2028" },
];

/** The jobs as the cloud has them, with settings that the listing does not tell. */
const REMOTE = JSON.stringify({
  alicloud_data_works_di_job: JOBS.map(({ diJobId, jobName }) => ({
    id: `1967:${diJobId}`,
    di_job_id: "ID",
    project_id: 1967,
    job_name: jobName,
    migration_type: "Full",
    source_data_source_type: "MySQL",
    destination_data_source_type: "Hologres",
    source_data_source_settings: [{ data_source_name: "mysql" }],
    destination_data_source_settings: [{ data_source_name: "holo" }],
    resource_settings: [{ realtime_resource_settings: [{ resource_group_identifier: "di_group" }] }],
    table_mappings: [{ source_object_selection_rules: [{ object_type: "Database" }] }],
  })),
}).replace(/"id":"1967:(\d+)","di_job_id":"ID"/g, '"id":"1967:$1","di_job_id":$1');

const IMPORTS = JOBS.map(({ diJobId }) => `no-op import 1967:${diJobId}`).sort();

let cli: Cli;
let provider: AlicloudProvider;

beforeAll(async () => {
  [cli, provider] = await Promise.all([makeCli({ jobs: JOBS }), startAlicloudProvider(REMOTE)]);
  cli.write("none.json", '{"format_version":"1.0"}');
});

afterAll(() => Promise.all([cli.close(), provider.close()]));

/** What a plan does. */
function planned(terraform: Terraform, ...args: readonly string[]): string[] {
  terraform.must("plan", "-input=false", "-out=plan", ...args);
  const { resource_changes = [] } = JSON.parse(terraform.must("show", "-json", "plan").stdout) as {
    resource_changes?: { change: { actions: string[]; importing?: { id: string } } }[];
  };
  return resource_changes
    .map(({ change }) => [...change.actions, ...(change.importing ? [`import ${change.importing.id}`] : [])].join(" "))
    .sort();
}

/** What `dijobs unmanaged` says of the state that Terraform has now. */
async function unmanaged(terraform: Terraform) {
  cli.write("state.json", terraform.must("show", "-json").stdout);
  return cli.run("unmanaged", ...HERE, "--state", "state.json");
}

describeTerraform("what adopts jobs that nobody manages, by real Terraform", () => {
  test("is taken as import blocks: nothing changes, and then nothing is unmanaged", async () => {
    const terraform = new Terraform(cli.folder, provider.env);
    const { stdout } = await cli.run("unmanaged", ...HERE, "--state", "none.json", "--format", "hcl");
    terraform.writeText(
      "main.tf",
      'terraform {\n required_providers {\n alicloud = { source = "aliyun/alicloud" }\n }\n}\n',
    );
    terraform.writeText("imports.tf", stdout);
    terraform.must("init", "-input=false");

    expect(planned(terraform, "-generate-config-out=di_jobs.tf")).toEqual(IMPORTS);
    terraform.must("apply", "plan");
    terraform.must("validate");

    expect(planned(terraform)).toEqual(JOBS.map(() => "no-op"));
    expect(await unmanaged(terraform)).toMatchObject({ status: 0, stderr: "" });
    terraform.must("taint", "alicloud_data_works_di_job.orders_to_holo");
    expect(await unmanaged(terraform)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(
        "next apply deletes the job of state.json: alicloud_data_works_di_job.orders_to_holo",
      ),
    });
  });

  describe.each(["cdktf", "cdktn"] as const)("in a stack of %s", (framework) => {
    let project: Project;

    afterEach(() => project.remove());

    test("is taken as resources: they compile, nothing changes, and then nothing is unmanaged", async () => {
      const { stdout } = await cli.run("unmanaged", ...HERE, "--state", "none.json", "--format", "cdktf");
      cli.write("main.ts", appAround(stdout));
      project = makeProject(join(cli.folder, "main.ts"), framework);
      await writeBindings(project.folder, framework);
      expect(await typeErrors(project.folder)).toBe("");
      expect(project.run({}, "tsx", "main.ts")).toMatchObject({ status: 0, stderr: "" });
      const terraform = new Terraform(project.folder, provider.env);
      terraform.take(join(project.folder, "cdktf.out/stacks/stack/cdk.tf.json"));
      terraform.must("init", "-input=false");
      terraform.must("validate");

      const stacks = ["--stacks", join(project.folder, "cdktf.out")];
      expect(await cli.run("unmanaged", ...HERE, ...stacks)).toMatchObject({ status: 0, stderr: "" });
      expect(planned(terraform)).toEqual(IMPORTS);
      terraform.must("apply", "plan");

      expect(planned(terraform)).toEqual(JOBS.map(() => "no-op"));
      expect(await unmanaged(terraform)).toMatchObject({ status: 0, stderr: "" });
    });

    test("a job is created if it is not there, and kept in every plan after", async () => {
      cli.write("main.ts", appAround(CREATED_OR_ADOPTED));
      project = makeProject(join(cli.folder, "main.ts"), framework);
      await writeBindings(project.folder, framework);
      const terraform = new Terraform(project.folder, provider.env);
      const synth = () => {
        expect(project.run(cli.emulator.env, "tsx", "main.ts")).toMatchObject({ status: 0, stderr: "" });
        terraform.take(join(project.folder, "cdktf.out/stacks/stack/cdk.tf.json"));
      };
      await cli.emulator.setJobs(JOBS);
      synth();
      terraform.must("init", "-input=false");
      expect(planned(terraform)).toEqual(["create"]);
      terraform.must("apply", "plan");
      const [, diJobId] = /"id":"1967:(\d+)"/.exec(terraform.must("show", "-json").stdout) ?? [];
      await cli.emulator.setJobs([...JOBS, { diJobId: `${diJobId}`, jobName: "returns_to_holo" }]);

      synth();
      expect(planned(terraform)).toEqual(["no-op"]);
      terraform.must("state", "rm", "alicloud_data_works_di_job.returns");
      expect(planned(terraform)).toEqual([`no-op import 1967:${diJobId}`]);
      await cli.emulator.setJobs(JOBS);
    });
  });
});

const CREATED_OR_ADOPTED = `
    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const returns = new DataWorksDiJob(this, "returns", {
      projectId: 1967,
      jobName: "returns_to_holo",
      migrationType: "Full",
      sourceDataSourceType: "MySQL",
      destinationDataSourceType: "Hologres",
      sourceDataSourceSettings: [{ dataSourceName: "mysql" }],
      destinationDataSourceSettings: [{ dataSourceName: "holo" }],
      resourceSettings: {},
      tableMappings: [{}],
    });
    const found = jobs.tryFindJob("returns_to_holo");
    if (found !== undefined) returns.importFrom(found.importId);
`;

function appAround(resources: string): string {
  return `
import { App, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import { DataWorksDiJob } from "./.gen/providers/alicloud/data-works-di-job";
import { AlicloudProvider } from "./.gen/providers/alicloud/provider";

class AdoptStack extends TerraformStack {
  constructor(scope: App, id: string) {
    super(scope, id);
    new AlicloudProvider(this, "alicloud", { region: "cn-shanghai" });
${resources}
  }
}

const app = new App();
new AdoptStack(app, "stack");
app.synth();
`;
}

async function writeBindings(folder: string, framework: FrameworkName): Promise<void> {
  const program = join(root, "test/_support/alicloud-provider/write-bindings.ts");
  await run("tsx", [program, join(folder, ".gen")], { cwd: root });
  for (const file of readdirSync(join(folder, ".gen"), { recursive: true, encoding: "utf8" })) {
    const path = join(folder, ".gen", file);
    if (file.endsWith(".ts")) writeFileSync(path, ported(readFileSync(path, "utf8"), framework));
  }
}

async function typeErrors(folder: string): Promise<string> {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
  const modules = ["--module", "node16", "--moduleResolution", "node16"];
  const typeRoots = ["--typeRoots", join(root, "node_modules/@types")];
  return (await run("tsc", [...options, ...modules, ...typeRoots, "main.ts"], { cwd: folder })).stdout;
}
