import type { OtherText } from "../model/documented-values";

/**
 * The recorded job names of each workspace; `dataworks.snapshot.d.ts` fills it in.
 *
 * @example
 * declare module "cdktf-dataworks-di-jobs/recorded" {
 *   interface RecordedJobs { "cn-shanghai/1967": "orders" | "customers" }
 * }
 */
// An interface, because only interfaces can be filled in from another file.
export interface RecordedJobs extends Record<never, never> {}

/**
 * How strictly recorded names are taken; to be filled in by hand, in any `.ts` or `.d.ts` file of the project.
 *
 * @example
 * // A name that is not recorded does not compile.
 * declare module "cdktf-dataworks-di-jobs/recorded" {
 *   interface RecordedJobsOptions { unknownNames: "error" }
 * }
 * export {};
 */
export interface RecordedJobsOptions extends Record<never, never> {}

/**
 * A job name of a workspace such as `cn-shanghai/1967`: editors complete the recorded ones.
 *
 * Any other text compiles too, unless {@link RecordedJobsOptions} says otherwise or
 * where the workspace is not known to the compiler.
 */
export type JobName<Workspace extends string = string> = Workspace extends keyof RecordedJobs
  ? RecordedJobs[Workspace] | UnknownName
  : string;

type UnknownName = RecordedJobsOptions extends { unknownNames: "error" } ? never : OtherText;
