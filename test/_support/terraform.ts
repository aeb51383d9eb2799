import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The command that runs Terraform here; OpenTofu will do, but not for what the framework itself asks Terraform. */
export const terraformCommand = ["terraform", "tofu"].find((name) => spawnSync(name, ["version"]).status === 0);

/**
 * A `describe` whose tests run real Terraform.
 *
 * Without Terraform they are skipped, and say so by their name; in CI that is a failure.
 */
export function describeTerraform(name: string, tests: () => void): void {
  if (terraformCommand !== undefined) describe(name, tests);
  else if (process.env.CI) throw new Error(`${name}: neither terraform nor tofu is installed`);
  else describe.skip(`${name} (skipped: neither terraform nor tofu is installed)`, tests);
}

/** What a run of Terraform gave. */
export interface Run {
  readonly status: number | null;
  /** Both outputs in one text, without the boxes that Terraform draws around its messages, each run of space as one. */
  readonly text: string;
  readonly stdout: string;
}

/** A folder in which Terraform works on the stacks that tests write into it. */
export class Terraform {
  /** `variables` are what Terraform finds in its environment besides ours. */
  constructor(
    readonly folder: string,
    private readonly variables: object = {},
  ) {}

  /** Writes a file of Terraform's own language, beside whatever is there. */
  writeText(name: string, text: string): void {
    mkdirSync(join(this.folder, "work"), { recursive: true });
    writeFileSync(join(this.folder, "work", name), text);
  }

  /** Takes a stack that was written elsewhere; its state stays in this folder, whatever the stack says. */
  take(file: string): void {
    const stack = JSON.parse(readFileSync(file, "utf8"));
    delete stack.terraform?.backend;
    mkdirSync(join(this.folder, "work"), { recursive: true });
    writeFileSync(join(this.folder, "work", "cdk.tf.json"), JSON.stringify(stack));
  }

  run(...args: string[]): Run {
    const options = { cwd: join(this.folder, "work"), encoding: "utf8", maxBuffer: 1 << 28 } as const;
    const env = {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_CLI_ARGS: "-no-color",
      TF_CLI_CONFIG_FILE: "",
      ...this.variables,
    };
    const { status, stdout, stderr } = spawnSync(terraformCommand ?? "terraform", args, { ...options, env });
    return { status, stdout, text: `${stdout}\n${stderr}`.replace(/[│╷╵\s]+/g, " ") };
  }

  /** The same, for commands that must succeed. */
  must(...args: string[]): Run {
    const run = this.run(...args);
    if (run.status !== 0) throw new Error(`terraform ${args.join(" ")} failed: ${run.text}`);
    return run;
  }

  /** Runs `init` and `apply`. */
  apply(): Run {
    this.must("init", "-input=false");
    return this.must("apply", "-auto-approve", "-input=false");
  }

  /** The value of an output. */
  output(name: string): unknown {
    return JSON.parse(this.must("output", "-json", name).stdout);
  }
}
