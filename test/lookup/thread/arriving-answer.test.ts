import { DataWorksError } from "../../../src/errors/error";
import { workerFailed } from "../../../src/errors/lookup";
import { arrivingAnswer } from "../../../src/lookup/thread/arriving-answer";
import { job } from "../../_support/jobs";

const rest = {
  query: { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" },
  observedAt: "2026-11-22T00:00:00Z",
  source: "live",
  calls: 1,
  throttledCalls: 0,
  unknownValues: [],
} as const;

test("an answer is whole when its last part has come, with the jobs of all parts in their order", () => {
  const take = arrivingAnswer();
  const [a, b, c] = [job({ diJobId: "1" }), job({ diJobId: "2" }), job({ diJobId: "3" })];

  expect(take({ id: 1, jobs: [a, b] })).toBeUndefined();
  expect(take({ id: 1, jobs: [c] })).toBeUndefined();
  expect(take({ id: 1, rest })).toEqual({ ...rest, jobs: [a, b, c] });
});

test("a failure is the answer, whatever came before it, and an error as it was thrown", () => {
  const take = arrivingAnswer();
  take({ id: 1, jobs: [job({})] });
  const failure = take({ id: 1, error: workerFailed("out of memory").toJSON() });

  expect(DataWorksError.is(failure)).toBe(true);
  expect(failure).toMatchObject({ code: "WorkerFailed", message: expect.stringContaining("out of memory") });
});
