import { jobTags } from "../../src/constructs/job-tags";
import { TagWithJob } from "../../src/constructs/tag-with-job";
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

test.each([
  [{ jobName: "x".repeat(129) }, {}, "its value", "1 to 128 characters are allowed: leave the field out of fields"],
  [{ jobName: "" }, {}, "its value", "1 to 128 characters are allowed: leave the field out of fields"],
  [
    { jobName: "aliyun" },
    {},
    "its value",
    "aliyun and acs: are reserved at the beginning: leave the field out of fields",
  ],
  [{ jobName: "an HTTPS://x" }, {}, "its value", "http:// and https:// are not allowed: leave the field out of fields"],
  [
    { jobName: "\udc00" },
    {},
    "its value",
    "half a character (a lone surrogate) is none to Terraform: leave the field out",
  ],
  [{}, { prefix: "p".repeat(61) }, "its key", "1 to 64 characters are allowed: choose another prefix"],
  [{}, { prefix: "acs:" }, "its key", "aliyun and acs: are reserved at the beginning: choose another prefix"],
])("what a tag breaks is said, and how it is repaired (%#)", (fields, options, part, repair) => {
  const { message } = failure(() => jobTags(diJob(fields), options));

  expect(message).toContain(`: ${part} cannot be '`);
  expect(message).toContain(`\n  ${repair}`);
});

test("the longest key and value, and a reserved word in the middle, are allowed", () => {
  const [key, value] = ["p".repeat(60), "v".repeat(128)];

  expect(jobTags(diJob({ jobName: value }), { prefix: key, fields: ["jobName"] })).toEqual({ [`${key}name`]: value });
  expect(() => jobTags(diJob({ jobName: "my-aliyun acs:x http:/x" }))).not.toThrow();
});

test.each<[unknown, string]>([
  [undefined, 'job is missing\n  pass a job: jobs.findJob("orders_to_holo")'],
  ["16626", "job cannot be '16626'\n  pass a job: jobs.findJob("],
  [{ ...diJob(), diJobId: "x" }, "job.diJobId cannot be 'x'\n  pass the id as a text of digits"],
  [{ ...diJob(), diJobId: 16626 }, "job.diJobId cannot be '16626'\n  pass the id as a text of digits"],
  [{ ...diJob(), jobName: undefined }, "job.jobName is missing"],
  [{ ...diJob(), owner: 5 }, "job.owner cannot be '5'"],
])("what is no job is refused by name (%#)", (value, words) => {
  expect(failure(() => jobTags(value as never)).message).toContain(words);
  expect(failure(() => new TagWithJob(value as never)).message).toContain(words);
});

test.each<[object, string]>([
  [{ prefx: "x" }, "jobTags has no 'prefx'"],
  [{ prefix: 5 }, "prefix cannot be '5'"],
  [{ fields: "jobName" }, "fields cannot be 'jobName'"],
])("an option that cannot be is refused by name: %j", (options, words) => {
  expect(failure(() => jobTags(diJob(), options)).message).toContain(words);
});

test("a field that no job has is refused with those it has", () => {
  const fields = JSON.parse('["__proto__"]');

  expect(failure(() => jobTags(diJob(), { fields })).message).toContain("jobStatus");
});

test("a prefix that only Terraform knows is refused", () => {
  expect(failure(() => jobTags(diJob(), { prefix: "${TfToken[TOKEN.0]}" })).code).toBe("UnresolvedToken");
});
