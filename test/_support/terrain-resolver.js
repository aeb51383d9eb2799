const { join } = require("node:path");

const TESTS = join(__dirname, "..");
const PORTED = { cdktf: "cdktn", "cdktf-dataworks-di-jobs": "cdktf-dataworks-di-jobs/cdktn" };

/** Gives tests CDK Terrain and its entry of the package for those of cdktf; what the package itself imports stays as it is. */
module.exports = (request, options) =>
  options.defaultResolver((options.basedir.startsWith(TESTS) && PORTED[request]) || request, options);
