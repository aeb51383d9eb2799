import { ERROR_CODES } from "../../src/errors/error";
import { errorSamples } from "../_support/error-samples";
import { pages, sectionOf } from "../_support/pages";

test.each(ERROR_CODES)("docs/troubleshooting.md shows the messages that people see for %s", (code) => {
  const [page] = pages().filter(({ path }) => path === "docs/troubleshooting.md");
  const section = (page && sectionOf(page, code)) ?? "";

  for (const { message } of errorSamples[code]) expect(section).toContain(`\`\`\`text\n${message}\n\`\`\``);
});
