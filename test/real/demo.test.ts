import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

function demo(path = process.env.PATH) {
  const program = join(ROOT, "examples", "demo.ts");
  const tsx = join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
  return spawnSync(process.execPath, [tsx, program], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
}

/** How a connection to a port of this machine ends. */
const connecting = (port: number) =>
  new Promise<string | undefined>((resolved) => {
    const socket = connect(port, "127.0.0.1", () => resolved("connected"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolved(error.code));
  });

const changes = () => spawnSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" }).stdout;

test("the demo ends with Terraform's outputs as a table, leaves no emulator and changes nothing", async () => {
  const before = changes();

  const { status, stdout, stderr } = demo();

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout).toMatch(/mysql_to_holo_sync_8772 +16626 +Full/);
  const port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
  expect(await connecting(port)).toBe("ECONNREFUSED");
  expect(changes()).toBe(before);
}, 120_000);

test("without Terraform it says so, and what it did do counts", () => {
  const bin = mkdtempSync(join(tmpdir(), "no-terraform-"));
  for (const name of ["node", "sh", "env"]) {
    const found = spawnSync("which", [name], { encoding: "utf8" }).stdout.trim();
    symlinkSync(found, join(bin, name));
  }

  const { status, stdout } = demo(bin);
  rmSync(bin, { recursive: true });

  expect(stdout).toContain("neither terraform nor tofu is installed");
  expect(status).toBe(0);
}, 120_000);
