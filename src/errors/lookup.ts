import { DataWorksError } from "./error";

export const workerFailed = (reason: string, cause?: unknown) =>
  new DataWorksError(
    "WorkerFailed",
    {
      what: `the thread that asks the API failed: ${reason}`,
      repairs: [
        "is the package installed whole? reinstall it",
        "is it bundled into one file? leave it out of the bundle, as esbuild's --packages=external does",
        "or set DIJOBS_MODE=locked",
      ],
    },
    { cause },
  );
