import { spawnSync } from "node:child_process";
import { complaint, serve, wireSchema } from "../alicloud-provider/serve";
import { decodeValue, encodeValue } from "../alicloud-provider/value";

/**
 * A stand-in for Terraform's provider `external`, by its documentation: the query goes to the standard input of the program as
 * JSON, an object of texts is expected on its standard output, and what stands on standard error is shown if it fails.
 */

const SOURCE = "registry.terraform.io/hashicorp/external";

const described = { description_kind: "plain" } as const;
const EMPTY = { version: 0, block: { ...described, attributes: {}, block_types: {} } };
const DATA = {
  version: 0,
  block: {
    ...described,
    attributes: {
      program: { ...described, type: ["list", "string"], required: true },
      working_dir: { ...described, type: "string", optional: true },
      query: { ...described, type: ["map", "string"], optional: true },
      result: { ...described, type: ["map", "string"], computed: true },
      id: { ...described, type: "string", computed: true },
    },
    block_types: {},
  },
} as const;

serve(SOURCE, {
  GetSchema: () => ({
    provider: wireSchema(EMPTY),
    resource_schemas: {},
    data_source_schemas: { external: wireSchema(DATA) },
  }),
  PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
  Configure: () => ({}),
  ValidateDataSourceConfig: () => ({}),
  ReadDataSource: ({ config }) => {
    const asked = decodeValue(config) ?? {};
    const [program = "", ...args] = asked.program as readonly string[];
    const cwd = typeof asked.working_dir === "string" ? asked.working_dir : process.cwd();
    const input = JSON.stringify(asked.query ?? {});
    const { status, stdout, stderr, error } = spawnSync(program, args, { input, cwd, encoding: "utf8" });
    if (status !== 0) return complaint(`the program failed: ${error?.message ?? stderr}`);
    const result: unknown = JSON.parse(stdout);
    const isFlat =
      typeof result === "object" && Object.values(result ?? {}).every((value) => typeof value === "string");
    if (!isFlat) return complaint("the program wrote no object of texts");
    return { state: encodeValue({ ...asked, result: result as Record<string, string>, id: "-" }) };
  },
  Stop: () => ({}),
});
