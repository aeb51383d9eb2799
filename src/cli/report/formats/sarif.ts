import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from "node-sarif-builder";
import { inOneLine } from "../../../errors/error";
import { jsonText } from "../../../text/json-text";
import { fingerprintsOf } from "../fingerprint";
import type { FormatOptions } from "../format";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";
import { pathFrom } from "../repository";
import { subjectFile } from "../summary";

/**
 * Renders a report as SARIF 2.1.0, without what passed: an alert for each of thousands helps nobody.
 *
 * What could not be checked has the kind `open`; an acknowledgement is a suppression.
 */
export function sarif(report: Report, { root }: FormatOptions): string {
  const items = itemsOf(report).filter(({ outcome }) => outcome !== "pass");
  const { tool, command, exitCode, startedAt, unanswered } = report;
  const run = new SarifRunBuilder({
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        informationUri: INFORMATION,
        rules: [],
      },
    },
    automationDetails: { id: `dijobs/${command}/` },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: exitCode !== 2,
        exitCode,
        startTimeUtc: startedAt,
        toolExecutionNotifications: unanswered.map(({ code, asked, problems }) => ({
          level: "error",
          descriptor: { id: code },
          message: { text: `${asked}: ${inOneLine(problems)}` },
        })),
      },
    ],
  });
  const rules = new Map(itemsOf(report).map((item) => [item.id, item]));
  for (const rule of rules.values()) run.addRule(ruleOf(rule));
  const fingerprints = fingerprintsOf(items);
  for (const item of items) run.addResult(resultOf(item, fingerprints.get(item) ?? "", report, root));
  const log = new SarifBuilder({ $schema: SCHEMA });
  log.addRun(run);
  return `${jsonText(log.buildSarifOutput())}\n`;
}

/** Where people read about the tool: the page of its package. */
const INFORMATION = "https://www.npmjs.com/package/cdktf-dataworks-di-jobs";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

function ruleOf({ id, kind, about, help, severity }: ReportItem): SarifRuleBuilder {
  const name = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  return new SarifRuleBuilder({
    id,
    // Two names that are one are a mistake to whoever validates a log.
    ...(name.toLowerCase() !== id.toLowerCase() && { name }),
    shortDescription: { text: about },
    fullDescription: { text: `${kind}: ${about}.` },
    help: { text: help === undefined ? `${kind}: ${about}` : `${kind}: ${about}; see ${help}` },
    ...(help !== undefined && URL.canParse(help) ? { helpUri: help } : {}),
    defaultConfiguration: { level: severity },
  });
}

function resultOf(item: ReportItem, fingerprint: string, report: Report, root: string): SarifResultBuilder {
  const { outcome, severity, id, kind, workspace, profile, job, message, acknowledgement, baseline } = item;
  const { path, line } = item.place ?? { path: subjectFile(report), line: 1 };
  const isFinding = outcome === "fail" || outcome === "acknowledged" || outcome === "known";
  return new SarifResultBuilder({
    ruleId: id,
    kind: isFinding ? "fail" : outcome === "unchecked" ? "open" : "informational",
    level: isFinding ? severity : "none",
    message: { text: `${workspaceLabel(item)}: ${message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(pathFrom(root, path)) }, region: { startLine: line } },
        logicalLocations: [
          {
            name: job?.jobName ?? workspace,
            fullyQualifiedName: job === undefined ? workspace : `${workspace}/${job.diJobId}`,
          },
        ],
      },
    ],
    // All findings of a rule are on one line, which is what GitHub would tell alerts apart by.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: {
      kind,
      workspace,
      ...(profile !== undefined && { profile }),
      ...(job && { diJobId: job.diJobId, jobName: job.jobName }),
    },
    ...(report.command === "check" && report.baseline && { baselineState: BASELINE_STATES[baseline ?? "none"] }),
    ...(acknowledgement && { suppressions: [suppression(acknowledgement)] }),
  });
}

/** Every result has one where there is a baseline; what was no finding before is one of the run alone. */
const BASELINE_STATES = { new: "new", known: "unchanged", repaired: "absent", none: "new" } as const;

/** Without a status: some editions of the schema call that `state`, and none means accepted. */
function suppression({ reason, by, until }: NonNullable<ReportItem["acknowledgement"]>) {
  return { kind: "external", justification: `${reason} (${by}, until ${until})` } as const;
}

/** A relative path stays relative: whoever reads the log knows the root of the sources. */
function uriOf(path: string): string {
  return isAbsolute(path) ? pathToFileURL(path).href : path.split("/").map(encodeURIComponent).join("/");
}
