import { DataWorksError } from "./error";

export const workerFailed = (reason: string) =>
  new DataWorksError("WorkerFailed", {
    what: `the thread that asks the API failed: ${reason}`,
    repairs: [
      "is the package installed whole? reinstall it",
      "is it bundled into one file? leave it out of the bundle, as esbuild's --packages=external does",
    ],
  });

export const inconsistentListing = (
  { noun, where }: { readonly noun: string; readonly where: string },
  defects: readonly string[],
) =>
  new DataWorksError("InconsistentListing", {
    what: `the pages of ${where} do not add up, ${often(defects.length)}: ${[...new Set(defects)].join("; then ")}`,
    repairs: [
      `${noun}s come and go while they are listed: try again later${noun === "job" ? ", or narrow the query" : ""}`,
    ],
  });

const often = (times: number) => ["once", "twice"][times - 1] ?? `${times} times`;
