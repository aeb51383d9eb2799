import { recordWithApp } from "../../../src/cli/ask/app";
import { hostOf } from "../../../src/cli/terminal/host";
import { systemClock } from "../../../src/client/clock";

test("an app is not run with a context that is no JSON object", async () => {
  const stream = { write: () => true };
  const env = { CDKTF_CONTEXT_JSON: '{"dijobs":' };
  const host = hostOf(
    { stdout: stream, stderr: stream },
    { version: "1.2.3", env, clock: systemClock, signal: new AbortController().signal },
  );
  const run = {
    project: { folder: __dirname, app: "exit 1", context: {}, settings: {} },
    env,
    snapshotPath: "dataworks.snapshot.json",
    prune: false,
    ignoreStatus: false,
  };

  await expect(recordWithApp(run, host)).rejects.toMatchObject({
    code: "InvalidArgument",
    message: expect.stringContaining("CDKTF_CONTEXT_JSON is no JSON object"),
  });
});
