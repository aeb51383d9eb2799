import { invalidArgument } from "../../errors/arguments";
import type { OneOrMore } from "../../model/filter";
import { judge, oneOf, type Rule, type RuleOptions, ruleOptions, texts } from "../rule";

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

const SIDES = ["source", "destination"] as const;

/** Every job reads from and writes to allowed kinds of data sources. */
export function dataSourceTypes(props: DataSourceTypesProps): Rule {
  const options = ruleOptions("dataSourceTypes", props, SIDES);
  const sides = SIDES.flatMap((side) => {
    const given = props[side];
    if (given === undefined) return [];
    const allowed = texts(side, given);
    return [{ side, allowed, isAllowed: oneOf(allowed) }];
  });
  if (sides.length === 0) throw invalidArgument("dataSourceTypes", undefined, "give source, destination or both");
  return {
    ...options,
    check: ({ jobs }) =>
      jobs.flatMap((job) =>
        sides.map(({ side, allowed, isAllowed }) => {
          const dataSourceType = job[`${side}DataSourceType`];
          return judge(job, isAllowed(dataSourceType), dataSourceType, () => ({
            kind: "dataSourceTypes",
            args: { side, dataSourceType, allowed },
          }));
        }),
      ),
  };
}
