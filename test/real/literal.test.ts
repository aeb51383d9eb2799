import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aspects, TerraformLocal, TerraformOutput, TerraformResource, type TerraformStack, Token } from "cdktf";
import { type DiJob, DiJobs, jobTags, literal, TagWithJob } from "cdktf-dataworks-di-jobs";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import type { Construct } from "constructs";
import fc from "fast-check";
import { nastyText } from "../_support/nasty-text";
import { describeTerraform } from "../_support/terraform";
import { TerraformOfStacks } from "../_support/terraform-of-stacks";

const NASTY_NAMES = [
  "${path.cwd}",
  "%{ if true }x%{ endif }",
  "$${x}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]}",
  'a"b\\c',
  'x", file("/etc/hostname"), "y',
  "{x}$",
  "\ufeff~",
  "~",
  "line\nbreak",
  "__proto__",
  "constructor",
  "作业-1",
];

const output = (stack: TerraformStack, id: string, value: unknown) =>
  new TerraformOutput(stack, id, { value, staticId: true });

let terraform: TerraformOfStacks;

beforeAll(() => {
  terraform = new TerraformOfStacks(mkdtempSync(join(tmpdir(), "literal-")));
});

afterAll(() => rmSync(terraform.folder, { recursive: true }));

describeTerraform("names of jobs", () => {
  let emulator: Emulator;
  const environment = { ...process.env };

  beforeAll(async () => {
    emulator = await startEmulator({ jobs: NASTY_NAMES.map((jobName) => ({ jobName })) });
    process.env = { ...environment, ...emulator.env };
    terraform.write((stack) => {
      // The token that a name such as ${TfToken[TOKEN.0]} would give away.
      Token.asString("the secret of another construct");
      const jobs = new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
      output(stack, "names", jobs.names);
      output(stack, "by_name", jobs.toMap({ fields: ["jobName"] }));
      output(stack, "whole", jobs.findJob("${path.cwd}"));
      output(
        stack,
        "tags",
        jobs.all.map((job) => jobTags(job, { fields: ["jobName"] })),
      );
    });
    terraform.apply();
  });

  afterAll(async () => {
    process.env = { ...environment };
    await emulator.close();
  });

  test("arrive as values, letter by letter", () => {
    expect(terraform.output("names")).toEqual(NASTY_NAMES);
  });

  test("arrive as keys of a map and as fields of its jobs", () => {
    const entries = NASTY_NAMES.map((jobName) => [jobName, { jobName }]);

    expect(Object.entries(terraform.output("by_name") as object).sort()).toEqual(entries.sort());
  });

  test("arrive in a job that is an output as it is", () => {
    expect(terraform.output("whole")).toMatchObject({ jobName: "${path.cwd}", importId: "1967:10001" });
  });

  test("arrive as the values of tags", () => {
    expect(terraform.output("tags")).toEqual(NASTY_NAMES.map((jobName) => ({ "di-job-name": jobName })));
  });
});

const JOB: DiJob = {
  regionId: "cn-shanghai",
  projectId: "1967",
  diJobId: "16626",
  jobName: "orders",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Running",
  importId: "1967:16626",
};

/** A resource of the shape of a binding, whose tags need no provider. */
class Tagged extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    public tags: Record<string, string>,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }
  get tagsInput() {
    return this.tags;
  }
  protected override synthesizeAttributes() {
    return { input: this.tags };
  }
}

const start = (jobName: string) => [...jobName].slice(0, 4).join("");

describeTerraform("texts of every kind", () => {
  test("arrive letter by letter in tags that Terraform merges", () => {
    const names = fc.sample(nastyText, { numRuns: 60, seed: jest.getSeed() }).map((one) => one.normalize("NFC"));
    const taggable = names.filter((name) => name.length >= 1 && name.length <= 128 && !name.includes("://"));
    terraform.write((stack) => {
      const own = Token.asStringMap(new TerraformLocal(stack, "own", { team: "data" }).expression);
      const tagged = taggable.map((jobName, index) => {
        const resource = new Tagged(stack, `tagged-${index}`, own);
        Aspects.of(resource).add(new TagWithJob({ ...JOB, jobName }, { prefix: start(jobName), fields: ["jobName"] }));
        return Token.asString(resource.interpolationForAttribute("input"));
      });
      output(stack, "merged", tagged);
    });
    terraform.apply();

    expect(terraform.output("merged")).toEqual(
      taggable.map((jobName) => ({ [`${start(jobName)}name`]: jobName, team: "data" })),
    );
  });

  test("arrive letter by letter as values and as keys of a map", () => {
    // Terraform itself composes characters, so texts that differ in nothing else are one.
    const texts = new Set(
      fc.sample(nastyText, { numRuns: 4_000, seed: jest.getSeed() }).map((one) => one.normalize("NFC")),
    );
    expect(texts.size).toBeGreaterThan(2_000);
    terraform.write((stack) => {
      const escaped = [...texts].map(literal);
      output(stack, "values", escaped);
      output(stack, "keys", Object.fromEntries(escaped.map((one) => [one, "x"])));
    });
    terraform.apply();

    expect(terraform.output("values")).toEqual([...texts]);
    expect(new Set(Object.keys(terraform.output("keys") as object))).toEqual(texts);
  });
});
