import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listInProcess } from "../_support/list-jobs";

/** A network in which whatever is sent to the metadata address, or to a name server, is swallowed. */
const SWALLOWED = [
  "ip link set lo up",
  "ip link add swallow type veth peer name nobody",
  "ip link set swallow up",
  "ip link set nobody up",
  "ip address add 100.100.100.1/24 dev swallow",
  "ip route add default dev swallow",
].join(" && ");

const namespaces = spawnSync("unshare", ["--net", "sh", "-c", SWALLOWED]).status === 0;

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "dijobs-home-"));
});

afterAll(() => {
  rmSync(home, { recursive: true });
});

test("nothing configured fails in under a second with the list of ways", async () => {
  const outcome = await listInProcess({ HOME: home });

  expect(outcome).toMatchObject({ code: "NoCredentials", message: expect.stringContaining("aliyun configure") });
  expect(outcome.tookMs).toBeLessThan(1_000);
});

(namespaces ? test : test.skip)("also where the metadata address swallows packets", async () => {
  const node = ["unshare", "--net", "sh", "-c", `${SWALLOWED} && exec "$@"`, "sh", process.execPath] as const;

  const outcome = await listInProcess({ HOME: home }, {}, [...node]);

  expect(outcome).toMatchObject({ code: "NoCredentials", message: expect.stringContaining("aliyun configure") });
  expect(outcome.tookMs).toBeGreaterThan(290);
  expect(outcome.tookMs).toBeLessThan(1_000);
});
