export { resetLookups } from "../lookup/reset-lookups";
export type { ServiceTraits } from "../model/service-traits";
export type { EmulatedJob } from "./emulated-job";
export type { EmulatedWorkspace } from "./emulated-workspace";
export { type Emulator, type EmulatorOptions, startEmulator } from "./emulator";
export type { AccessKey } from "./emulator/authentication";
export type { Fault, FaultKind, FaultTiming } from "./emulator/fault";
export type { RecordedCall } from "./emulator/recorded-call";
export { type FakeJob, type FakeWorkspaces, fakeDiJobs } from "./fake";
