import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root, start } from "./process";

/** A stand-in for the alicloud provider that runs in a process of its own. */
export interface AlicloudProvider {
  /** What Terraform must find in its environment. */
  readonly env: { readonly TF_REATTACH_PROVIDERS: string };
  close(): Promise<void>;
}

/** Starts it; `resources` are there already, by their types, ids as decimal texts in `id`. */
export async function startAlicloudProvider(resources = "{}"): Promise<AlicloudProvider> {
  const program = join(root, "test/_support/alicloud-provider/program.ts");
  const running = start("tsx", [program, resources], { cwd: root, longestMs: 600_000 });
  const lines = createInterface(running.process.stdout);
  const [line] = await Promise.race([
    once(lines, "line"),
    running.ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ]);
  return {
    env: { TF_REATTACH_PROVIDERS: line },
    close: async () => {
      running.process.stdin.end();
      await running.ended;
    },
  };
}
