import { Token } from "cdktf";
import type { Construct } from "constructs";
import { DiJobsConstruct, type DiJobsProps } from "../constructs/di-jobs";

/**
 * The Data Integration jobs of a DataWorks workspace, looked up at synth time.
 *
 * @example
 * const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
 * const orders = jobs.findJob("mysql_to_holo_sync_8772");
 */
export class DiJobs extends DiJobsConstruct {
  /**
   * Starts the lookup and does not wait for it.
   *
   * @throws DataWorksError `NotInStack`, `UnresolvedToken` or `InvalidArgument`.
   */
  constructor(scope: Construct, id: string, props: DiJobsProps) {
    super(scope, id, props, (expression) => Token.asNumber(expression));
  }
}
