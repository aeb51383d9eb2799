const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Every project runs the same way; `real` starts processes: workers, emulators, cdktf, Terraform; `tools` installs the
 * package with everything that docs/tools.md names.
 * `terrain` runs the tests of the constructs again, on CDK Terrain and its entry of the package; `real-terrain` those of `real`
 * that docs/cdk-terrain.md says run twice.
 */
const project = (displayName, testMatch, framework = {}) => ({
  displayName,
  testMatch,
  globals: { FRAMEWORK: "cdktf" },
  ...framework,
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testPathIgnorePatterns: ["/node_modules/", "/test/fixtures/"],
  modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/examples/.*/cdktf.out"],
});

/** Files of test/real in the rows of a table whose last cell begins with "twice". */
const twice = [...readFileSync(join(__dirname, "docs/cdk-terrain.md"), "utf8").matchAll(/^\|.*\| twice\b.*\|$/gm)]
  .flatMap(([row]) => [...row.matchAll(/`([\w-]+)`/g)])
  .map(([, name]) => `<rootDir>/test/real/${name}.test.ts`);

module.exports = {
  randomize: true,
  testTimeout: 60_000,
  projects: [
    project("unit", ["<rootDir>/test/*.test.ts", "<rootDir>/test/!(real|tools)/**/*.test.ts"], {
      // What is compiled loads a command by import(), which names a file of JavaScript.
      moduleNameMapper: { "^\\./(ask|commands)/(.*)\\.js$": "./$1/$2" },
    }),
    project("terrain", ["<rootDir>/test/{constructs,frameworks}/*.test.ts"], {
      globals: { FRAMEWORK: "cdktn" },
      moduleNameMapper: {
        "^cdktf$": "cdktn",
        "^(.*)/src/index$": "$1/src/cdktn",
        "^(.*)/frameworks/cdktf$": "$1/frameworks/cdktn",
      },
    }),
    project("real", ["<rootDir>/test/real/**/*.test.ts"]),
    project("real-terrain", twice, {
      globals: { FRAMEWORK: "cdktn" },
      resolver: "<rootDir>/test/_support/terrain-resolver.js",
    }),
    project("tools", ["<rootDir>/test/tools/**/*.test.ts"]),
  ],
};
