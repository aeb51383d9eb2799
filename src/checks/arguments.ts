import { invalidArgument } from "../errors/arguments";
import {
  anything,
  type Form,
  filledList,
  form,
  isRecord,
  list,
  object,
  oneOf,
  oneOrMore,
  optional,
  optionsOf,
  record,
  text,
} from "../model/arguments";
import { FILTER_FORMS, filterForm, textOrPattern } from "../model/filter";
import { compilePattern } from "../model/pattern";
import { QUERY_FORMS } from "../model/query";
import { idArgument } from "../model/workspace";
import { ACKNOWLEDGEMENT_FORMS, dayIn } from "./acknowledge";
import type { Acknowledgement } from "./acknowledgement";
import type { RuleDefinition, RuleDefinitionBase, RuleSetFilter } from "./definition";
import type { DriftIgnore } from "./drift-ignore";
import { findingKinds, type ResultKind } from "./finding";
import type { Rule } from "./rule";
import { ruleId } from "./rule-options";
import type { RuleSet, RuleSetDiscovery, RuleSetWorkspace } from "./rule-set";
import { severity } from "./severity";

export const timeZone: Form<string> = (value, name) => {
  const zone = text(value, name);
  dayIn(zone, new Date(0));
  return zone;
};

const common = {
  id: ruleId,
  severity: optional(severity),
  help: optional(text),
  workspaces: optional(filledList(text)),
};

const ruleObject = object<Rule>({
  ...common,
  kind: oneOf(Object.keys(findingKinds) as ResultKind[]),
  jobs: optional(anything),
  statusMaxAge: optional(text),
  about: optional(oneOf(["answer", "workspace"])),
  check: anything,
});

export const acknowledgement = object<Acknowledgement>(ACKNOWLEDGEMENT_FORMS);

/** A rule that a function made; what is easily taken for one is told from it. */
export const madeRule: Form<Rule> = (value, name) => {
  if (typeof value === "function")
    throw invalidArgument(name, value, "call the function of the rule: rules.uniqueNames()");
  if (!isMade(value)) throw invalidArgument(name, value, "make it by one of the rules: rules.uniqueNames()");
  return ruleObject(value, name);
};

function isMade(value: unknown): boolean {
  return isRecord(value) && typeof value.check === "function";
}

const namePattern: Form<string | RegExp | { readonly pattern: string }> = (value, name) => {
  const isData = isRecord(value) && "pattern" in value;
  return isData ? object({ pattern: text })(value, name) : textOrPattern(value, name);
};

const definition = object<RuleDefinitionBase & { readonly rule: string; readonly with?: object }>({
  ...common,
  rule: text,
  with: optional(record(anything)),
  jobs: optional(filterForm<RuleSetFilter>({ ...FILTER_FORMS, jobName: optional(oneOrMore(namePattern)) })),
});

const discovery = object<RuleSetDiscovery>({
  regionId: text,
  profile: optional(text),
  labels: optional(list(text)),
  apiVersion: QUERY_FORMS.apiVersion,
  names: optional((value, name) => compilePattern(name, value).source),
});

/**
 * A rule set as an argument: what its parts are; whether they fit together is told by {@link checkRuleSet}.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export const ruleSetArgument = optionsOf<RuleSet>("applyRules", {
  $schema: optional(text),
  version: form((value) => value === 1, "this release reads version 1"),
  timeZone: optional(timeZone),
  longestAcknowledgementDays: optional(
    form((value) => Number.isSafeInteger(value) && Number(value) > 0, "use a whole number of days"),
  ),
  workspaces: optional(
    record(
      object<RuleSetWorkspace>({
        regionId: text,
        projectId: optional(idArgument),
        projectName: QUERY_FORMS.projectName,
        apiVersion: QUERY_FORMS.apiVersion,
        profile: optional(text),
        labels: optional(list(text)),
      }),
    ),
  ),
  discover: optional(oneOrMore(discovery)),
  drift: optional(object<NonNullable<RuleSet["drift"]>>({ ignore: list<DriftIgnore>(anything) })),
  rules: filledList<RuleDefinition | Rule>((value, name) => {
    const isRule = typeof value === "function" || isMade(value);
    return isRule ? madeRule(value, name) : (definition(value, name) as RuleDefinition);
  }, 'write at least one rule, as rules: [{ id: "unique", rule: "uniqueNames" }]'),
  acknowledge: optional(list(object<Acknowledgement>({ ...ACKNOWLEDGEMENT_FORMS, workspace: optional(text) }))),
});
