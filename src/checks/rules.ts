// biome-ignore-all lint/performance/noReExportAll: a list, of which a line is all that a file needs
/** The built-in rules by the names that policy files give them: a rule is its file and a line here. */
export * from "./rules/data-source-types";
export * from "./rules/job-count";
export * from "./rules/job-exists";
export * from "./rules/job-name";
export * from "./rules/job-status";
export * from "./rules/known-values";
export * from "./rules/migration-type";
export * from "./rules/unique-names";
