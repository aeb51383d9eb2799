import { join } from "node:path";
import { App, type AppConfig, TerraformStack } from "cdktf";
import { Terraform } from "./terraform";

/** A folder in which Terraform works on the stacks of the framework that tests write into it. */
export class TerraformOfStacks extends Terraform {
  /** Writes a stack, in place of the one before it. */
  write(build: (stack: TerraformStack) => void, config: AppConfig = {}): void {
    const app = new App({ ...config, outdir: join(this.folder, "cdktf.out") });
    build(new TerraformStack(app, "stack"));
    app.synth();
    this.take(join(this.folder, "cdktf.out", "stacks", "stack", "cdk.tf.json"));
  }
}
