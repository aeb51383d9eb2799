import { compareListings, DRIFT_KINDS } from "../../src/checks/drift";
import { publishedSchemas } from "../../src/cli/schemas";
import { listedJobs } from "../../src/client/listed-jobs";
import { decodePage } from "../../src/client/page";
import { jobMap } from "../../src/constructs/job-map";
import { jobTags } from "../../src/constructs/job-tags";
import { stackDiJob } from "../../src/constructs/stack-di-job";
import { matcher } from "../../src/model/filter";
import { type DiJob, fieldsWith, JOB_FIELD_ROWS, JOB_TEXTS } from "../../src/model/job";
import { canonicalQuery } from "../../src/model/query";
import { parseSnapshot } from "../../src/snapshot/parse";
import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot } from "../../src/snapshot/snapshot";
import { completeJobs } from "../../src/testing/emulated-job";
import { Service } from "../../src/testing/emulator/service";
import { literal } from "../../src/text/literal";
import { listing } from "../_support/jobs";
import { KEYS, SIGNED_AT, signedRequest } from "../_support/signed-request";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", apiVersion: "2024-05-18" });

/** A job whose every text tells its field, and would be evaluated by Terraform. */
const told = Object.fromEntries(JOB_TEXTS.map(({ name }) => [name, `${name} \${x}`]));
const [full] = completeJobs([{ regionId: "cn-shanghai", diJobId: "16626", jobName: "", ...told }]).map(
  ({ specType: _, ...job }) => job,
) as [DiJob];
const stackJob = stackDiJob(full, Number);

test.each(JOB_FIELD_ROWS)("a complete job has $name", ({ name }) => {
  expect(full[name]).toEqual(
    name in told ? told[name] : expect.stringMatching(/^(cn-shanghai|1967|16626|1967:16626)$/),
  );
});

test("every text of the emulator's answer is decoded as it was", () => {
  const emulator = new Service([full], { accessKeys: KEYS, latencyMs: 0 });
  const { body } = emulator.answer(signedRequest({ version: "2024-05-18" }), SIGNED_AT);

  expect(decodePage({ text: body }, listedJobs(query))).toMatchObject({ items: [full] });
});

test.each(fieldsWith("onlyIn"))("$name is told by $onlyIn only", ({ onlyIn, wire }) => {
  const emulator = new Service([full], { accessKeys: KEYS, latencyMs: 0 });
  const versions = ["2020-05-18", "2024-05-18"].filter((version) =>
    emulator.answer(signedRequest({ version }), SIGNED_AT).body.includes(`"${wire}"`),
  );

  expect(versions).toEqual([onlyIn]);
});

test("a snapshot keeps every field, in the order of the table", () => {
  const lookup = { query, observedAt: "2026-01-31T08:00:00Z", usedBy: [], jobs: [full] };
  const text = renderSnapshot({ ...emptySnapshot, lookups: [lookup] });

  expect(parseSnapshot(text, "file").lookups).toEqual([lookup]);
  const line = text.split("\n").find((each) => each.includes("diJobId")) ?? "";
  expect(Object.keys(JSON.parse(line))).toEqual(["diJobId", ...JOB_TEXTS.map(({ name }) => name)]);
});

test.each(JOB_TEXTS)("a snapshot without $name is read only if a job may lack it", ({ name, optional = false }) => {
  const { [name]: _, ...lacking } = full;
  const lookup = { query, observedAt: "2026-01-31T08:00:00Z", usedBy: [], jobs: [lacking as DiJob] };
  const read = () => parseSnapshot(renderSnapshot({ ...emptySnapshot, lookups: [lookup] }), "file").lookups;

  if (optional) expect(read()).toEqual([lookup]);
  else expect(read).toThrow(`the field '${name}' is missing`);
});

test.each(JOB_TEXTS)("a stack gets $name as a literal, in maps and tags too", ({ name, tag }) => {
  const text = literal(`${name} \${x}`);

  expect(stackJob[name]).toBe(text);
  expect(jobMap([stackJob], "here", { fields: [name] })).toEqual({ [literal("jobName ${x}")]: { [name]: text } });
  expect(jobTags(stackJob, { fields: [name] })).toEqual({ [`di-job-${tag}`]: text });
});

test.each(JOB_FIELD_ROWS)("a map has $name unless it changes by itself", ({ name, volatile = false }) => {
  const [job] = Object.values(jobMap([stackJob], "here"));

  expect(Object.hasOwn(job ?? {}, name)).toBe(!volatile);
});

test("no two fields have one tag", () => {
  const fields = JOB_FIELD_ROWS.map(({ name }) => name);

  expect(Object.keys(jobTags(full, { fields }))).toHaveLength(fields.length);
});

test.each(["schema/list-1.json", "schema/report-1.json"] as const)("%s describes every field", async (path) => {
  const { job } = JSON.parse((await publishedSchemas())[path] ?? "").definitions;

  expect(Object.keys(job.properties)).toEqual(JOB_FIELD_ROWS.map(({ name }) => name));
  expect(job.required).toEqual(JOB_FIELD_ROWS.flatMap(({ name, optional }) => (optional ? [] : [name])));
});

test.each(fieldsWith("drift"))("a change of $name is drift, one of its case is none", ({ name, drift }) => {
  const kinds = (changed: string) =>
    compareListings({ jobs: [full], observedAt: "", usedBy: [] }, listing([{ ...full, [name]: changed }]));

  expect(kinds("other")).toMatchObject([{ kind: drift }]);
  expect(kinds(full[name].toUpperCase())).toEqual([]);
});

test("a job that changed in every way drifts in the order of the kinds", () => {
  const changed = { ...full, ...Object.fromEntries(JOB_TEXTS.map(({ name }) => [name, "other"])) };
  const drift = compareListings({ jobs: [full], observedAt: "", usedBy: [] }, listing([changed]));

  const kinds = new Set<string>(["renamed", ...fieldsWith("drift").map((field) => field.drift)]);
  expect(drift.map(({ kind }) => kind)).toEqual(DRIFT_KINDS.filter((kind) => kinds.has(kind)));
});

test.each(fieldsWith("caseless"))("jobs are selected by $name in any case", ({ name }) => {
  expect(matcher({ [name]: full[name].toUpperCase() })(full)).toBe(true);
  expect(matcher({ [name]: "other" })(full)).toBe(false);
});
