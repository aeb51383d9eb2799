import { App, TerraformOutput, TerraformProvider, TerraformStack } from "cdktf";
import { DiAlarmRule, DiJobs } from "../../src/frameworks/cdktf";
import { fakeDiJobs } from "../../src/testing/fake";
import { jobOfStack } from "../_support/stack-job";
import { written } from "../_support/synth";

const SETTINGS = {
  diAlarmRuleName: "delay",
  metricType: "Delay",
  triggerConditions: [{ severity: "Warning", duration: 10, threshold: 300 }],
  notificationSettings: { notificationChannels: [{ severity: "Warning", channels: ["Mail"] }] },
};

const REQUIREMENT = { source: "aliyun/alicloud", version: ">= 1.241.0" };

const newStack = () => new TerraformStack(new App(), "stack");

class AnyProvider extends TerraformProvider {}

const provider = (stack: TerraformStack, source: string, type = "alicloud") =>
  new AnyProvider(stack, "provider", {
    terraformResourceType: type,
    terraformProviderSource: source,
    terraformGeneratorMetadata: {
      providerName: type,
      providerVersion: "1.250.0",
      providerVersionConstraint: "1.250.0",
    },
  });

test("an alarm rule holds the id of its job, and asks for the provider", () => {
  const stack = newStack();
  new DiAlarmRule(stack, "alarm", { job: jobOfStack(), ...SETTINGS });

  expect(written(stack)).toEqual({
    terraform: { required_providers: { alicloud: REQUIREMENT } },
    resource: {
      alicloud_data_works_di_alarm_rule: {
        alarm: {
          di_job_id: 16626,
          di_alarm_rule_name: "delay",
          metric_type: "Delay",
          trigger_conditions: [{ severity: "Warning", duration: 10, threshold: 300 }],
          notification_settings: { notification_channels: [{ severity: "Warning", channels: ["Mail"] }] },
        },
      },
    },
  });
});

test("an id beyond 2^53 keeps every digit", () => {
  const stack = newStack();
  new DiAlarmRule(stack, "alarm", { job: jobOfStack({ diJobId: "9007199254740993" }), ...SETTINGS });

  expect(written(stack).resource.alicloud_data_works_di_alarm_rule.alarm.di_job_id).toBe("${9007199254740993}");
});

test("a provider of the stack stays as it is, also when it is declared after the alarm rule", () => {
  const stack = newStack();
  new DiAlarmRule(stack, "alarm", { job: jobOfStack(), ...SETTINGS });
  provider(stack, "aliyun/alicloud");

  expect(written(stack).terraform.required_providers).toEqual({
    alicloud: { source: "aliyun/alicloud", version: "1.250.0" },
  });
});

test("a provider under another name is enough", () => {
  const stack = newStack();
  const ali = provider(stack, "registry.terraform.io/aliyun/alicloud", "ali");
  new DiAlarmRule(stack, "alarm", { job: jobOfStack(), provider: ali, ...SETTINGS });

  expect(Object.keys(written(stack).terraform.required_providers)).toEqual(["ali"]);
});

test("an override of the requirement stays as it is", () => {
  const stack = newStack();
  new DiAlarmRule(stack, "alarm", { job: jobOfStack(), ...SETTINGS });
  stack.addOverride("terraform.required_providers.alicloud", { source: "mirror.example/aliyun/alicloud" });

  expect(written(stack).terraform.required_providers.alicloud).toEqual({ source: "mirror.example/aliyun/alicloud" });
});

test("other providers of the stack do not stand for it", () => {
  const stack = newStack();
  provider(stack, "hashicorp/random", "random");
  new DiAlarmRule(stack, "alarm", { job: jobOfStack(), ...SETTINGS });

  expect(Object.keys(written(stack).terraform.required_providers).sort()).toEqual(["alicloud", "random"]);
});

test("Terraform's own arguments and the attributes of the rule are there", () => {
  const stack = newStack();
  const first = new DiAlarmRule(stack, "first", { job: jobOfStack(), ...SETTINGS });
  new DiAlarmRule(stack, "second", {
    job: jobOfStack(),
    ...SETTINGS,
    dependsOn: [first],
    lifecycle: { createBeforeDestroy: true },
  });
  new TerraformOutput(stack, "ids", { value: [first.id, first.diAlarmRuleId], staticId: true });

  const { resource, output } = written(stack);
  expect(resource.alicloud_data_works_di_alarm_rule.second).toMatchObject({
    depends_on: ["alicloud_data_works_di_alarm_rule.first"],
    lifecycle: { create_before_destroy: true },
  });
  expect(output.ids.value).toEqual([
    "${alicloud_data_works_di_alarm_rule.first.id}",
    "${alicloud_data_works_di_alarm_rule.first.di_alarm_rule_id}",
  ]);
});

test("what the API does not document is a warning on the construct", () => {
  const alarm = new DiAlarmRule(newStack(), "alarm", {
    job: jobOfStack(),
    ...SETTINGS,
    notificationSettings: { notificationChannels: [{ channels: ["Pigeon"] }] },
  });

  expect(alarm.node.metadata).toContainEqual({
    type: "@cdktf/warn",
    data: expect.stringContaining("'Pigeon'"),
    trace: undefined,
  });
});

/** The alarm rules of a stack with one for each running job of a workspace, by Terraform address. */
function alarmPerJob(jobs: { jobName: string; diJobId: string; jobStatus: string }[]): Record<string, unknown> {
  const app = new App();
  fakeDiJobs(app, { "cn-shanghai/1967": jobs });
  const stack = new TerraformStack(app, "stack");
  const found = new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
  for (const job of found.where({ jobStatus: "Running" }))
    new DiAlarmRule(stack, `alarm-${job.diJobId}`, { job, ...SETTINGS });
  return written(stack).resource.alicloud_data_works_di_alarm_rule;
}

test("one more job is exactly one more resource, whatever its name and place, and none moves", () => {
  const jobs = [
    { jobName: "b", diJobId: "20", jobStatus: "Running" },
    { jobName: "${c}", diJobId: "30", jobStatus: "Running" },
    { jobName: "stopped", diJobId: "25", jobStatus: "Stopped" },
  ];

  const before = alarmPerJob(jobs);
  const { "alarm-10": added, ...others } = alarmPerJob([
    ...jobs,
    { jobName: "a", diJobId: "10", jobStatus: "Running" },
  ]);

  expect(Object.keys(before)).toEqual(["alarm-20", "alarm-30"]);
  expect(others).toEqual(before);
  expect(added).toMatchObject({ di_job_id: 10 });
});
