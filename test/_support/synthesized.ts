import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "./process";

/** Runs an app that looks up jobs; the names that it wrote into its output, or how it ended. */
export async function namesFrom(
  folder: string,
  app: (env: object) => Promise<Ended>,
  env: object,
): Promise<readonly string[] | Ended> {
  const out = mkdtempSync(join(folder, "cdktf.out-"));
  const ended = await app({ ...env, CDKTF_OUTDIR: out });
  if (ended.status !== 0) return ended;
  return JSON.parse(readFileSync(join(out, "stacks/stack/cdk.tf.json"), "utf8")).output.names.value;
}
