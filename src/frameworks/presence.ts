import { frameworkMissing } from "../errors/frameworks";

/** How an entry of the package is told about, where its framework is missing. */
export interface FrameworkEntry {
  /** The package that the entry needs. */
  readonly framework: "cdktf" | "cdktn";
  /** What installs it. */
  readonly install: string;
  /** What to import where the other framework is installed. */
  readonly otherwise: string;
}

/**
 * Loads the framework of an entry before anything of ours needs it.
 *
 * Whoever names the package in `require` is the entry's own file, so that a bundler sees one framework for each entry.
 *
 * @throws DataWorksError `FrameworkMissing` when it, or `constructs`, is not installed.
 */
export function needFramework({ framework, install, otherwise }: FrameworkEntry, load: () => unknown): void {
  try {
    load();
  } catch (error) {
    const missing = missingPackage(error);
    if (missing !== framework && missing !== "constructs") throw error;
    throw frameworkMissing(missing, install, otherwise, error);
  }
}

/** The package that Node.js, jest or a bundler did not find. */
function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) return undefined;
  return /^Cannot find module '([^']+)'/.exec(error.message)?.[1];
}
