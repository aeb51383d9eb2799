import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root, start } from "./process";

/** A stand-in for a provider that runs in a process of its own. */
export interface AlicloudProvider {
  /** What Terraform must find in its environment. */
  readonly env: { readonly TF_REATTACH_PROVIDERS: string };
  close(): Promise<void>;
}

/** Starts it; `resources` are there already, by their types, ids as decimal texts in `id`. */
export function startAlicloudProvider(resources = "{}"): Promise<AlicloudProvider> {
  return startProvider("alicloud-provider", { args: [resources] });
}

/** Starts the one for `data "external"`, whose programs find `env` in their environment. */
export function startExternalProvider(env: object): Promise<AlicloudProvider> {
  return startProvider("external-provider", { env });
}

/** What Terraform must find in its environment to use several. */
export function reattached(...providers: readonly AlicloudProvider[]): AlicloudProvider["env"] {
  const all = providers.map(({ env }) => JSON.parse(env.TF_REATTACH_PROVIDERS));
  return { TF_REATTACH_PROVIDERS: JSON.stringify(Object.assign({}, ...all)) };
}

async function startProvider(
  name: string,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: object },
): Promise<AlicloudProvider> {
  const program = join(root, `test/_support/${name}/program.ts`);
  const running = start("tsx", [program, ...args], { cwd: root, env, longestMs: 600_000 });
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
