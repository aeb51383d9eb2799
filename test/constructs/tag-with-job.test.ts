import { App, Aspects, Fn, Lazy, TerraformResource, TerraformStack, TerraformVariable, Token } from "cdktf";
import { TagWithJob, type TagWithJobOptions } from "../../src/constructs/tag-with-job";
import { TagBlocks, TaggedDataSource, TaggedResource, TagsInputOnly } from "../_support/bindings";
import { failure } from "../_support/failure";
import { diJob } from "../_support/stack-job";
import { synth, written } from "../_support/synth";

const TAGS = { "di-job-name": "orders", "di-job-id": "16626" };

/** The tags of the one resource that a test declares, after the aspect has seen it. */
function tagsOf(declare: (stack: TerraformStack) => void, options: TagWithJobOptions = {}): unknown {
  const { resource } = synth((stack) => {
    declare(stack);
    Aspects.of(stack).add(new TagWithJob(diJob(), { fields: ["jobName", "diJobId"], ...options }));
  });
  const [byName] = Object.values(resource as Record<string, Record<string, { tags?: unknown }>>);
  return Object.values(byName ?? {})[0]?.tags;
}

const bare = (stack: TerraformStack, terraformResourceType = "test_thing") =>
  new TerraformResource(stack, "thing", { terraformResourceType });

test("a resource without tags gets the job's", () => {
  expect(tagsOf((stack) => new TaggedResource(stack, "thing", {}))).toEqual(TAGS);
});

test("tags set by hand stay, and win", () => {
  const tags = { team: "data", "di-job-name": "by hand" };

  expect(tagsOf((stack) => new TaggedResource(stack, "thing", { tags }))).toEqual({ ...TAGS, ...tags });
});

test("tags set by hand are replaced when told to", () => {
  const tags = { team: "data", "di-job-name": "by hand" };

  expect(tagsOf((stack) => new TaggedResource(stack, "thing", { tags }), { overwrite: true })).toEqual({
    team: "data",
    ...TAGS,
  });
});

test("a token as a tag's value survives", () => {
  expect(
    tagsOf((stack) => {
      const team = new TerraformVariable(stack, "team", { type: "string" });
      new TaggedResource(stack, "thing", { tags: { team: team.stringValue } });
    }),
  ).toEqual({ ...TAGS, team: "${var.team}" });
});

test.each([
  ["a token of a map", (tags: unknown) => Token.asStringMap(tags)],
  ["a lazy token", (tags: unknown) => Token.asStringMap(Lazy.anyValue({ produce: () => tags }))],
])("tags that are %s are merged by Terraform", (_, token) => {
  expect(tagsOf((stack) => new TaggedResource(stack, "thing", { tags: token(variable(stack)) }))).toBe(
    '${merge({"di-job-name" = "orders", "di-job-id" = "16626"}, var.tags)}',
  );
});

const variable = (stack: TerraformStack) => new TerraformVariable(stack, "tags", {}).value;

test("tags that a function computes are merged by Terraform, and lose when told to", () => {
  const tags = () => Token.asStringMap(Fn.merge([{ a: "1" }, { b: "2" }]));

  expect(tagsOf((stack) => new TaggedResource(stack, "thing", { tags: tags() }), { overwrite: true })).toBe(
    '${merge(merge({"a" = "1"}, {"b" = "2"}), {"di-job-name" = "orders", "di-job-id" = "16626"})}',
  );
});

test("tags that come to no map and no expression in the end are left to Terraform to refuse", () => {
  const tags = Token.asStringMap(Lazy.anyValue({ produce: () => "no map ${var.tags}" }));

  expect(tagsOf((stack) => new TaggedResource(stack, "thing", { tags }))).toBe("no map ${var.tags}");
});

test("a bare resource with a tags override is tagged, its own tags first", () => {
  expect(
    tagsOf((stack) => {
      bare(stack).addOverride("tags", { team: "data", "di-job-id": "mine" });
    }),
  ).toEqual({ "di-job-name": "orders", team: "data", "di-job-id": "mine" });
});

test("a bare resource whose override of tags is a token is merged by Terraform", () => {
  expect(
    tagsOf((stack) => {
      bare(stack).addOverride("tags", variable(stack));
    }),
  ).toContain(", var.tags)}");
});

test("a bare resource is tagged when its type is named, and else left alone", () => {
  expect(tagsOf((stack) => bare(stack), { resourceTypes: ["test_thing"] })).toEqual(TAGS);
  expect(tagsOf((stack) => bare(stack), { resourceTypes: ["test_other"] })).toBeUndefined();
});

test("an override of a binding's tags and its own tags both stay", () => {
  expect(
    tagsOf((stack) => {
      new TaggedResource(stack, "thing", { tags: { "di-job-name": "input" } }).addOverride(
        "tags.di-job-id",
        "override",
      );
    }),
  ).toEqual({ "di-job-name": "input", "di-job-id": "override" });
});

test("a resource that only shows its tags as an input is tagged", () => {
  expect(tagsOf((stack) => new TagsInputOnly(stack, "thing", { team: "data" }))).toEqual({ ...TAGS, team: "data" });
});

test("a resource whose tags are blocks is left alone, and says so", () => {
  const stack = new TerraformStack(new App(), "stack");
  const thing = new TagBlocks(stack, "thing");
  Aspects.of(stack).add(new TagWithJob(diJob()));

  expect(written(stack).resource.test_thing.thing.tags).toBeUndefined();
  expect(thing.node.metadata.map(({ type, data }) => [type, data])).toContainEqual([
    "@cdktf/warn",
    "its tags are a list of blocks: TagWithJob left it alone",
  ]);
});

test("the tags of a data source, which select, are left alone", () => {
  const { data } = synth((stack) => {
    new TaggedDataSource(stack, "things", { tags: { team: "data" } });
    Aspects.of(stack).add(new TagWithJob(diJob()));
  });

  expect(data.test_things.things.tags).toEqual({ team: "data" });
});

test("a resource that would have more than 20 tags gets an error", () => {
  const tags = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`tag${index}`, "x"]));
  const stack = new TerraformStack(new App(), "stack");
  const thing = new TaggedResource(stack, "thing", { tags });
  Aspects.of(stack).add(new TagWithJob(diJob()));

  written(stack);

  const errors = thing.node.metadata.filter(({ type }) => type === "@cdktf/error");
  expect(errors.map(({ data }) => data)).toEqual([
    "the number of tags cannot be '21'\n  a resource can have 20 tags: name fewer fields, or take away some of its own",
  ]);
});

test("exactly 20 tags are allowed, also where an override and tags by hand come together", () => {
  const stack = new TerraformStack(new App(), "stack");
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, "x"]));
  const [full, both, over] = [
    new TaggedResource(stack, "full", { tags: tags(16) }),
    new TaggedResource(stack, "both", { tags: tags(15) }),
    new TaggedResource(stack, "over", { tags: tags(16) }),
  ];
  for (const each of [both, over]) each.addOverride("tags.more", "x");
  Aspects.of(stack).add(new TagWithJob(diJob()));

  written(stack);

  const errors = [full, both, over].map(({ node }) => node.metadata.filter(({ type }) => type === "@cdktf/error"));
  expect(errors.map((each) => each.length)).toEqual([0, 0, 1]);
});

test.each<[object, string]>([
  [{ overwrte: true }, "TagWithJob has no 'overwrte'"],
  [{ overwrite: "yes" }, "overwrite cannot be 'yes'"],
  [{ resourceTypes: "alicloud_vpc" }, "resourceTypes cannot be 'alicloud_vpc'"],
])("an option that cannot be is refused by name: %j", (options, words) => {
  expect(failure(() => new TagWithJob(diJob(), options)).message).toContain(words);
});

test("what is no construct cannot be visited", () => {
  expect(failure(() => new TagWithJob(diJob()).visit({} as never)).message).toContain("construct cannot be");
});

test("two syntheses of one app merge once", () => {
  const stack = new TerraformStack(new App(), "stack");
  new TaggedResource(stack, "thing", { tags: Token.asStringMap(variable(stack)) });
  Aspects.of(stack).add(new TagWithJob(diJob()));

  expect(written(stack)).toEqual(written(stack));
});

test("only the scope of the aspect is tagged", () => {
  const { resource } = synth((stack) => {
    const inner = new TaggedResource(stack, "inner", {});
    new TaggedResource(stack, "outer", {});
    Aspects.of(inner).add(new TagWithJob(diJob()));
  });

  expect(resource.test_thing.outer.tags).toBeUndefined();
  expect(resource.test_thing.inner.tags).toMatchObject(TAGS);
});
