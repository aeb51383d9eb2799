import { jobTags } from "../../src/constructs/job-tags";
import { literal } from "../../src/text/literal";
import { failure } from "../_support/failure";
import { diJob, jobOfStack } from "../_support/stack-job";

test("a job's name, id and workspace become tags", () => {
  expect(jobTags(diJob(), { prefix: "sync:" })).toEqual({
    "sync:name": "orders",
    "sync:id": "16626",
    "sync:project-id": "1967",
    "sync:region-id": "cn-shanghai",
  });
});

test("the status is a tag only when it is named", () => {
  expect(Object.keys(jobTags(diJob()))).not.toContain("di-job-status");
  expect(jobTags(diJob(), { fields: ["jobStatus"] })).toEqual({ "di-job-status": "Running" });
});

test("a job without an owner has no tag for it", () => {
  expect(jobTags(diJob(), { fields: ["owner"] })).toEqual({});
});

test("a job and the same job of a stack have the same tags, escaped once", () => {
  const fields = { jobName: "a-${x}-%{y}" };

  expect(jobTags(jobOfStack(fields))).toEqual(jobTags(diJob(fields)));
  expect(jobTags(diJob(fields))["di-job-name"]).toBe(literal(fields.jobName));
});

test("the limits hold for the text itself, not for its escaped form", () => {
  const jobName = "${".repeat(64);

  expect(jobTags(diJob({ jobName }))["di-job-name"]).toBe(literal(jobName));
});

test.each([
  ["a name that is too long", { jobName: "x".repeat(129) }, {}, "tag 'di-job-name': its value"],
  ["an empty kind", { sourceDataSourceType: "" }, { fields: ["sourceDataSourceType"] }, "'di-job-source-type'"],
  ["a reserved beginning", { jobName: "ACS:orders" }, {}, "tag 'di-job-name'"],
  ["a URL", { jobName: "from http://x" }, {}, "tag 'di-job-name'"],
  ["half a character", { jobName: "a\ud800" }, {}, "tag 'di-job-name': its value cannot be 'a\\u{d800}'"],
  ["a reserved prefix", {}, { prefix: "Aliyun-" }, "tag 'Aliyun-name': its key"],
  ["a prefix that is too long", {}, { prefix: "p".repeat(61) }, "1 to 64 characters"],
] as const)("%s is refused by the name of its tag", (_, fields, options, words) => {
  const { code, message } = failure(() => jobTags(diJob(fields), options));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain(words);
});

test("a field that no job has is refused with those it has", () => {
  const fields = JSON.parse('["__proto__"]');

  expect(failure(() => jobTags(diJob(), { fields })).message).toContain("jobStatus");
});

test("a prefix that only Terraform knows is refused", () => {
  expect(failure(() => jobTags(diJob(), { prefix: "${TfToken[TOKEN.0]}" })).code).toBe("UnresolvedToken");
});
