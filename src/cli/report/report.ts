import type { BaselineEntry } from "../../checks/baseline";
import type { Drift } from "../../checks/drift";
import type { RuleResult } from "../../checks/result";
import type { Said } from "../schema-parts";
import type { CheckReportSchema, DriftReportSchema } from "./schema";

type SaidOfCheck = Said<CheckReportSchema>;
type SaidOfDrift = Said<DriftReportSchema>;

/** What the schema says, known more exactly; nothing where the schema does not say all that is known. */
type Exactly<Said, Known extends Partial<Said>> =
  Exclude<Known extends unknown ? keyof Known : never, keyof Said> extends never
    ? Known & Omit<Said, Known extends unknown ? keyof Known : never>
    : never;

/** What a command produces and a format renders: plain data, of which `schema.ts` is the source. */
export type Report = CheckReport | DriftReport;

/** What `check` found. */
export type CheckReport = Exactly<
  SaidOfCheck,
  {
    readonly results: readonly ReportedResult[];
    readonly baseline?:
      | Exactly<NonNullable<SaidOfCheck["baseline"]>, { readonly repaired: readonly RepairedFinding[] }>
      | undefined;
  }
>;

/** How the live answers differ from the snapshot (`drift`), or differed when it was recorded anew (`refresh`). */
export type DriftReport = Exactly<SaidOfDrift, { readonly drift: readonly ReportedDrift[] }>;

/** What every report has. */
export type ReportBase = Pick<SaidOfCheck, Exclude<keyof SaidOfCheck & keyof SaidOfDrift, "command" | "summary">>;

/** How a program ends: 0 nothing found, 1 findings or drift, 2 something could not be checked, which beats 1. */
export type ExitCode = ReportBase["exitCode"];

/** The program that made a report. */
export type Tool = ReportBase["tool"];

/** That a query was answered: by whom, when, and at which cost. */
export type Evidence = ReportBase["evidence"][number];

/** How many jobs have a status. */
export type StatusCount = Evidence["statuses"][number];

/** That a query was not answered, so that nothing can be told about it. */
export type ReportedUnanswered = ReportBase["unanswered"][number];

/** A result, said in a sentence, with the place of its rule in the policy file. */
export type ReportedResult = Exactly<SaidOfCheck["results"][number], RuleResult>;

/** A known finding that is found no longer. */
export type RepairedFinding = Exactly<NonNullable<SaidOfCheck["baseline"]>["repaired"][number], BaselineEntry>;

/** A workspace that was discovered before, and is seen no longer. */
export type VanishedWorkspace = NonNullable<CheckReport["baseline"]>["vanished"][number];

/** A difference, said in a sentence, with the place of the job in the snapshot. */
export type ReportedDrift = Exactly<SaidOfDrift["drift"][number], Drift>;

/** What there is to say about an entry that ignores drift. */
export type ReportedIgnoreFinding = DriftReport["ignoreFindings"][number];

/** Where something is written in a file that people keep: a path and a line, counted from 1. */
export type SourceLine = NonNullable<ReportedResult["place"]>;
