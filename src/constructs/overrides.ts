import type { IConstruct } from "constructs";
import { isRecord } from "../model/arguments";

/** A stack, or an element of one, whose Terraform can be overridden: what cdktf and CDK Terrain have in common. */
export interface Overridable extends IConstruct {
  addOverride(path: string, value: unknown): void;
}

/** A plain record, as overrides and attributes are. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Tells whether a construct is a Terraform element or stack. */
export function isOverridable(construct: IConstruct): construct is Overridable {
  return "addOverride" in construct && typeof construct.addOverride === "function";
}

/** What was overridden so far; the frameworks keep it where only their subclasses look. */
export function overridesOf(construct: IConstruct): Attributes {
  return "rawOverrides" in construct && isRecord(construct.rawOverrides) ? construct.rawOverrides : {};
}

/** Both frameworks mark their classes with the same symbols. */
export function isMarked(construct: IConstruct, className: "TerraformStack" | "TerraformResource"): boolean {
  return Symbol.for(`cdktf/${className}`) in construct;
}

/** The stack that a construct stands in. */
export function stackOf(construct: IConstruct): Overridable | undefined {
  return construct.node.scopes
    .filter(isOverridable)
    .reverse()
    .find((scope) => isMarked(scope, "TerraformStack"));
}
