import { groupBy } from "../../model/group-by";
import type { DiJob } from "../../model/job";
import { workspaceName } from "../../model/workspace";
import { jsonText } from "../../text/json-text";
import { literal } from "../../text/literal";
import { ours, type Visible, visible } from "../../text/visible";
import { counted, quoted } from "../../text/words";
import { DI_JOB_TYPE } from "./mention";

/** Import blocks that adopt jobs, for Terraform and OpenTofu. */
export function hclOf(identifiers: ReadonlyMap<DiJob, string>): Visible {
  return rendered(
    identifiers,
    "#",
    ["Terraform 1.5 writes the resources: terraform plan -generate-config-out=di_jobs.tf"],
    (job, identifier) => [
      "import {",
      `  to = ${DI_JOB_TYPE}.${identifier}`,
      `  id = ${JSON.stringify(job.importId)}`,
      "}",
    ],
  );
}

/** Resources with `importFrom`, for the constructor of a stack. */
export function cdktfOf(identifiers: ReadonlyMap<DiJob, string>): Visible {
  return rendered(
    identifiers,
    "//",
    [
      "DataWorksDiJob is the binding of the provider. The listing tells no settings: they stay as they are while",
      "ignoreChanges says so. Write them down, and take it away once a plan without it shows no changes.",
    ],
    (job, identifier) => [
      `new DataWorksDiJob(this, ${JSON.stringify(identifier)}, {`,
      ...[
        ["jobName", job.jobName],
        ["migrationType", job.migrationType],
        ["sourceDataSourceType", job.sourceDataSourceType],
        ["destinationDataSourceType", job.destinationDataSourceType],
      ].map(([name = "", text = ""]) => `  ${name}: ${jsonText(literal(text))},`),
      '  sourceDataSourceSettings: [{ dataSourceName: "" }],',
      '  destinationDataSourceSettings: [{ dataSourceName: "" }],',
      "  resourceSettings: {},",
      "  tableMappings: [{}],",
      '  lifecycle: { ignoreChanges: "all", preventDestroy: true },',
      `}).importFrom(${JSON.stringify(job.importId)});`,
    ],
  );
}

/** A block for each job, under a comment that says which job it is; what others wrote stays inside of its comment. */
function rendered(
  identifiers: ReadonlyMap<DiJob, string>,
  sign: string,
  advice: readonly string[],
  blockOf: (job: DiJob, identifier: string) => readonly string[],
): Visible {
  const comment = (text: string) => `${sign} ${visible(text)}`;
  const workspaces = groupBy([...identifiers.keys()], workspaceName);
  const parts = [...workspaces].map(([workspace, jobs]) =>
    [
      [
        comment(
          `${workspace}: ${counted(jobs.length, "job")} that no Terraform manages; the provider must be that of the region.`,
        ),
        ...advice.map(comment),
      ],
      ...jobs.map((job) => [comment(described(job)), ...blockOf(job, identifiers.get(job) ?? "")]),
    ]
      .map((lines) => lines.join("\n"))
      .join("\n\n"),
  );
  return ours(parts.map((part) => `${part}\n`).join("\n"));
}

function described({ jobName, migrationType, sourceDataSourceType, destinationDataSourceType }: DiJob): string {
  return `${quoted(jobName)}: ${migrationType}, ${sourceDataSourceType} to ${destinationDataSourceType}`;
}
