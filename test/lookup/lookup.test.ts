import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLookup } from "../../src/lookup/lookup";
import { resolveSettings, type SettingProps } from "../../src/lookup/settings";
import { updateSnapshot } from "../../src/snapshot/file";
import { failure } from "../_support/failure";
import { job, lookup } from "../_support/lookups";

const folder = mkdtempSync(join(tmpdir(), "lookup-"));
const env = { DIJOBS_SNAPSHOT: join(folder, "dataworks.snapshot.json"), DIJOBS_ENDPOINT: "http://127.0.0.1:9" };
const recorded = lookup([job("7", "orders")]);

beforeAll(() => updateSnapshot(env.DIJOBS_SNAPSHOT, (snapshot) => ({ ...snapshot, lookups: [recorded] })));
afterAll(() => rmSync(folder, { recursive: true }));

/** Asks a thread that fails: beside the sources there are no compiled ones that it could run. */
function ask(props: SettingProps) {
  return startLookup(recorded.query, resolveSettings(env, props), env).answer;
}

test("a thread that failed is answered for by the snapshot, where that may be", () => {
  const { listing, unavailable } = ask({ onUnavailable: "snapshot" })();

  expect(listing).toMatchObject({ source: "snapshot", jobs: [{ jobName: "orders" }] });
  expect(unavailable).toMatchObject({ code: "WorkerFailed", message: expect.stringContaining("supervisor.js") });
});

test.each<SettingProps>([{}, { onUnavailable: "fail" }, { onUnavailable: "snapshot", mode: "record" }])(
  "it is an error where it may not be: %j",
  (props) => {
    expect(failure(ask(props)).code).toBe("WorkerFailed");
  },
);
