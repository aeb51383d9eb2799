import { listJobs } from "../../src/client/list-jobs";
import { canonicalQuery } from "../../src/model/query";
import { inEveryVersion, traitsArgument } from "../../src/model/service-traits";
import { type EmulatedService, openService } from "../_support/emulated-service";

const open: EmulatedService[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

const query = (jobNameLike?: string) =>
  canonicalQuery({ regionId: "cn-shanghai", projectId: 1967, ...(jobNameLike === undefined ? {} : { jobNameLike }) });

async function serve(settings: Parameters<typeof openService>[1] = {}) {
  const emulated = await openService([{ jobName: "orders" }], settings);
  open.push(emulated);
  const list = (jobNameLike?: string) => listJobs(query(jobNameLike), { ...emulated.options, maxAttempts: 1 });
  return { ...emulated, list };
}

/** No pattern can be made of so long a text. */
const LONG = "%o".repeat(500_000);

test("a name filter of any length selects, or selects nothing", async () => {
  const { list, failures } = await serve();

  expect((await list(LONG)).jobs).toEqual([]);
  expect((await list("rder")).jobs).toHaveLength(1);
  expect(failures).toEqual([]);
});

test.each([0, 1])(
  "what fails in an answer is a 500 that says so, and the next call is answered (after %i ms)",
  async (latencyMs) => {
    const traits = inEveryVersion(traitsArgument({ nameWildcards: "%" }, "traits"));
    const { list, failures } = await serve({ traits, latencyMs });

    await expect(list(LONG)).rejects.toThrow("The emulator failed: Invalid regular expression");
    expect(failures).toEqual([expect.any(SyntaxError)]);
    expect((await list("rder")).jobs).toHaveLength(1);
  },
);

test.each([0, 1])("so is what cannot be sent (after %i ms)", async (latencyMs) => {
  const { list, failures, service } = await serve({ latencyMs });
  service.faults.replace([{ kind: "redirect", location: "no\nheader", times: 1 }]);

  await expect(list()).rejects.toThrow(/The emulator failed: .*Invalid character in header/);
  expect(failures).toHaveLength(1);
  expect((await list()).jobs).toHaveLength(1);
});
