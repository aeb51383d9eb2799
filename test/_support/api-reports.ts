/** Compares the public surface of each entry with its report in `etc/`; with `--accept` writes the reports. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import manifest from "../../package.json";

const root = resolve(__dirname, "../..");
const accepts = process.argv.includes("--accept");

/** Declarations of the entries that have code or types, by the name of their report. */
const ENTRIES = Object.entries(manifest.exports).flatMap(([entry, target]) =>
  typeof target === "string" ? [] : [[entry.slice(2) || "index", target.types] as const],
);

/** Whether the surface of an entry is as reported. */
function isAsReported(name: string, declarations: string): boolean {
  const configObject = {
    projectFolder: root,
    mainEntryPointFilePath: join(root, declarations),
    compiler: { tsconfigFilePath: join(root, "tsconfig.build.json") },
    apiReport: {
      enabled: true,
      // The report shows what the types of an entry are made of, exported or not: a change of it is one of the surface.
      includeForgottenExports: true,
      reportFileName: `${name}.api.md`,
      reportFolder: join(root, "etc"),
      reportTempFolder: join(root, ".cache/etc"),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      extractorMessageReporting: {
        default: { logLevel: ExtractorLogLevel.Error },
        "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
        // These are the business of typedoc, which knows the sources.
        "ae-forgotten-export": { logLevel: ExtractorLogLevel.None },
        "ae-undocumented": { logLevel: ExtractorLogLevel.None },
        "ae-unresolved-link": { logLevel: ExtractorLogLevel.None },
      },
    },
  };
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, "package.json"),
  });
  return Extractor.invoke(config, { localBuild: accepts }).succeeded;
}

mkdirSync(join(root, "etc"), { recursive: true });
const changed = ENTRIES.filter(([name, declarations]) => !isAsReported(name, declarations)).map(([name]) => name);
if (changed.length > 0) {
  console.error(`changed: ${changed.join(", ")}; to accept a new surface: npm run api -- --accept`);
  process.exitCode = 1;
}
