import { recordWithApp } from "../../../src/cli/ask/app";
import { terminalOf } from "../../../src/cli/terminal/terminal";
import { systemClock } from "../../../src/client/clock";
import { unstopped } from "../../_support/unstopped";

test("an app is not run with a context that is no JSON object", async () => {
  const stream = { write: () => true };
  const env = { CDKTF_CONTEXT_JSON: '{"dijobs":' };
  const terminal = terminalOf(
    { stdout: stream, stderr: stream },
    { version: "1.2.3", env, clock: systemClock, stoppable: unstopped },
  );
  const run = {
    project: { folder: __dirname, app: "exit 1", context: {}, settings: {} },
    env,
    snapshotPath: "dataworks.snapshot.json",
    prune: false,
    ignoreStatus: false,
  };

  await expect(recordWithApp(run, terminal)).rejects.toMatchObject({
    code: "InvalidArgument",
    message: expect.stringContaining("CDKTF_CONTEXT_JSON is no JSON object"),
  });
});
