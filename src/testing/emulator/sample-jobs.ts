import type { EmulatedJob } from "../emulated-job";

/** The job of the API page's sample answer, and five more, as many as its `TotalCount` says. */
export const SAMPLE_JOBS: readonly EmulatedJob[] = [
  { diJobId: "16626", jobName: "mysql_to_holo_sync_8772", jobStatus: "Finished" },
  { diJobId: "16627", jobName: "orders_to_holo", migrationType: "FullAndRealtimeIncremental", jobStatus: "Running" },
  { diJobId: "16628", jobName: "crm_to_holo", migrationType: "RealtimeIncremental", jobStatus: "Running" },
  { diJobId: "16629", jobName: "payments_to_holo", migrationType: "FullAndRealtimeIncremental", jobStatus: "Stopped" },
  { diJobId: "16630", jobName: "stock_to_holo", migrationType: "RealtimeIncremental", jobStatus: "Failed" },
  { diJobId: "16631", jobName: "customers_to_holo", jobStatus: "Initialized" },
].map((job) => ({ ...job, regionId: "cn-shanghai", projectId: "1967", owner: "1234567890123456" }));
