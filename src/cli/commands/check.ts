import { Option } from "commander";
import { evaluate } from "../../checks/evaluate";
import { SEVERITIES, type Severity } from "../../checks/severity";
import { invalidArgument } from "../../errors/arguments";
import { snapshotLacksQuery, wholeListNotRecorded } from "../../errors/snapshot";
import { recordedListing } from "../../lookup/lookup";
import { coversWorkspace, type DiJobsQuery, describeQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { readSnapshot } from "../../snapshot/file";
import { findLookup } from "../../snapshot/snapshot";
import { noteEmpty } from "../ask/empty";
import { type Answers, askAll, type Invocation, resolveInvocation } from "../ask/invocation";
import { type AskingOptions, addAskingOptions, collect } from "../ask/options";
import { chooseQueries, namedQueries, namesWorkspaces } from "../ask/queries";
import { resolveWorkspaces } from "../ask/resolved-workspaces";
import { workspaceQueries } from "../ask/workspaces";
import { type BaselineOptions, compareBaseline, openBaseline } from "../policy/opened-baseline";
import type { Policy } from "../policy/policy";
import { ALLOWABLE_REASONS, checkReport } from "../report/check-report";
import { addReportingOptions, type ReportingOptions, reportedUnanswered, reporter, runOf } from "../report/reporting";
import type { CliCommand } from "./command";
import { addHelp } from "./help";

interface CheckOptions extends AskingOptions, ReportingOptions, BaselineOptions {
  readonly locked?: boolean;
  readonly failOn: Severity;
  readonly allowUnchecked?: (typeof ALLOWABLE_REASONS)[number][];
}

/** `dijobs check`: judges workspaces by a policy file. */
export const check: CliCommand = {
  declare(command) {
    addAskingOptions(command)
      .option("--locked", "judge the answers of the snapshot, and ask nothing")
      .addOption(
        new Option("--fail-on <severity>", "least severity of a finding that fails")
          .choices(SEVERITIES)
          .default("error"),
      )
      .option("--baseline <file>", "findings that are known: they do not fail, new ones do, repaired ones are told")
      .option("--update-baseline", "write what is found into the file of --baseline, also where there is none yet")
      .addOption(
        new Option("--allow-unchecked <reason>", "reason that may leave a result unchecked; may be repeated")
          .choices(ALLOWABLE_REASONS)
          .argParser(collectReason),
      );
    addReportingOptions(command);
    addHelp(command, {
      examples: [
        ["dijobs check --policy dijobs.policy.yaml", "every workspace of the policy, live"],
        ["dijobs check --label prod", "those of them that have the label"],
        ["dijobs check --locked --allow-unchecked statusTooOld", "what the snapshot says, without credentials"],
        ["dijobs check --baseline di.baseline.jsonl", "fail on what is new only; first write it: --update-baseline"],
        ["dijobs check --format text --format junit=out/di.xml --format json=out/evidence.json", "in a pipeline"],
      ],
      exitCodes: `Exit codes:
  0  nothing found
  1  findings that no acknowledgement accepts, and no baseline knows
  2  something could not be checked, the policy file makes no sense, or the command line is wrong (beats 1)`,
    });
  },

  async run(command, terminal) {
    const options = command.opts<CheckOptions>();
    const show = reporter(options, terminal);
    const given = resolveInvocation(options, terminal, { policy: true });
    const run = runOf(terminal);
    const baseline = openBaseline(options, given.policy ?? noPolicy());
    const needs = { rules: true, locked: options.locked };
    const { invocation, unresolved, discovered } = await resolveWorkspaces(options, given, terminal, needs);
    const policy = invocation.policy ?? noPolicy();
    const queries = questions(policy, options, invocation);
    const { listings, unanswered: lost } = options.locked
      ? recordedAnswers(queries, invocation)
      : await askAll(queries, invocation, terminal);
    const unanswered = [...unresolved, ...lost];
    const { aliases } = policy.checked;
    const results = evaluate({
      ...policy.checked,
      listings,
      unanswered: unanswered.map(({ query, error }) => ({ workspace: query, problems: error.problems })),
      now: run.startedAt,
    });
    const narrowed = namesWorkspaces(options) || unresolved.length > 0;
    const scope = { ...policy.checked, listings, narrowed };
    const report = checkReport({
      ...run,
      policy: { path: policy.path, sha256: policy.sha256 },
      listings,
      unanswered: reportedUnanswered(unanswered, aliases, invocation.profileOf),
      aliases,
      profileOf: invocation.profileOf,
      results,
      lineOf: policy.lineOf,
      baseline: baseline && compareBaseline(baseline, results, scope, discovered),
      failOn: options.failOn,
      allowUnchecked: options.allowUnchecked,
    });
    const exitCode = show(report, unanswered);
    // What was discovered is there, with jobs or without.
    noteEmpty(
      listings.filter(({ query }) => !discovered.has(workspaceName(query))),
      terminal,
    );
    return exitCode;
  },
};

/** What is mistyped must not be taken for what was not allowed. */
function collectReason(value: string, previous?: readonly string[]): string[] {
  if (!ALLOWABLE_REASONS.some((reason) => reason === value))
    throw invalidArgument("--allow-unchecked", value, `use ${ALLOWABLE_REASONS.join(", ")}`);
  return collect(value, previous);
}

function noPolicy(): never {
  const repair = "write dijobs.policy.yaml beside cdktf.json, or name the policy file: --policy FILE";
  throw invalidArgument("--policy", undefined, repair);
}

/** The workspaces that `--workspace` and `--label` name, else those of the policy, else those of the snapshot: each as a whole. */
function questions(policy: Policy, options: CheckOptions, invocation: Invocation): DiJobsQuery[] {
  const { aliases, rules } = policy.checked;
  if (namesWorkspaces(options)) return namedQueries(options, invocation);
  const meant = [...aliases.keys(), ...rules.flatMap(({ workspaces = [] }) => workspaces)];
  const isWritten = meant.length > 0 || policy.ruleSet.discover !== undefined;
  const recorded = () => chooseQueries({ snapshot: options.snapshot }, invocation).map(workspaceName);
  const texts = isWritten ? meant : recorded();
  return workspaceQueries(texts, policy, invocation.defaults, options.apiVersion);
}

/** The answers that the snapshot has: to the question itself, else all that it has about the workspace. */
function recordedAnswers(queries: readonly DiJobsQuery[], { settings }: Invocation): Answers {
  const snapshot = readSnapshot(settings.snapshotPath);
  const found = queries.map((query) => {
    const about = snapshot.lookups.filter((lookup) => workspaceName(lookup.query) === workspaceName(query));
    const own = findLookup(snapshot, query);
    const whole = [...(own ? [own] : []), ...about].find(({ query, partial }) => coversWorkspace(query) && !partial);
    const [part] = about.filter(({ partial }) => partial);
    // A rule would pass over the jobs that are not recorded.
    if (whole === undefined && part !== undefined)
      return { query, listings: [], error: wholeListNotRecorded(describeQuery(query), part.observedAt) };
    const error = snapshotLacksQuery(describeQuery(query), settings.snapshotPath);
    return { query, listings: (whole === undefined ? about : [whole]).map(recordedListing), error };
  });
  return {
    listings: found.flatMap(({ listings }) => listings),
    unanswered: found.filter(({ listings }) => listings.length === 0).map(({ query, error }) => ({ query, error })),
  };
}
