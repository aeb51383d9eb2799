import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { framework } from "./framework";
import { otherNode, programsOf } from "./installation";
import { root } from "./process";

const OWN = join(root, "node_modules/.bin");
const CDKTN_CLI = "cdktn-cli@0.24.0";

/** What the command line of this run's framework must find in its environment: that of CDK Terrain wants a newer Node.js. */
export async function commandLineEnv(): Promise<{ readonly PATH: string }> {
  const own = [OWN, process.env.PATH];
  if (framework === "cdktf") return { PATH: own.join(":") };
  const [major = 0] = process.versions.node.split(".").map(Number);
  const node = major > 22 ? [] : [dirname(await otherNode(24))];
  return { PATH: [await programsOf(CDKTN_CLI), ...node, ...own].join(":") };
}

/** Path of that command line, for projects that have it among their own programs. */
export async function commandLineProgram(): Promise<string> {
  return realpathSync(join(framework === "cdktf" ? OWN : await programsOf(CDKTN_CLI), framework));
}

/** Commands that people read, as those of this run's framework. */
export function portedCommands(text: string): string {
  return text.replace(/\bcdktf (?=synth)/g, `${framework} `);
}
