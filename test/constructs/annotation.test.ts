import { TerraformResource, TerraformStack, Testing } from "cdktf";
import { annotate } from "../../src/constructs/annotation";
import { commandsIn, HOSTILE_TEXTS, unseenIn } from "../_support/runner-commands";

afterEach(() => jest.restoreAllMocks());

test.each(HOSTILE_TEXTS)("a warning about %j commands nobody, on the construct and on standard error", (text) => {
  const written = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const stack = new TerraformStack(Testing.app(), "stack");
  const construct = new TerraformResource(stack, `job ${text.replaceAll("/", "")}`, { terraformResourceType: "x" });
  annotate(construct, "warn", `odd\n  ${text}`);
  annotate(construct, "warn", `odd\n  ${text}`);

  const said = construct.node.metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => String(data));
  expect(said).toHaveLength(1);
  expect(written).toHaveBeenCalledTimes(1);
  for (const output of [...said, String(written.mock.calls[0]?.[0])])
    expect([...commandsIn(output), ...unseenIn(output)]).toEqual([]);
  expect(said[0]).toMatch(/^odd\n {2}/);
});
