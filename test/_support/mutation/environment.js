// Jest's environment of the trials: wakes a mutant, and tells which were reached. The worker hands over `globalThis.trial`.
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { active, longestHits } = globalThis.trial;
    // With a limit of hits an endless loop throws, if it comes by its mutant.
    this.global.__stryker__ = active === undefined ? {} : { activeMutant: active, hitCount: 0, hitLimit: longestHits };
  }

  async teardown() {
    globalThis.trial.reached = { ...this.global.__stryker__?.mutantCoverage?.static };
    await super.teardown();
  }
};
