/** Every project runs the same way; `real` starts processes: workers, emulators, cdktf, Terraform. */
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testPathIgnorePatterns: ["/node_modules/", "/test/fixtures/"],
  modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/examples/.*/cdktf.out"],
});

module.exports = {
  randomize: true,
  testTimeout: 60_000,
  projects: [
    project("unit", [
      "<rootDir>/test/*.test.ts",
      "<rootDir>/test/{client,snapshot,checks,lookup,constructs,cli,testing,frameworks}/*.test.ts",
    ]),
    project("real", ["<rootDir>/test/real/**/*.test.ts"]),
  ],
};
