import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Cli, makeCli } from "./cli";
import { root, run } from "./process";

/** The pages whose transcripts are real. */
export const TRANSCRIBED_PAGES = ["cli", "terraform"].map((name) => join(root, `docs/${name}.md`));

/**
 * Runs every transcript of a page again, in order, in one folder, and gives back the page with what they print now.
 *
 * Each line of a `console` block that begins with `$ ` is run by a shell. `<!-- file: NAME -->` writes the block below
 * it, `<!-- emulator: JSON -->` tells the emulator something.
 */
export async function transcribe(page: string): Promise<string> {
  const cli = await makeCli();
  try {
    mkdirSync(join(cli.folder, "node_modules/.bin"), { recursive: true });
    const program = join(root, "dist/cli/program.js");
    cli.write("node_modules/.bin/dijobs", `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
    chmodSync(join(cli.folder, "node_modules/.bin/dijobs"), 0o755);
    for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(cli.folder, "node_modules", name));
    let transcribed = "";
    for (const part of page.split(/(?<=^```\n)|(?=^<!-- )/m)) transcribed += await perform(part, cli);
    return transcribed;
  } finally {
    await cli.close();
  }
}

const LINKS = {
  cdktf: join(root, "node_modules/cdktf"),
  constructs: join(root, "node_modules/constructs"),
  "cdktf-dataworks-di-jobs": root,
};

async function perform(part: string, cli: Cli): Promise<string> {
  const command = /^<!-- emulator: (.*) -->/.exec(part)?.[1];
  if (command !== undefined) await fetch(cli.emulator.controlEndpoint, { method: "POST", body: command });
  const file = /^<!-- file: (\S+) -->\n+```\w+\n([\s\S]*?)^```$/m.exec(part);
  if (file !== null) cli.write(file[1] ?? "", file[2] ?? "");
  const [, before, block] = /^([\s\S]*?^```console\n)([\s\S]*)```\n$/m.exec(part) ?? [];
  if (before === undefined || block === undefined) return part;
  const commands = block.split("\n").filter((line) => line.startsWith("$ "));
  let printed = "";
  for (const line of commands) printed += `${line}\n${await output(line.slice(2), cli)}`;
  return `${before}${printed}\`\`\`\n`;
}

async function output(line: string, cli: Cli): Promise<string> {
  const path = `${join(cli.folder, "node_modules/.bin")}:${process.env.PATH}`;
  const env = { ...cli.emulator.env, HOME: cli.folder, PATH: path };
  const { stdout } = await run("bash", ["-c", `{ ${line}\n} 2>&1`], { cwd: cli.folder, env });
  return stable(stdout.replaceAll(cli.folder, "/home/me/orders"));
}

/** Puts one value where every run has another one. */
function stable(text: string): string {
  return text
    .replace(/\n+$/, "\n")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "2026-01-31T08:00:00Z")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:40123")
    .replace(/after \d+ ms/g, "after 12 ms")
    .replace(/timedOut after \d+ seconds?/g, "timedOut after 3 seconds")
    .replace(/RequestId [0-9A-F-]{36}/g, "RequestId 6BD3BEC5-7BF7-4BB1-B5D0-EC91D160A2B6")
    .replace(/\b\d+ (seconds?|days?) old/g, "12 seconds old")
    .replace(/"elapsedMs": \d+/g, '"elapsedMs": 12');
}
