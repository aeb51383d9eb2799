import { isObject } from "../../client/json";
import { fileInvalid } from "../../errors/program";
import { objectsIn, readTerraformJson } from "./file";
import { DI_JOB_TYPE, isImportId, type Mention } from "./mention";

const SHOW = "write it with: terraform show -json > FILE";

/**
 * The jobs of a state: what `terraform show -json` writes, modules, tainted and deposed objects included.
 *
 * Of a plan, the state that it was made from.
 *
 * @throws DataWorksError `InvalidArgument` for any other file.
 */
export function readState(file: string): Mention[] {
  const content = readTerraformJson(file, SHOW);
  if (typeof content.format_version !== "string")
    throw fileInvalid(
      file,
      `it is no output of terraform show -json${isRaw(content) ? ", but a raw state" : ""}`,
      SHOW,
    );
  const state = "planned_values" in content ? content.prior_state : content;
  const values = isObject(state) ? state.values : undefined;
  return isObject(values) && isObject(values.root_module) ? jobsOf(values.root_module, file) : [];
}

function isRaw(content: Readonly<Record<string, unknown>>): boolean {
  return "serial" in content && "lineage" in content;
}

function jobsOf(module: Readonly<Record<string, unknown>>, file: string): Mention[] {
  const own = objectsIn(module.resources).filter(({ mode, type }) => mode === "managed" && type === DI_JOB_TYPE);
  return [
    ...own.flatMap((resource) => evidenceOf(resource, file)),
    ...objectsIn(module.child_modules).flatMap((child) => jobsOf(child, file)),
  ];
}

function evidenceOf(resource: Readonly<Record<string, unknown>>, file: string): Mention[] {
  const { address, values, tainted, deposed_key: deposedKey } = resource;
  const id = isObject(values) ? values.id : undefined;
  // A creation that failed may leave an object without an id, which is no job.
  if (id === undefined || id === null || id === "") return [];
  if (!isImportId(id))
    throw fileInvalid(file, `'${address}' has the id '${id}', which is no <projectId>:<diJobId>`, SHOW);
  const fate = deposedKey === undefined ? (tainted === true ? "tainted" : undefined) : "deposed";
  return [{ file, address: String(address), importId: id, ...(fate && { fate }) }];
}
