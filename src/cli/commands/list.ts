import { addAskingOptions, collect } from "../ask/options";
import { FORMATS, type ListOptions, listedSchema, listLive } from "../list/listed";
import { addSelectionOptions } from "../list/selection";
import { listUsed, usesSchema } from "../list/uses";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

/** `dijobs list`: the jobs of workspaces, live; with `--used` who uses what, from the snapshot. */
export const list: CliCommand = {
  declare(command) {
    addSelectionOptions(
      addAskingOptions(command).option("--name-like <text>", "part of a name, matched loosely by the server"),
    )
      .option("--used", "which construct uses which job, from the snapshot; asks nothing")
      .option(
        "--format <format>",
        `${FORMATS.names.join(", ")}; NAME=FILE writes it to a file; may be repeated (default: ${FORMATS.usual})`,
        collect,
      );
    addHelp(command, {
      examples: [
        ["dijobs list --workspace cn-shanghai/1967", "every job of a workspace"],
        ["dijobs list -w cn-shanghai/1967 --status Failed,Stopped --format json", "some of them, for a program"],
        ["dijobs list -w orders-prod -w crm-prod --format html=jobs.html", "a page for people, beside the table"],
        ["dijobs list", "the answers to the snapshot's own questions, as they are now"],
        ["dijobs list --used", "which construct uses which job"],
      ],
    });
  },

  async run(command, terminal) {
    const options = command.opts<ListOptions & { readonly used?: boolean }>();
    return await (options.used ? listUsed : listLive)(options, terminal);
  },

  schema: (parts) => parts.z.union([listedSchema(parts), usesSchema(parts)]),
};
