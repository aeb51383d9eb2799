import { isRecord } from "../model/arguments";
import { type Attributes, type Overridable, overridesOf } from "./overrides";

/** Construct id of what says which provider a stack needs; one a stack. */
export const ALICLOUD_REQUIREMENT_ID = "dijobs-requires-alicloud";

/** The provider, in the first version that has `alicloud_data_works_di_alarm_rule`. */
const ALICLOUD = { source: "aliyun/alicloud", version: ">= 1.241.0" };

/**
 * The `terraform` block that a stack needs for resources of the alicloud provider; empty when it says so by itself.
 *
 * A stack says so by a provider of its own, whatever that is called, or by an override of `required_providers`.
 */
export function alicloudRequirement(stack: Overridable): Attributes {
  const hasProvider = stack.node
    .findAll()
    .some(
      (construct) =>
        Symbol.for("cdktf/TerraformProvider") in construct &&
        "terraformProviderSource" in construct &&
        "terraformResourceType" in construct &&
        (construct.terraformResourceType === "alicloud" ||
          /(^|\/)aliyun\/alicloud$/.test(`${construct.terraformProviderSource}`)),
    );
  if (hasProvider || overridesRequirement(stack)) return {};
  return { terraform: { required_providers: { alicloud: ALICLOUD } } };
}

function overridesRequirement(stack: Overridable): boolean {
  const { terraform } = overridesOf(stack);
  const required = isRecord(terraform) ? terraform.required_providers : undefined;
  return isRecord(required) && "alicloud" in required;
}
