import fc from "fast-check";
import { answerExternal } from "../../../src/cli/external/answer";
import type { ExternalQuery } from "../../../src/cli/external/query";
import type { DiJob } from "../../../src/model/job";
import { failure } from "../../_support/failure";
import { job, listing } from "../../_support/jobs";
import { nastyText } from "../../_support/nasty-text";

const noPast = () => undefined;

function ask(jobs: readonly DiJob[], wanted: ExternalQuery["wanted"], missing: ExternalQuery["missing"] = "fail") {
  return answerExternal({ wanted, missing }, listing(jobs), noPast);
}

test("a job is answered with a text for every field, and with when and where it was seen", () => {
  expect(ask([job(), job({ diJobId: "9", jobName: "other", owner: "1234" })], { name: "other" })).toEqual({
    region_id: "cn-shanghai",
    project_id: "1967",
    id: "9",
    name: "other",
    migration_type: "FullAndRealtimeIncremental",
    source_type: "MySQL",
    destination_type: "Hologres",
    status: "Running",
    owner: "1234",
    import_id: "1967:9",
    observed_at: "2026-11-23T11:00:00Z",
    source: "live",
  });
});

test("a job that is asked for by its id is the one that has it", () => {
  const jobs = [job({ diJobId: "1" }), job({ diJobId: "2" })];

  expect(ask(jobs, { id: "2" })).toMatchObject({ id: "2", owner: "" });
  expect(failure(() => ask(jobs, { id: "3" }))).toMatchObject({ code: "JobNotFound" });
});

describe("an answer that is recorded in part", () => {
  const recorded = { ...listing([job({ diJobId: "1", jobName: "orders" })]), recordedNames: ["orders", "free"] };
  const from = (wanted: ExternalQuery["wanted"], missing: ExternalQuery["missing"]) =>
    answerExternal({ wanted, missing }, recorded, noPast);

  test("has the jobs that were asked for, and knows which names were free", () => {
    expect(from({ name: "orders" }, "fail")).toMatchObject({ id: "1" });
    expect(from({ id: "1" }, "fail")).toMatchObject({ id: "1" });
    expect(from({ name: "free" }, "empty")).toMatchObject({ id: "" });
  });

  test.each<[ExternalQuery["wanted"], ExternalQuery["missing"]]>([
    [{ name: "crm" }, "fail"],
    [{ name: "crm" }, "empty"],
    [{ names: ["orders", "crm"] }, "empty"],
    [{ id: "2" }, "empty"],
    [{ id: "2" }, "fail"],
    [{ name: "free" }, "fail"],
  ])("does not say of %j that it is not there, with missing = %s", (wanted, missing) => {
    expect(failure(() => from(wanted, missing))).toMatchObject({
      code: "SnapshotLacksQuery",
      message: expect.stringContaining("is not recorded"),
    });
  });
});

test("several jobs are a JSON text, by the names that were asked for", () => {
  const jobs = [job({ diJobId: "1", jobName: "a" }), job({ diJobId: "2", jobName: "__proto__" })];

  const { jobs: text = "" } = ask(jobs, { names: ["__proto__", "a", "a"] });

  const entries = Object.entries<{ id: string }>(JSON.parse(text));
  expect(entries.map(([name, { id }]) => [name, id])).toEqual([
    ["__proto__", "2"],
    ["a", "1"],
  ]);
});

test("every miss is told at once, with the nearest names", () => {
  const { code, message } = failure(() => ask([job()], { names: ["orders_to_hollo", "orders_to_holo", "zzz"] }));

  expect(code).toBe("JobNotFound");
  expect(message).toContain("no job named 'orders_to_hollo'");
  expect(message).toContain("nearest names: orders_to_holo");
  expect(message).toContain("no job named 'zzz'");
});

test("where empty texts are asked for, a job that is not there has them, and is none of several", () => {
  const one = ask([job()], { name: "nope" }, "empty");
  const { jobs = "" } = ask([job()], { names: ["nope", "orders_to_holo"] }, "empty");

  expect(one).toMatchObject({ id: "", import_id: "", status: "", source: "live" });
  expect(Object.keys(one).sort()).toEqual(Object.keys(ask([job()], { name: "orders_to_holo" })).sort());
  expect(Object.keys(JSON.parse(jobs))).toEqual(["orders_to_holo"]);
});

test("a name that several jobs have is an error with their ids, also where a missing one is not", () => {
  const jobs = [job({ diJobId: "1" }), job({ diJobId: "2" })];

  const { code, message } = failure(() => ask(jobs, { name: "orders_to_holo" }, "empty"));

  expect(code).toBe("JobNameAmbiguous");
  expect(message).toContain('id = "1"');
});

test("a name is that of the job which Terraform cannot tell from it: it composes characters", () => {
  const decomposed = "cafe\u0301";
  const jobs = [job({ diJobId: "1", jobName: decomposed }), job({ diJobId: "2", jobName: "cafe" })];

  expect(ask(jobs, { name: "caf\u00e9" })).toMatchObject({ id: "1", name: decomposed });
  expect(
    failure(() => ask([...jobs, job({ diJobId: "3", jobName: "caf\u00e9" })], { name: "caf\u00e9" })).message,
  ).toContain("names are one to Terraform");
});

test("half a character, which Terraform would replace, is refused", () => {
  expect(failure(() => ask([job({ jobName: "half \ud83d" })], { id: "16626" })).message).toContain("half a character");
});

test("any name is found as a whole, and answered exactly", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      const jobName = text.replace(/\p{Cs}/gu, "?");
      const jobs = [job({ diJobId: "7", jobName }), job({ diJobId: "8", jobName: `${jobName}x` })];

      const { jobs: several = "" } = ask(jobs, { names: [jobName] });

      const found = expect.objectContaining({ id: "7", name: jobName });
      expect(ask(jobs, { name: jobName })).toEqual(found);
      expect(Object.entries(JSON.parse(several))).toEqual([[jobName, found]]);
    }),
  );
});
