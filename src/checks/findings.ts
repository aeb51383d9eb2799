// biome-ignore-all lint/performance/noReExportAll: a list, of which a line is all that a file needs
/** The findings of no built-in rule: of one's own rules, and about what a rule or an acknowledgement names in vain. */
export * from "./findings/acknowledgements";
export * from "./findings/job-missing";
export * from "./rules/custom";
