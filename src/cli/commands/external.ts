import { isatty } from "node:tty";
import type { Command } from "commander";
import { unlessAborted } from "../../client/deadline";
import { invalidArgument } from "../../errors/arguments";
import { DataWorksError, inOneLine } from "../../errors/error";
import { externalQueryInvalid } from "../../errors/program";
import { recordNamed, snapshotLacksQuery } from "../../errors/snapshot";
import { recordedListing } from "../../lookup/lookup";
import type { Listing } from "../../model/listing";
import { type DiJobsQuery, describeQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { textIn } from "../../snapshot/disk/regular-file";
import { tryReadSnapshot } from "../../snapshot/file";
import { historyOf, type JobHistory, noHistory } from "../../snapshot/history";
import { emptySnapshot, findLookup, type SnapshotLookup } from "../../snapshot/snapshot";
import { jsonText } from "../../text/json-text";
import { askAll, resolveInvocation } from "../ask/invocation";
import { identifyWorkspaces } from "../ask/named-workspaces";
import { type AskingOptions, addAskingOptions } from "../ask/options";
import { namedQueries } from "../ask/queries";
import { resolveWorkspaces } from "../ask/resolved-workspaces";
import { answerExternal, type ExternalAnswer } from "../external/answer";
import { type ExternalQuery, parseExternalQuery } from "../external/query";
import type { Terminal } from "../terminal/terminal";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

/** `dijobs external`: the program of Terraform's `data "external"`. */
export const external: CliCommand = {
  declare(command) {
    addAskingOptions(command);
    addHelp(command, {
      examples: [
        ["dijobs external --profile prod", 'as the program of a data "external", which writes the query'],
        [
          `dijobs external <<< '{"workspace":"cn-shanghai/1967","name":"orders_to_holo"}'`,
          "the same by hand: prints id, import_id, migration_type, status and more as texts",
        ],
      ],
      exitCodes: `The query on standard input is a JSON object of texts:
  workspace  <regionId>/<projectId>, <regionId>/<projectName>, or an alias of the policy file; else that of --workspace
  name       whole name of a job, or
  id         its id, or
  names      several names, a JSON list as text: jsonencode([…])
  mode       live; locked: the snapshot answers, and nothing is asked; or fill: what it lacks is asked, and not recorded
             (DIJOBS_MODE goes before it)
  missing    fail, or empty: a job that is not there has empty texts, and is none of several

Exit codes:
  0  the answer stands on standard output
  1  there is none: one sentence on standard error says why
  2  the command line is wrong`,
    });
  },

  async run(command, terminal) {
    try {
      const query = parseExternalQuery(await standardInput(terminal.deadline?.signal));
      terminal.print(jsonText(await answer(query, command, terminal)));
      return 0;
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      terminal.note(inOneLine(error.problems));
      return 1;
    }
  },
};

/** Most bytes of a query: a hundred thousand names have some ten million. */
const MOST_BYTES = 16_000_000;

async function standardInput(signal?: AbortSignal): Promise<string> {
  if (isatty(0))
    throw externalQueryInvalid("is read from standard input, which is a terminal", "see: dijobs external --help");
  const bytes = await unlessAborted(readInput(), signal);
  return textIn(bytes, () => externalQueryInvalid("is not UTF-8", "write it as JSON in UTF-8"));
}

async function readInput(): Promise<Buffer> {
  const portions: Buffer[] = [];
  let size = 0;
  for await (const portion of process.stdin) {
    portions.push(portion);
    size += portion.length;
    if (size > MOST_BYTES)
      throw externalQueryInvalid(`has more than ${MOST_BYTES / 1e6} MB`, "ask for fewer jobs at a time");
  }
  return Buffer.concat(portions);
}

async function answer(query: ExternalQuery, command: Command, terminal: Terminal): Promise<ExternalAnswer> {
  const { workspace, mode } = query;
  if (workspace !== undefined) command.setOptionValue("workspace", [workspace]);
  const given = resolveInvocation({ ...command.opts<AskingOptions>(), ...(mode && { mode }) }, terminal);
  const locked = given.settings.mode === "locked";
  await identifyWorkspaces(command, terminal, locked);
  const options = command.opts<AskingOptions>();
  const { invocation, unresolved } = await resolveWorkspaces(options, given, terminal, { locked });
  if (unresolved[0] !== undefined) throw unresolved[0].error;
  const [asked, ...others] = namedQueries(options, invocation);
  if (asked === undefined || others.length > 0)
    throw invalidArgument("workspace", options.workspace?.join(", "), 'name one: workspace = "cn-shanghai/1967"');
  const { settings } = invocation;
  if (locked || settings.mode === "fill") {
    const lookup = recorded(asked, settings.snapshotPath);
    if (lookup !== undefined && (locked || !lookup.partial))
      return answerExternal(query, recordedListing(lookup), () => noHistory(lookup));
  }
  if (locked) throw snapshotLacksQuery(describeQuery(asked), settings.snapshotPath, recordNamed(workspaceName(asked)));
  const { listings, unanswered } = await askAll([asked], invocation, terminal);
  const [listing] = listings;
  if (listing === undefined) throw unanswered[0]?.error;
  return answerExternal(query, listing, () => pastOf(listing, settings.snapshotPath));
}

function recorded(query: DiJobsQuery, snapshotPath: string): SnapshotLookup | undefined {
  return findLookup(tryReadSnapshot(snapshotPath) ?? emptySnapshot, query);
}

/** What the snapshot tells of a live answer; a broken one must not stand in the way of what the API says. */
function pastOf({ query, jobs }: Listing, snapshotPath: string): JobHistory | undefined {
  try {
    const lookup = recorded(query, snapshotPath);
    return lookup && historyOf(lookup, jobs);
  } catch (error) {
    if (DataWorksError.is(error)) return undefined;
    throw error;
  }
}
