import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { isObject } from "../../client/json";
import { fileInvalid } from "../../errors/program";
import { plainText } from "../../text/literal";
import { objectsIn, readTerraformJson } from "./file";
import { DI_JOB_TYPE, isImportId, type Mention } from "./mention";

const SYNTH = "write the stacks with: npx cdktf synth";

/**
 * The jobs that synthesized stacks import or declare: those of a `cdktf.out`, or of the folder of one stack.
 *
 * What Terraform alone can compute is told without an id and without a name. The modules that a stack calls are not
 * looked into.
 *
 * @throws DataWorksError `InvalidArgument` for a folder without stacks, or one whose stacks are no JSON.
 */
export function readStacks(folder: string): Mention[] {
  return stackFiles(folder).flatMap(readStack);
}

function stackFiles(folder: string): string[] {
  const stacks = existsSync(join(folder, "stacks")) ? readdirSync(join(folder, "stacks")) : [];
  const folders = [folder, ...stacks.sort().map((name) => join(folder, "stacks", name))];
  for (const hcl of folders.map((each) => join(each, "cdk.tf")).filter((file) => existsSync(file)))
    throw fileInvalid(hcl, "it is HCL, and only JSON can be read", SYNTH);
  const files = folders.map((each) => join(each, "cdk.tf.json")).filter((file) => existsSync(file));
  if (files.length > 0) return files;
  const flaw = existsSync(folder) ? "no stack is in it, no stacks/*/cdk.tf.json" : "it is not there";
  throw fileInvalid(folder, flaw, basename(folder) === "cdktf.out" ? SYNTH : "name the folder cdktf.out of the app");
}

function readStack(file: string): Mention[] {
  const content = readTerraformJson(file, SYNTH, parseStack);
  const imports = objectsIn([content.import ?? []].flat()).filter(({ to }) => String(to).startsWith(`${DI_JOB_TYPE}.`));
  const imported = imports.map(({ to, id }) => {
    const importId = typeof id === "string" ? plainText(id) : undefined;
    return { file, address: String(to), ...(isImportId(importId) && { importId }) };
  });
  const resources = isObject(content.resource) ? content.resource[DI_JOB_TYPE] : undefined;
  const declared = Object.entries(isObject(resources) ? resources : {})
    .map(([name, resource]) => ({ file, address: `${DI_JOB_TYPE}.${name}`, ...declaredBy(resource) }))
    .filter(({ address }) => !imports.some(({ to }) => to === address));
  return [...imported, ...declared];
}

/** Ids are read as texts, which keep every digit; a quote inside of a text has a backslash before it, and is none of these. */
function parseStack(text: string): unknown {
  return JSON.parse(text.replace(/("project_id"\s*:\s*)(\d+)/g, '$1"$2"'));
}

/** What a resource says of its job, if it is one and says it without being computed. */
function declaredBy(resource: unknown): Pick<Mention, "declared"> {
  if (!isObject(resource) || "for_each" in resource || "count" in resource) return {};
  const { project_id: project, job_name: name } = resource;
  const projectId = typeof project === "string" ? project : "";
  const jobName = typeof name === "string" ? plainText(name) : undefined;
  return /^[1-9]\d*$/.test(projectId) && jobName !== undefined ? { declared: { projectId, jobName } } : {};
}
