import { App, TerraformResource } from "cdktf";
import { DiAlarmRule } from "../../src";
import { DiAlarmRule as DirectDiAlarmRule } from "../../src/frameworks/cdktf";
import { framework } from "../_support/framework";

test("the tests of constructs run on the framework of their project, and so does the library in them", () => {
  expect(Reflect.get(App, Symbol.for("jsii.rtti"))).toMatchObject({ fqn: `${framework}.App` });
  expect(DiAlarmRule.prototype).toBeInstanceOf(TerraformResource);
  expect(DiAlarmRule).toBe(DirectDiAlarmRule);
});
