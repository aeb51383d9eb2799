import { resolve } from "node:path";
import { type ClientOptions, listJobs } from "../../client/list-jobs";
import { DataWorksError } from "../../errors/error";
import {
  queryDefaults,
  resolveSettings,
  type SettingProps,
  type Settings,
  settingVariables,
} from "../../lookup/settings";
import type { Environment } from "../../model/environment";
import { groupBy } from "../../model/group-by";
import type { Listing } from "../../model/listing";
import type { AskedQuery, DiJobsQuery, QueryDefaults } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { counted, quoted } from "../../text/words";
import { findPolicy, meansPolicy } from "../policy/file";
import type { Policy } from "../policy/policy";
import { debugCalls } from "../terminal/debug";
import type { Terminal } from "../terminal/terminal";
import type { AskingOptions, RecordingOptions } from "./options";
import { type CdktfProject, findProject } from "./project";

/** How a command asks: what its options, the environment and `cdktf.json` say together. */
export interface Invocation {
  readonly project?: CdktfProject | undefined;
  /** The policy file that is named, or that stands in its usual place where something may be asked. */
  readonly policy?: Policy | undefined;
  /** Its path where nobody named it and it says as whom to ask, which people are then told. */
  readonly impliedPolicy?: string | undefined;
  readonly settings: Settings;
  readonly client: ClientOptions;
  /** As whom a workspace (`<regionId>/<projectId>`) is asked: that of the option, then of the policy; none is the run's own. */
  profileOf(workspace: string): string | undefined;
  /** How a question is asked. */
  clientOf(query: AskedQuery): ClientOptions;
  /** What fills in the parts of a question that were left out. */
  readonly defaults: QueryDefaults;
}

/** What came of several questions. */
export interface Answers {
  readonly listings: readonly Listing[];
  readonly unanswered: readonly UnansweredQuery[];
}

/** A question without an answer. */
export interface UnansweredQuery<Query = AskedQuery> {
  readonly query: Query;
  /** As whom it was asked, where that is no matter of the workspace. */
  readonly profile?: string | undefined;
  readonly error: DataWorksError;
}

/**
 * Resolves how to ask: options first, then the environment, then the context of `cdktf.json`.
 *
 * @param needs.policy whether the usual policy file is read where none is meant: `true` where the command is about it, `false` where
 *   nothing is asked that it could be about. Else it is read for as whom to ask, which people are told.
 * @throws DataWorksError `InvalidArgument` naming the option, variable or key that cannot be, `PolicyInvalid`.
 */
export function resolveInvocation(
  options: AskingOptions & RecordingOptions & Pick<SettingProps, "mode">,
  terminal: Terminal,
  needs: { readonly policy?: boolean } = {},
): Invocation {
  if (options.debug) debugCalls(terminal);
  const project = findProject(process.cwd());
  const env = withOptions(terminal.env, options);
  const { network, profile, mode } = options;
  const props = { ...(network && { network }), ...(profile !== undefined && { profile }), ...(mode && { mode }) };
  const settings = resolveSettings(env, props, project?.settings);
  const isMeant = meansPolicy(options);
  const policy = isMeant || needs.policy !== false ? findPolicy(options.policy, project) : undefined;
  const impliedPolicy = isMeant || needs.policy || profile !== undefined ? undefined : policy?.path;
  const { deadline } = terminal;
  const client = { ...settings.client, env, ...(deadline && { within: deadline }) };
  const defaults = queryDefaults(env, project?.settings);
  return withPolicy({ project, settings, client, defaults, impliedPolicy }, policy, profile);
}

/** An invocation that asks each workspace as the profile of the option, else as that of the policy. */
export function withPolicy(
  invocation: Omit<Invocation, "policy" | "profileOf" | "clientOf">,
  policy: Policy | undefined,
  profile: string | undefined,
): Invocation {
  const { client } = invocation;
  const profileOf = (workspace: string) => profile ?? policy?.profiles.get(workspace);
  const clientOf = (query: AskedQuery) => {
    const own = profileOf(workspaceName(query));
    return own === undefined ? client : { ...client, profile: own };
  };
  return { ...invocation, policy, profileOf, clientOf };
}

/** Asks several questions at once; one that fails does not keep the others from being answered. */
export async function askAll(
  queries: readonly DiJobsQuery[],
  { clientOf, profileOf, impliedPolicy }: Pick<Invocation, "clientOf" | "profileOf" | "impliedPolicy">,
  terminal: Terminal,
): Promise<Answers> {
  noteProfiles(queries, { profileOf, impliedPolicy }, terminal);
  let open = queries.length;
  const tell = () => terminal.progress(`asking ${open === 1 ? "1 question" : `${open} questions`} …`);
  tell();
  const askOne = async (query: DiJobsQuery) => {
    const answer = await answerOr(query, listJobs(query, clientOf(query), terminal.clock));
    open -= 1;
    tell();
    return answer;
  };
  const answers = await terminal.stoppable(() => Promise.all(queries.map(askOne)));
  terminal.progress("");
  return {
    listings: answers.filter((answer) => "jobs" in answer),
    unanswered: answers.filter((answer) => "error" in answer),
  };
}

/** Says as whom workspaces are asked where a policy file that nobody named decides it. */
export function noteProfiles(
  queries: readonly AskedQuery[],
  { profileOf, impliedPolicy }: Pick<Invocation, "profileOf" | "impliedPolicy">,
  terminal: Terminal,
): void {
  const workspaces = [...new Set(queries.map(workspaceName))];
  const byProfile = groupBy(workspaces, (each) => profileOf(each) ?? "");
  const said = [...byProfile].flatMap(([profile, { length }]) =>
    profile === "" ? [] : [`${counted(length, "workspace")} as profile ${quoted(profile)}`],
  );
  if (impliedPolicy !== undefined && said.length > 0)
    terminal.note(`note: ${impliedPolicy} says as whom to ask: ${said.join(", ")} (--profile goes before it)`);
}

/** Says why questions were not answered. */
export function noteUnanswered(unanswered: readonly UnansweredQuery<unknown>[], terminal: Terminal): void {
  for (const { error } of unanswered) terminal.note(`error: ${error.message}`);
}

/** The answer to a question, or why there is none. */
export async function answerOr<Query, Answer>(
  query: Query,
  asked: Promise<Answer>,
): Promise<Answer | UnansweredQuery<Query>> {
  try {
    return await asked;
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    return { query, error };
  }
}

/** The environment as if it held the options, which go before it. */
function withOptions(env: Environment, options: AskingOptions & RecordingOptions): Environment {
  const { endpoint, apiVersion, prune, ignoreStatus, forget } = options;
  const snapshot = options.snapshot && resolve(options.snapshot);
  return { ...env, ...settingVariables({ endpoint, snapshot, apiVersion, prune, ignoreStatus, forget }) };
}
