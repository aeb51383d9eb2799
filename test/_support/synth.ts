import { App, TerraformStack, Testing } from "cdktf";

/** What Terraform reads of a stack; metadata of the framework left out. */
export function synth(build: (stack: TerraformStack) => void, validate = true) {
  const stack = new TerraformStack(new App(), "stack");
  build(stack);
  return written(stack, validate);
}

/** What Terraform reads of a stack that is built already. */
export function written(stack: TerraformStack, validate = true) {
  return JSON.parse(Testing.synth(stack, validate), (key, value) => (key === "//" ? undefined : value));
}
