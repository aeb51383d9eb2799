import type { CliCommand } from "./commands/command";

/** A command as the program knows it before it is named. */
interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CliCommand>;
}

/** Every command, a line each; it is loaded when it is named, so that help comes at once. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: "list",
    summary: "list the jobs of workspaces, or who uses them",
    load: async () => (await import("./commands/list.js")).list,
  },
  {
    name: "workspaces",
    summary: "list the workspaces that an account sees",
    load: async () => (await import("./commands/workspaces.js")).workspaces,
  },
  {
    name: "doctor",
    summary: "say what a lookup would use, ask once, and tell what to repair",
    load: async () => (await import("./commands/doctor.js")).doctor,
  },
  {
    name: "refresh",
    summary: "record the snapshot anew, and say what changed",
    load: async () => (await import("./commands/refresh.js")).refresh,
  },
  {
    name: "merge",
    summary: "resolve a snapshot in conflict, by itself or as git's merge driver",
    load: async () => (await import("./commands/merge.js")).merge,
  },
  {
    name: "drift",
    summary: "compare the snapshot with what is there now",
    load: async () => (await import("./commands/drift.js")).drift,
  },
  {
    name: "check",
    summary: "check workspaces against a policy file",
    load: async () => (await import("./commands/check.js")).check,
  },
  {
    name: "wait",
    summary: "wait until jobs are in a state",
    load: async () => (await import("./commands/wait.js")).wait,
  },
  {
    name: "unmanaged",
    summary: "list the jobs that no Terraform manages, or what adopts them",
    load: async () => (await import("./commands/unmanaged.js")).unmanaged,
  },
  {
    name: "external",
    summary: 'answer a data "external" of Terraform',
    load: async () => (await import("./commands/external.js")).external,
  },
  {
    name: "emulator",
    summary: "run a stand-in for the API on this machine",
    load: async () => (await import("./commands/emulator.js")).emulator,
  },
];
