#!/usr/bin/env node
/** The program `dijobs`: gives the commands what a process has, and ends with their exit code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../client/clock";
import { runCli } from "./cli";
import { stoppable } from "./terminal/stopping";
import { terminalOf } from "./terminal/terminal";

async function main(): Promise<number> {
  const stderr = { isTTY: process.stderr.isTTY, write: process.stderr.write.bind(process.stderr) };
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Whoever reads has read enough: no reason to complain, nor to forget what was found.
      if (error.code === "EPIPE") return;
      stderr.write(`error: the results cannot be written: ${error.message}\n`);
      process.exit(2);
    });
  const { NODE_DEBUG: nodeDebug, ...env } = process.env;
  // Makes a library of the transport print the authorization of every call.
  delete process.env.DEBUG;
  // Makes Node.js print headers and environments; it was read before this program began, and is obeyed all the same.
  if (nodeDebug) process.stderr.write = () => true;
  const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
  const { stdout } = process;
  const terminal = terminalOf({ stdout, stderr }, { version, env, clock: systemClock, stoppable: stoppable(process) });
  if (nodeDebug)
    terminal.note("NODE_DEBUG is left out, because Node.js prints keys for it; --debug tells of each call");
  return await runCli(process.argv.slice(2), terminal);
}

void main().then((code) => {
  // Kept connections would hold the process for a while. What failed to be written is told before this.
  process.stdout.write("", () => setImmediate(() => process.exit(code)));
});
