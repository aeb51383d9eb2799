import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatedJob, type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { type AlicloudProvider, startAlicloudProvider } from "../_support/alicloud";
import { ported } from "../_support/framework";
import { root, run } from "../_support/process";
import { makeProject, type Project } from "../_support/project";
import { describeTerraform, Terraform } from "../_support/terraform";

const workspace = { regionId: "cn-shanghai", projectId: "1967" };
const realtime = { ...workspace, migrationType: "RealtimeIncremental" };

/** The last id is no number of JavaScript. */
const JOBS: readonly EmulatedJob[] = [
  { ...realtime, diJobId: "16627", jobName: "orders_to_holo" },
  { ...realtime, diJobId: "16628", jobName: "crm_to_holo", sourceDataSourceType: "MySQL" },
  { ...realtime, diJobId: "9007199254740993", jobName: "stock_${to}_holo" },
];

/** The job that is imported, as the cloud has it. */
const REMOTE = JSON.stringify({
  alicloud_data_works_di_job: [
    {
      id: "1967:16628",
      di_job_id: 16628,
      project_id: 1967,
      job_name: "crm_to_holo",
      migration_type: "RealtimeIncremental",
      source_data_source_type: "MySQL",
      destination_data_source_type: "Hologres",
      source_data_source_settings: [{ data_source_name: "crm_mysql" }],
      destination_data_source_settings: [{ data_source_name: "crm_holo" }],
      resource_settings: [{ realtime_resource_settings: [{ resource_group_identifier: "di_group" }] }],
      table_mappings: [{ source_object_selection_rules: [{ object_type: "Database" }] }],
    },
  ],
});

const FRAMEWORKS = ["cdktf", "cdktn"] as const;

/** What a plan does with each resource that it does not leave alone, by its address. */
function changes(terraform: Terraform): Record<string, string> {
  terraform.must("plan", "-input=false", "-out=plan");
  const { resource_changes = [] } = JSON.parse(terraform.must("show", "-json", "plan").stdout) as {
    resource_changes?: { address: string; change: { actions: string[]; importing?: { id: string } } }[];
  };
  return Object.fromEntries(
    resource_changes
      .map(({ address, change }): [string, string] => [
        address,
        [...change.actions, ...(change.importing ? [`import ${change.importing.id}`] : [])].join(" "),
      ])
      .filter(([, actions]) => actions !== "no-op"),
  );
}

/** What Terraform has in its state of a resource, whose numbers are texts here. */
function stateOf(terraform: Terraform, address: string): Record<string, unknown> {
  const text = terraform.must("show", "-json").stdout.replace(/("di_job_id":)(\d+)/g, '$1"$2"');
  const { values } = JSON.parse(text) as {
    values: { root_module: { resources: { address: string; values: Record<string, unknown> }[] } };
  };
  return values.root_module.resources.find((one) => one.address === address)?.values ?? {};
}

const alarm = (name: string) => `alicloud_data_works_di_alarm_rule.${name}`;

describeTerraform("real Terraform with a provider", () => {
  describe.each(FRAMEWORKS)("%s", (framework) => {
    let emulator: Emulator;
    let provider: AlicloudProvider;
    let project: Project;
    let terraform: Terraform;

    beforeAll(async () => {
      [emulator, provider] = await Promise.all([startEmulator({ jobs: JOBS }), startAlicloudProvider(REMOTE)]);
      project = makeProject("test/fixtures/provider/main.ts", framework);
      await run(
        "tsx",
        [join(root, "test/_support/alicloud-provider/write-bindings.ts"), join(project.folder, ".gen")],
        {
          cwd: root,
        },
      );
      for (const file of readdirSync(project.folder, { recursive: true, encoding: "utf8" }))
        if (/^\.gen.*\.ts$/.test(file)) {
          const path = join(project.folder, file);
          writeFileSync(path, ported(readFileSync(path, "utf8"), framework));
        }
      terraform = new Terraform(project.folder, provider.env);
      synth();
      terraform.must("init", "-input=false");
    }, 120_000);

    afterAll(async () => {
      project.remove();
      await Promise.all([emulator.close(), provider.close()]);
    });

    /** Writes the stack for Terraform. */
    function synth(variant = ""): void {
      const ran = project.run({ ...emulator.env, VARIANT: variant }, "tsx", "main.ts");
      expect(ran).toMatchObject({ status: 0, stderr: "" });
      terraform.take(join(project.folder, "cdktf.out/stacks/stack/cdk.tf.json"));
    }

    test("ids and imports have the types that the provider's bindings ask for", async () => {
      const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
      const typeRoots = ["--typeRoots", join(root, "node_modules/@types")];
      const { stdout } = await run(
        "tsc",
        [...options, ...typeRoots, "--module", "node16", "--moduleResolution", "node16", "main.ts"],
        { cwd: project.folder },
      );

      expect(stdout).toBe("");
    });

    /** Everything is there, as the stack says. */
    async function apply(): Promise<void> {
      await emulator.setJobs(JOBS);
      synth();
      terraform.must("apply", "-auto-approve");
    }

    test("there is an alarm for each job, with its exact id, and tags on what takes them; a second plan is empty", async () => {
      await apply();
      terraform.must("destroy", "-auto-approve");
      terraform.must("validate");
      expect(changes(terraform)).toEqual({
        [alarm("alarm-16627")]: "create",
        [alarm("alarm-16628")]: "create",
        [alarm("alarm-9007199254740993")]: "create",
        [alarm("orders-alarm")]: "create",
        "alicloud_data_works_project.project": "create",
        "alicloud_security_group_rule.rule": "create",
        "alicloud_vpc.network": "create",
      });
      terraform.must("apply", "plan");

      expect(stateOf(terraform, alarm("alarm-9007199254740993"))).toMatchObject({
        di_job_id: "9007199254740993",
        di_alarm_rule_name: "delay of stock_${to}_holo",
      });
      const tags = { "di-job-id": "16627", "di-job-name": "orders_to_holo" };
      expect(stateOf(terraform, "alicloud_vpc.network").tags).toMatchObject({ ...tags, team: "data" });
      expect(stateOf(terraform, "alicloud_data_works_project.project").tags).toMatchObject(tags);
      expect(changes(terraform)).toEqual({});
    });

    test("a job that was renamed changes the name of its alarm in place", async () => {
      await apply();
      await emulator.setJobs(JOBS.map((job) => (job.diJobId === "16628" ? { ...job, jobName: "crm_v2" } : job)));
      synth();

      expect(changes(terraform)).toEqual({ [alarm("alarm-16628")]: "update" });
      terraform.must("apply", "plan");
      expect(stateOf(terraform, alarm("alarm-16628")).di_alarm_rule_name).toBe("delay of crm_v2");
    });

    test("a job that was made again replaces exactly the alarm that holds its id, and the plan says so", async () => {
      await apply();
      await emulator.setJobs(JOBS.map((job) => (job.diJobId === "16627" ? { ...job, diJobId: "20001" } : job)));
      synth();

      const tags = { "alicloud_vpc.network": "update", "alicloud_data_works_project.project": "update" };
      expect(changes(terraform)).toEqual({
        ...tags,
        [alarm("orders-alarm")]: "delete create",
        [alarm("alarm-16627")]: "delete",
        [alarm("alarm-20001")]: "create",
      });
      const { text } = terraform.must("show", "plan");
      expect(text).toContain(`${alarm("orders-alarm")} must be replaced`);
      expect(text).toContain("di_job_id = 16627 -> 20001 # forces replacement");
      terraform.must("apply", "plan");
      expect(stateOf(terraform, alarm("orders-alarm")).di_job_id).toBe("20001");
      expect(changes(terraform)).toEqual({});
    });

    test("a job that is imported is not changed", async () => {
      await apply();
      synth("import");

      expect(changes(terraform)).toEqual({ "alicloud_data_works_di_job.crm": "no-op import 1967:16628" });
      terraform.must("apply", "plan");
      expect(stateOf(terraform, "alicloud_data_works_di_job.crm").di_job_id).toBe("16628");
      expect(changes(terraform)).toEqual({});
      // To be there for the next who imports it.
      terraform.must("state", "rm", "alicloud_data_works_di_job.crm");
    });

    test("Terraform refuses an argument that the provider does not have", () => {
      synth("misspelt");

      const { status, text } = terraform.run("validate");
      expect(status).toBe(1);
      expect(text).toContain("metric_typo");
    });

    test("everything is destroyed", async () => {
      await apply();
      terraform.must("destroy", "-auto-approve");

      expect(JSON.parse(terraform.must("show", "-json").stdout).values).toBeUndefined();
    });
  });

  describe.each(FRAMEWORKS)("the examples, on %s", (framework) => {
    const EXAMPLES = join(root, "examples");
    const names = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "main.ts")));
    let emulator: Emulator;
    let provider: AlicloudProvider;
    let folder: string;

    beforeAll(async () => {
      const remote = readFileSync(join(root, "test/fixtures/provider/remote.json"), "utf8");
      const jobs = JSON.parse(readFileSync(join(EXAMPLES, "jobs.json"), "utf8"));
      [emulator, provider] = await Promise.all([startEmulator({ jobs }), startAlicloudProvider(remote)]);
    }, 60_000);

    afterAll(() => Promise.all([emulator.close(), provider.close()]));

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "example-"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    test.each(names)("%s is planned, applied, planned again and destroyed", (name) => {
      const project = makeProject(`examples/${name}/main.ts`, framework);
      try {
        for (const file of readdirSync(join(EXAMPLES, name)))
          if (file !== "main.ts" && file !== "expected" && file !== "cdktf.json")
            cpSync(join(EXAMPLES, name, file), join(project.folder, file));
        expect(project.run(emulator.env, "tsx", "main.ts")).toMatchObject({ status: 0 });
        const stacks = join(project.folder, "cdktf.out/stacks");
        for (const stack of readdirSync(stacks)) tryOut(name, join(stacks, stack, "cdk.tf.json"));
      } finally {
        project.remove();
      }
    });

    /** Takes a stack through its life. */
    function tryOut(name: string, file: string): void {
      const place = mkdtempSync(join(folder, "stack-"));
      const terraform = new Terraform(place, provider.env);
      terraform.take(file);
      terraform.must("init", "-input=false");
      terraform.must("validate");
      terraform.must("plan", "-input=false", "-out=plan");
      terraform.must("apply", "plan");
      expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);
      const { status, text } = terraform.run("destroy", "-auto-approve");
      // What is adopted must not be destroyed: the example says so.
      if (name === "adopt") expect(text).toContain("lifecycle.prevent_destroy");
      else expect({ status, text }).toMatchObject({ status: 0 });
    }
  });
});
