// Jest's transform of the trials: a file of which there are mutants is compiled with all of them in it, each asleep.
const { createHash } = require("node:crypto");
const { existsSync, readFileSync } = require("node:fs");
const { join, relative } = require("node:path");

const swc = require("@swc/jest").createTransformer({ jsc: { target: "es2022", parser: { syntax: "typescript" } } });
const { MUTANTS_FOLDER } = process.env;

function textOf(source, file, rootDir) {
  const instrumented = join(MUTANTS_FOLDER, relative(rootDir, file));
  return existsSync(instrumented) ? readFileSync(instrumented, "utf8") : source;
}

module.exports = {
  canInstrument: false,
  getCacheKey: (source, file, { config }) =>
    createHash("sha1")
      .update(`${file}\n${textOf(source, file, config.rootDir)}`)
      .digest("hex"),
  process: (source, file, options) => swc.process(textOf(source, file, options.config.rootDir), file, options),
};
