import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { type Cli, makeCli } from "../_support/cli";
import { root } from "../_support/process";

const HERE = ["-w", "cn-shanghai/1967"];
let cli: Cli;

beforeAll(async () => {
  cli = await makeCli();
  await cli.run("refresh", ...HERE);
});

afterAll(() => cli.close());

test.each([
  ["list", ["list", ...HERE]],
  ["list", ["list", ...HERE, "--api-version", "2024-05-18", "--endpoint", "127.0.0.1:1"]],
  ["list", ["list", "--used"]],
  ["doctor", ["doctor", ...HERE]],
  ["probe", ["doctor", "--probe", ...HERE]],
  ["wait", ["wait", ...HERE, "--id", "16630", "--name", "nobody", "--until", "Running"]],
  ["wait", ["wait", ...HERE, "--name", "x", "--until", "Running", "--timeout", "1s", "--endpoint", "127.0.0.1:1"]],
  ["report", ["drift"]],
  ["report", ["refresh", "--no-app"]],
])("what is published as schema/%s-1.json holds for dijobs %j", async (name, args) => {
  const schema = JSON.parse(readFileSync(join(root, `schema/${name}-1.json`), "utf8"));
  const validate = addFormats(new Ajv({ strict: false })).compile(schema);

  const { stdout } = await cli.run(...args, "--format", "json");
  validate(JSON.parse(stdout));

  expect(validate.errors).toBeNull();
});
