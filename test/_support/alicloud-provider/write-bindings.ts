import { CodeMaker, TerraformProviderGenerator } from "@cdktf/provider-generator";
import { PROVIDER_SCHEMAS } from "./schema";

/** `write-bindings.ts FOLDER`: the classes that `cdktf get` writes for the provider. */
const [, , folder = "."] = process.argv;

// The generator's type of a schema lacks what it does not read.
const generator = new TerraformProviderGenerator(new CodeMaker(), PROVIDER_SCHEMAS as never);
generator.generateAll();
void generator.save(folder);
