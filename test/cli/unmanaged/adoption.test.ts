import fc from "fast-check";
import { cdktfOf, hclOf } from "../../../src/cli/unmanaged/adoption";
import { plainText } from "../../../src/text/literal";
import { job } from "../../_support/jobs";
import { nastyText } from "../../_support/nasty-text";

const named = (jobName: string) => job({ jobName, diJobId: "9007199254740993" });
const adopted = (jobName: string) => new Map([[named(jobName), "it"]]);

/** What an app of the lines would give the provider as the job's name. */
function jobNameIn(lines: string): string {
  const [, text = ""] = /^ {2}jobName: (.*),$/m.exec(lines) ?? [];
  return plainText(JSON.parse(text)) ?? "";
}

test("any name is written into a resource as a literal that is the name to Terraform", () => {
  fc.assert(
    fc.property(nastyText, (jobName) => {
      expect(jobNameIn(cdktfOf(adopted(jobName)))).toBe(jobName);
    }),
  );
});

test.each([hclOf, cdktfOf])("no name ends the comment that it stands in: %p", (render) => {
  const lines = render(adopted("x\nresource {}\r// */ y")).split("\n");

  expect(
    lines.filter((line) => /resource \{\}/.test(line)).every((line) => /^(#|\/\/| {2}jobName: ")/.test(line)),
  ).toBe(true);
});

test("an import has every digit of the id", () => {
  expect(hclOf(adopted("orders"))).toContain('id = "1967:9007199254740993"');
  expect(cdktfOf(adopted("orders"))).toContain('.importFrom("1967:9007199254740993")');
});
