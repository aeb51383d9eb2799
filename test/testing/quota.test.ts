import { Quota } from "../../src/testing/emulator/quota";

test("no second, wherever it begins, has more admitted calls than the quota", () => {
  const quota = new Quota(2);

  expect([0, 600, 900, 999, 1_000, 1_599, 1_600].map((atMs) => quota.admit(atMs))).toEqual([
    ...[true, true, false, false, true, false, true],
  ]);
});

test("without a quota every call is admitted", () => {
  const quota = new Quota(undefined);

  expect(Array.from({ length: 1_000 }, () => quota.admit(0))).not.toContain(false);
});
