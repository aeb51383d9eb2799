import { App, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { annotate, hasErrors, tell } from "../../src/constructs/annotation";
import { literal } from "../../src/constructs/literal";
import { isOverridable, overridesOf, stackOf } from "../../src/constructs/overrides";
import { pathIn, placed } from "../../src/constructs/placed";
import { alicloudRequirement } from "../../src/constructs/provider-requirement";
import { DataWorksError } from "../../src/errors/error";
import { failure } from "../_support/failure";

class Provider extends TerraformProvider {}

const stackIn = () => new TerraformStack(new App(), "prod");

describe("the path of a construct that is about to be made", () => {
  test("is that of its scope and its id, in the app the id alone", () => {
    const stack = stackIn();

    expect(pathIn(stack, "jobs")).toBe("prod/jobs");
    expect(pathIn(stack.node.root, "jobs")).toBe("jobs");
  });

  test.each<[unknown, string]>([
    ["", "id cannot be ''\n  at prod\n  name the construct"],
    [5, "id cannot be '5'\n  at prod\n  name the construct"],
    [undefined, "id is missing\n  at prod\n  name the construct"],
  ])("is refused for the id %j", (id, words) => {
    expect(failure(() => pathIn(stackIn(), id as string)).message).toBe(words);
  });

  test("is refused for a scope that is no construct", () => {
    expect(failure(() => pathIn({} as TerraformStack, "jobs")).message).toMatch(/^scope cannot be/);
  });
});

test("an error says at which construct it was, and an error that is none of ours stays as it is", () => {
  const bug = new TypeError("a bug");
  const throwing = (error: Error) => () =>
    placed("prod/jobs", () => {
      throw error;
    });

  expect(failure(throwing(new DataWorksError("InvalidArgument", { what: "no" }))).message).toBe("no\n  at prod/jobs");
  expect(throwing(bug)).toThrow(bug);
  expect(placed("prod/jobs", () => 7)).toBe(7);
});

describe("an annotation", () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    jest.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  });

  test.each([
    ["info", []],
    ["warn", ["warning: [prod] odd\n"]],
    ["error", []],
  ] as const)(
    "of the level %s stands on the construct, and on standard error where nobody else prints it",
    (level, lines) => {
      const stack = stackIn();
      annotate(stack, level, "odd");
      annotate(stack, level, "odd");
      annotate(stack, level === "info" ? "warn" : "info", "odd");

      const said = stack.node.metadata.filter(({ type }) => type === `@cdktf/${level}`);
      expect(said.map(({ data }) => data)).toEqual(["odd"]);
      expect(written.filter((line) => level !== "info" || !line.startsWith("warning"))).toEqual(lines);
    },
  );

  test("is left to the command line of the framework, which prints warnings itself", () => {
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "";
    annotate(stackIn(), "warn", "odd");
    expect(written).toEqual([]);

    tell("said\n##[group]");
    expect(written).toEqual(["said\n\\u{23}#[group]\n"]);
  });

  test("of the level error is an error of the app, wherever it stands, and another is none", () => {
    const stack = stackIn();
    const inner = new TerraformResource(stack, "thing", { terraformResourceType: "test_thing" });
    annotate(inner, "warn", "odd");
    expect(hasErrors(stack.node.root)).toBe(false);

    annotate(inner, "error", "wrong");
    expect(hasErrors(stack.node.root)).toBe(true);
  });
});

test("the stack of a construct is the nearest one around it, or the construct itself", () => {
  const stack = stackIn();
  const inner = new TerraformResource(stack, "thing", { terraformResourceType: "test_thing" });

  expect(stackOf(inner)).toBe(stack);
  expect(stackOf(stack)).toBe(stack);
  expect(stackOf(stack.node.root)).toBeUndefined();
});

test("what can be overridden has the function for it; what has no overrides has none", () => {
  const stack = stackIn();
  stack.addOverride("locals.a", 1);

  expect(isOverridable(stack)).toBe(true);
  expect(isOverridable(stack.node.root)).toBe(false);
  expect(isOverridable(Object.assign(new App(), { addOverride: "x" }))).toBe(false);
  expect(overridesOf(stack)).toEqual({ locals: { a: 1 } });
  for (const rawOverrides of [undefined, null, "x", []])
    expect(overridesOf(Object.assign(new App(), { rawOverrides }))).toEqual({});
});

describe("the alicloud provider", () => {
  const REQUIRED = {
    terraform: { required_providers: { alicloud: { source: "aliyun/alicloud", version: ">= 1.241.0" } } },
  };
  const withProvider = (terraformResourceType: string, terraformProviderSource: string) => {
    const stack = stackIn();
    new Provider(stack, "p", {
      terraformResourceType,
      terraformGeneratorMetadata: { providerName: terraformResourceType },
      terraformProviderSource,
    });
    return alicloudRequirement(stack);
  };

  test("is asked for where the stack does not", () => {
    expect(alicloudRequirement(stackIn())).toEqual(REQUIRED);
    expect(withProvider("aws", "hashicorp/aws")).toEqual(REQUIRED);
    expect(withProvider("mine", "me/aliyun/alicloud2")).toEqual(REQUIRED);
    expect(withProvider("mine", "notaliyun/alicloud")).toEqual(REQUIRED);
    const stack = stackIn();
    Object.assign(new Construct(stack, "no-provider"), {
      terraformResourceType: "alicloud",
      terraformProviderSource: "aliyun/alicloud",
    });
    expect(alicloudRequirement(stack)).toEqual(REQUIRED);
  });

  test.each([
    ["alicloud", "mirror.example.com/x/alicloud"],
    ["ali", "aliyun/alicloud"],
    ["ali", "registry.terraform.io/aliyun/alicloud"],
  ])("is not where there is one called %s from %s", (type, source) => {
    expect(withProvider(type, source)).toEqual({});
  });

  test("is not where an override of the stack names it, and is where that names another", () => {
    const overridden = (terraform: unknown) => {
      const stack = stackIn();
      stack.addOverride("terraform", terraform);
      return alicloudRequirement(stack);
    };

    expect(overridden({ required_providers: { alicloud: { source: "x/y" } } })).toEqual({});
    expect(overridden({ required_providers: { aws: {} } })).toEqual(REQUIRED);
    expect(overridden({ required_version: ">= 1" })).toEqual(REQUIRED);
    expect(overridden("x")).toEqual(REQUIRED);
  });
});

test("a literal says any text, and nothing else", () => {
  expect(literal("orders")).toBe("orders");
  expect(literal("${x}")).not.toContain("${x");
  expect(failure(() => literal(5 as never)).message).toMatch(/^text cannot be '5'/);
});
