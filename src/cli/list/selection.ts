import type { Command } from "commander";
import type { JobFilter } from "../../model/filter";
import { collect, collectList } from "../ask/options";

/** The options by which `list` leaves jobs out. */
export interface SelectionOptions {
  readonly name?: readonly string[];
  readonly id?: readonly string[];
  readonly status?: readonly string[];
  readonly migrationType?: readonly string[];
  readonly source?: readonly string[];
  readonly destination?: readonly string[];
}

/** Adds the options by which `list` leaves jobs out. */
export function addSelectionOptions(command: Command): Command {
  return command
    .option("--name <name>", "whole name; may be repeated", collect)
    .option("--id <id>", "id; may be repeated, or a list with commas", collectList)
    .option("--status <status>", "status, as Running,Failed; may be repeated", collectList)
    .option("--migration-type <type>", "migration type; may be repeated, or a list", collectList)
    .option("--source <type>", "kind of source, as MySQL; may be repeated, or a list", collectList)
    .option("--destination <type>", "kind of destination, as Hologres; may be repeated, or a list", collectList);
}

/** What the options leave in. */
export function filterOf(options: SelectionOptions): JobFilter {
  const { name, id, status, migrationType, source, destination } = options;
  return {
    ...(name && { jobName: name }),
    ...(id && { diJobId: id }),
    ...(status && { jobStatus: status }),
    ...(migrationType && { migrationType }),
    ...(source && { sourceDataSourceType: source }),
    ...(destination && { destinationDataSourceType: destination }),
  };
}
