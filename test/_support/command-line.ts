import { dirname, join } from "node:path";
import { framework } from "./framework";
import { otherNode, programsOf } from "./installation";
import { root } from "./process";

/** What the command line of this run's framework must find in its environment: that of CDK Terrain wants a newer Node.js. */
export async function commandLineEnv(): Promise<{ readonly PATH: string }> {
  const own = [join(root, "node_modules/.bin"), process.env.PATH];
  if (framework === "cdktf") return { PATH: own.join(":") };
  const [major = 0] = process.versions.node.split(".").map(Number);
  const node = major > 22 ? [] : [dirname(await otherNode(24))];
  return { PATH: [await programsOf("cdktn-cli@0.24.0"), ...node, ...own].join(":") };
}
