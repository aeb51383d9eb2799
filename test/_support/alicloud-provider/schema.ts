/**
 * What the alicloud provider takes, of the resources that the examples and the tests use, as
 * `terraform providers schema -json` writes it.
 *
 * Typed from https://github.com/aliyun/terraform-provider-alicloud (version 1.289): required, optional, computed, what
 * replaces a resource (`ForceNew`) and how often a block may stand.
 */

/** The type of an attribute, as Terraform's JSON has it. */
type Type = "string" | "number" | "bool" | readonly ["list" | "map", "string"];

export interface Attribute {
  readonly type: Type;
  readonly description_kind: "plain";
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  /** Whether another value takes another resource; Terraform is told when it plans, not by the schema. */
  readonly replaces?: true;
}

export interface NestedBlock {
  readonly nesting_mode: "list";
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly replaces?: true;
}

export interface Block {
  readonly description_kind: "plain";
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types: Readonly<Record<string, NestedBlock>>;
}

export interface Schema {
  readonly version: number;
  readonly block: Block;
}

const optional = (type: Type): Attribute => ({ type, description_kind: "plain", optional: true });
const required = (type: Type): Attribute => ({ type, description_kind: "plain", required: true });
const computed = (type: Type): Attribute => ({ type, description_kind: "plain", computed: true });
const either = (type: Type): Attribute => ({ type, description_kind: "plain", optional: true, computed: true });
const replacing = <T extends Attribute | NestedBlock>(part: T): T => ({ ...part, replaces: true });

const block = (attributes: Block["attributes"], block_types: Block["block_types"] = {}): Block => ({
  description_kind: "plain",
  attributes,
  block_types,
});

const nested = (inner: Block, limits: Pick<NestedBlock, "min_items" | "max_items"> = {}): NestedBlock => ({
  nesting_mode: "list",
  block: inner,
  ...limits,
});

const resource = (attributes: Block["attributes"], block_types?: Block["block_types"]): Schema => ({
  version: 0,
  block: block({ id: either("string"), ...attributes }, block_types),
});

const ONE = { min_items: 1, max_items: 1 };
const AT_MOST_ONE = { max_items: 1 };
const SOME = { min_items: 1 };
const TEXTS = ["list", "string"] as const;
const TAGS = optional(["map", "string"]);

const RESOURCE_SETTINGS = nested(
  block({ requested_cu: optional("number"), resource_group_identifier: optional("string") }),
  AT_MOST_ONE,
);

/** The resources, by their types. */
export const RESOURCES: Readonly<Record<string, Schema>> = {
  alicloud_data_works_di_alarm_rule: resource(
    {
      description: optional("string"),
      di_alarm_rule_id: computed("number"),
      di_alarm_rule_name: required("string"),
      di_job_id: replacing(required("number")),
      enabled: optional("bool"),
      metric_type: required("string"),
    },
    {
      notification_settings: nested(
        block(
          { inhibition_interval: optional("number") },
          {
            notification_channels: nested(block({ severity: optional("string"), channels: optional(TEXTS) })),
            notification_receivers: nested(
              block({ receiver_type: optional("string"), receiver_values: optional(TEXTS) }),
            ),
          },
        ),
        ONE,
      ),
      trigger_conditions: nested(
        block({
          ddl_report_tags: optional(TEXTS),
          duration: optional("number"),
          severity: optional("string"),
          threshold: optional("number"),
        }),
        SOME,
      ),
    },
  ),
  alicloud_data_works_di_job: resource(
    {
      description: optional("string"),
      destination_data_source_type: replacing(required("string")),
      di_job_id: computed("number"),
      job_name: replacing(required("string")),
      migration_type: replacing(required("string")),
      project_id: replacing(either("number")),
      source_data_source_type: replacing(required("string")),
    },
    {
      destination_data_source_settings: replacing(
        nested(block({ data_source_name: replacing(optional("string")) }), SOME),
      ),
      job_settings: replacing(
        nested(
          block(
            { channel_settings: optional("string") },
            {
              column_data_type_settings: nested(
                block({ destination_data_type: optional("string"), source_data_type: optional("string") }),
              ),
              cycle_schedule_settings: nested(
                block({
                  cycle_migration_type: replacing(optional("string")),
                  schedule_parameters: optional("string"),
                }),
                AT_MOST_ONE,
              ),
              ddl_handling_settings: nested(block({ action: optional("string"), type: optional("string") })),
              runtime_settings: nested(block({ name: optional("string"), value: optional("string") })),
            },
          ),
          AT_MOST_ONE,
        ),
      ),
      resource_settings: replacing(
        nested(
          block(
            {},
            {
              offline_resource_settings: RESOURCE_SETTINGS,
              realtime_resource_settings: RESOURCE_SETTINGS,
              schedule_resource_settings: RESOURCE_SETTINGS,
            },
          ),
          ONE,
        ),
      ),
      source_data_source_settings: replacing(
        nested(
          block(
            { data_source_name: replacing(optional("string")) },
            {
              data_source_properties: replacing(
                nested(
                  block({ encoding: replacing(optional("string")), timezone: replacing(optional("string")) }),
                  AT_MOST_ONE,
                ),
              ),
            },
          ),
          SOME,
        ),
      ),
      table_mappings: nested(
        block(
          {},
          {
            source_object_selection_rules: nested(
              block({
                action: optional("string"),
                expression: optional("string"),
                expression_type: optional("string"),
                object_type: optional("string"),
              }),
            ),
            transformation_rules: nested(
              block({
                rule_action_type: optional("string"),
                rule_name: optional("string"),
                rule_target_type: optional("string"),
              }),
            ),
          },
        ),
        SOME,
      ),
      transformation_rules: nested(
        block({
          rule_action_type: optional("string"),
          rule_expression: optional("string"),
          rule_name: optional("string"),
          rule_target_type: optional("string"),
        }),
      ),
    },
  ),
  alicloud_data_works_project: resource({
    description: optional("string"),
    dev_environment_enabled: either("bool"),
    dev_role_disabled: either("bool"),
    display_name: required("string"),
    pai_task_enabled: required("bool"),
    project_name: replacing(required("string")),
    resource_group_id: either("string"),
    status: either("string"),
    tags: TAGS,
  }),
  alicloud_data_works_dw_resource_group: resource({
    auto_renew: optional("bool"),
    create_time: computed("number"),
    default_vpc_id: replacing(required("string")),
    default_vswitch_id: replacing(required("string")),
    payment_duration: optional("number"),
    payment_duration_unit: optional("string"),
    payment_type: replacing(either("string")),
    remark: required("string"),
    resource_group_id: either("string"),
    resource_group_name: optional("string"),
    specification: optional("number"),
    status: computed("string"),
    tags: TAGS,
  }),
  alicloud_resource_manager_resource_group: resource({
    account_id: computed("string"),
    display_name: required("string"),
    resource_group_name: replacing(either("string")),
    status: computed("string"),
    tags: TAGS,
  }),
  alicloud_vpc: resource({
    cidr_block: either("string"),
    description: optional("string"),
    tags: TAGS,
    vpc_name: either("string"),
  }),
  alicloud_eip_address: resource({
    address_name: either("string"),
    bandwidth: either("string"),
    description: optional("string"),
    ip_address: computed("string"),
    tags: TAGS,
  }),
  alicloud_security_group_rule: resource({
    cidr_ip: replacing(optional("string")),
    ip_protocol: replacing(required("string")),
    nic_type: replacing(either("string")),
    policy: replacing(optional("string")),
    port_range: replacing(optional("string")),
    priority: replacing(optional("number")),
    security_group_id: replacing(required("string")),
    type: replacing(required("string")),
  }),
};

/** What the provider itself is configured with. */
export const PROVIDER: Schema = {
  version: 0,
  block: block({ profile: optional("string"), region: optional("string") }),
};

/** Where Terraform would get the provider. */
export const PROVIDER_SOURCE = "registry.terraform.io/aliyun/alicloud";

/** All of it, as generators of bindings read it. */
export const PROVIDER_SCHEMAS = {
  format_version: "1.0",
  provider_versions: { [PROVIDER_SOURCE]: "1.289.0" },
  provider_schemas: {
    [PROVIDER_SOURCE]: { provider: PROVIDER, resource_schemas: RESOURCES, data_source_schemas: {} },
  },
};
