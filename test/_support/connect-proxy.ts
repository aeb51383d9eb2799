import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A proxy in a process of its own, which knows some hosts. */
export interface ConnectProxy {
  readonly url: string;
  /** Hosts and ports that were asked for, one for each tunnel. */
  readonly targets: readonly string[];
  close(): void;
}

/** Starts a proxy that leads each host to a port of this machine, for whoever has the login, if there is one. */
export async function startConnectProxy(
  ports: Readonly<Record<string, string | number>>,
  login?: string,
): Promise<ConnectProxy> {
  const program = join(__dirname, "..", "fixtures", "connect-proxy.js");
  const args = [program, JSON.stringify(ports), ...(login === undefined ? [] : [login])];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout);
  const [port] = await once(lines, "line");
  const targets: string[] = [];
  lines.on("line", (line) => targets.push(line));
  return { url: `http://127.0.0.1:${port}`, targets, close: () => void child.kill() };
}
