import { Token } from "cdktf";
import { stackDiJob } from "../../src/constructs/stack-di-job";
import type { DiJob } from "../../src/model/job";

/** A job of the API, with the fields that a test names. */
export function diJob(fields: Partial<DiJob> = {}): DiJob {
  const { projectId = "1967", diJobId = "16626" } = fields;
  return {
    regionId: "cn-shanghai",
    projectId,
    diJobId,
    jobName: "orders",
    migrationType: "Full",
    sourceDataSourceType: "MySQL",
    destinationDataSourceType: "Hologres",
    jobStatus: "Running",
    importId: `${projectId}:${diJobId}`,
    ...fields,
  };
}

/** The same job as a stack gets it. */
export function jobOfStack(fields: Partial<DiJob> = {}) {
  return stackDiJob(diJob(fields), (expression) => Token.asNumber(expression));
}
