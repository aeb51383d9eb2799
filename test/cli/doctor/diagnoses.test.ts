import type { Invocation } from "../../../src/cli/ask/invocation";
import { diagnoseRoute } from "../../../src/cli/doctor/diagnoses";
import type { Terminal } from "../../../src/cli/terminal/terminal";
import { canonicalQuery } from "../../../src/model/query";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });

/** What is said of an endpoint, and the repair, where an option, a variable and the context give one. */
function said(option?: string, variable?: string, context?: string) {
  const env = variable === undefined ? {} : { DIJOBS_ENDPOINT: variable };
  const endpoint = option ?? variable ?? context;
  const settings = context === undefined ? {} : { endpoint: context };
  const client = { env, ...(endpoint === undefined ? {} : { endpoint }) };
  const invocation = { client, project: { settings } } as Invocation;
  const options = option === undefined ? {} : { endpoint: option };
  const diagnoses = diagnoseRoute(query, invocation, options, { env } as Terminal);
  const { state, says, repair } = diagnoses.find(({ subject }) => subject === "endpoint") ?? {};
  return [state, says, repair];
}

test("an endpoint is that of the option, else of the variable, else of the context, and each is undone in its own way", () => {
  const note = (giver: string, undo: string) => [
    "note",
    `https://one, as ${giver} says, instead of the region's own`,
    `${undo}, to ask the region's own`,
  ];

  expect(said("one", "two", "three")).toEqual(note("--endpoint", "leave out --endpoint"));
  expect(said(undefined, "one", "two")).toEqual(note("DIJOBS_ENDPOINT", "unset DIJOBS_ENDPOINT"));
  expect(said(undefined, undefined, "one")).toEqual(
    note("the context of cdktf.json", "take it out of the context of cdktf.json"),
  );
  expect(said()).toEqual(["ok", "dataworks.cn-shanghai.aliyuncs.com, the region's own", undefined]);
});
