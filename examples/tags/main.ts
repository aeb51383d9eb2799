import { App, Aspects, TerraformResource, TerraformStack } from "cdktf";
import { DiJobs, jobTags, TagWithJob } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Says on everything that serves a synchronization which job that is. */
class TagsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.addOverride("terraform.required_providers.alicloud", { source: "aliyun/alicloud", version: "~> 1.241" });

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const orders = jobs.findJob("orders_to_holo");
    const crm = jobs.findJob("crm_to_holo");

    const resource = (name: string, terraformResourceType: string, attributes: object) => {
      const added = new TerraformResource(this, name, { terraformResourceType });
      for (const [attribute, value] of Object.entries(attributes)) added.addOverride(attribute, value);
    };

    // A tag that is set by hand stays.
    resource("network", "alicloud_vpc", { tags: { team: "data", "di-job-name": "every job" } });
    resource("gateway", "alicloud_eip_address", { tags: jobTags(crm, { prefix: "crm-job-", fields: ["jobName"] }) });
    // A bare resource without tags does not tell that it can have some; a generated binding does.
    resource("group", "alicloud_data_works_dw_resource_group", {
      default_vpc_id: "vpc-example",
      default_vswitch_id: "vsw-example",
      remark: "runs the synchronizations of orders",
    });
    resource("rule", "alicloud_security_group_rule", {
      security_group_id: "sg-example",
      type: "ingress",
      ip_protocol: "tcp",
      port_range: "3306/3306",
    });

    Aspects.of(this).add(
      new TagWithJob(orders, { prefix: "di-job-", resourceTypes: ["alicloud_data_works_dw_resource_group"] }),
    );
  }
}

const app = new App();
new TagsStack(app, "tags");
app.synth();
