import { Token } from "cdktf";
import type { Construct } from "constructs";
import { DiJobsConstruct, type DiJobsProps, type WorkspaceOf } from "../constructs/di-jobs";

/**
 * The Data Integration jobs of a DataWorks workspace, looked up at synth time.
 *
 * @example
 * const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
 * const orders = jobs.findJob("mysql_to_holo_sync_8772");
 */
export class DiJobs<const P extends DiJobsProps = DiJobsProps> extends DiJobsConstruct<WorkspaceOf<P>> {
  /**
   * Starts the lookup and does not wait for it.
   *
   * @throws DataWorksError `NotInStack`, `UnresolvedToken` or `InvalidArgument`.
   */
  constructor(scope: Construct, id: string, props: P) {
    super(scope, id, props, (expression) => Token.asNumber(expression));
  }
}
