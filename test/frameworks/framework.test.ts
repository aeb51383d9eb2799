import { App, TerraformResource } from "cdktf";
import { DiAlarmRule } from "../../src";
import { DiAlarmRule as DirectDiAlarmRule } from "../../src/frameworks/cdktf";

/** The framework that the jest project is for. */
declare const FRAMEWORK: string;

test("the tests of constructs run on the framework of their project, and so does the library in them", () => {
  expect(Reflect.get(App, Symbol.for("jsii.rtti"))).toMatchObject({ fqn: `${FRAMEWORK}.App` });
  expect(DiAlarmRule.prototype).toBeInstanceOf(TerraformResource);
  expect(DiAlarmRule).toBe(DirectDiAlarmRule);
});
