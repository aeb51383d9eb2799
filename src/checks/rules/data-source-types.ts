import { invalidArgument } from "../../errors/arguments";
import type { OneOrMore } from "../../model/filter";
import { visible } from "../../text/visible";
import { either } from "../../text/words";
import { isOneOf } from "../one-of";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, judge } from "../verdict";

/** Arguments of {@link rules}`.dataSourceTypes`: at least one side. */
export interface DataSourceTypesProps extends RuleOptions {
  /**
   * Kinds of source a job may read from, without regard to case.
   *
   * @default every kind
   */
  readonly source?: OneOrMore<string> | undefined;
  /**
   * Kinds of destination a job may write to, without regard to case.
   *
   * @default every kind
   */
  readonly destination?: OneOrMore<string> | undefined;
}

/** A job reads from, or writes to, a kind of data source that is not allowed. */
type DataSourceTypesFinding = FindingOf<
  "dataSourceTypes",
  {
    readonly side: "source" | "destination";
    readonly dataSourceType: string;
    readonly allowed: readonly string[];
  }
>;

/** Every job reads from and writes to allowed kinds of data sources. */
export const dataSourceTypes = ruleKind<DataSourceTypesProps, DataSourceTypesFinding>({
  kind: "dataSourceTypes",
  meaning: "every job reads from and writes to allowed kinds of data sources",
  arguments: {
    source: { form: "texts", description: "Kinds of source, such as MySQL.", default: "every kind" },
    destination: { form: "texts", description: "Kinds of destination, such as Hologres.", default: "every kind" },
  },

  check(args) {
    const sides = (["source", "destination"] as const).flatMap((side) => {
      const allowed = args[side];
      return allowed === undefined ? [] : [{ side, allowed, isAllowed: isOneOf(allowed) }];
    });
    if (sides.length === 0) throw invalidArgument("dataSourceTypes", undefined, "give source, destination or both");
    return ({ jobs }) =>
      jobs.flatMap((job) =>
        sides.map(({ side, allowed, isAllowed }) => {
          const dataSourceType = job[`${side}DataSourceType`];
          return judge(job, isAllowed(dataSourceType), dataSourceType, () => ({
            kind: "dataSourceTypes",
            args: { side, dataSourceType, allowed },
          }));
        }),
      );
  },

  aspect: ({ side }) => side,
  sentence: ({ side, dataSourceType, allowed }, subject) =>
    `${subject} has the ${side} ${visible(dataSourceType)}, not ${either(allowed)}: change its ${side}, or allow the type`,
});
