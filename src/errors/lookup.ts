import { DataWorksError } from "./error";

export const workerFailed = (reason: string, cause?: unknown) =>
  new DataWorksError(
    "WorkerFailed",
    {
      what: `the thread that asks the API failed: ${reason}`,
      repairs: [
        "is the package installed whole, and not bundled into one file? reinstall it, or set DIJOBS_MODE=locked",
      ],
    },
    { cause },
  );
