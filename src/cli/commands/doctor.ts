import { Option } from "commander";
import { counted } from "../../checks/words";
import { resolveCredentials } from "../../client/credentials";
import { resolveEndpoint } from "../../client/endpoint";
import { probe } from "../../client/probe";
import { proxyFor } from "../../client/proxy";
import { describeDuration } from "../../duration";
import { DataWorksError, invalidArgument } from "../../errors";
import { type DiJobsQuery, describeQuery } from "../../query";
import { tryReadSnapshot } from "../../snapshot/file";
import { type Asking, prepare } from "../asking";
import type { CliCommand } from "../command";
import { attempt, type Diagnosis, exitCodeOf, failed, renderDiagnosis } from "../diagnosis";
import { addHelp } from "../help";
import type { Host } from "../host";
import { type AskingOptions, addAskingOptions } from "../options";
import { namedQueries } from "../questions";

interface DoctorOptions extends AskingOptions {
  readonly format: "text" | "json";
}

/** The server refuses a call whose time is 15 minutes off. */
const SKEW_LIMIT_MS = 15 * 60_000;
/** From here on something is wrong with the clock. */
const SKEW_TROUBLE_MS = 60_000;

/** `dijobs doctor`: says what a lookup would use, asks once, and tells what to repair. */
export const doctor: CliCommand = {
  declare(command) {
    addAskingOptions(command).addOption(
      new Option("--format <format>", "how to show it").choices(["text", "json"]).default("text"),
    );
    addHelp(command, {
      examples: [
        ["dijobs doctor --workspace cn-shanghai/1967", "look at everything, and send one call"],
        ["dijobs doctor", "the same for the first question of the snapshot"],
      ],
      exitCodes: `Exit codes:
  0  all is well
  1  something is worth a repair, though jobs can be listed
  2  jobs cannot be listed, or no workspace was named`,
    });
  },

  async run(command, host) {
    const options = command.opts<DoctorOptions>();
    const asking = prepare(options, host);
    const query = chooseQuery(options, asking);
    const diagnoses = [
      ...(query === undefined ? [noWorkspace()] : way(query, asking)),
      await credentials(asking),
      ...(query === undefined ? [] : await call(query, asking, host)),
      snapshot(asking, host),
      ...variables(asking, host),
    ];
    if (options.format === "json") host.print(JSON.stringify({ version: 1, command: "doctor", diagnoses }, null, 2));
    else host.print(diagnoses.map((each) => renderDiagnosis(each, host.color)).join("\n"));
    return exitCodeOf(diagnoses);
  },
};

function chooseQuery(options: DoctorOptions, asking: Asking): DiJobsQuery | undefined {
  const [named, ...others] = namedQueries(options, asking);
  if (others.length > 0)
    throw invalidArgument("--workspace", options.workspace?.join(", "), "one call is sent: name one workspace");
  if (named !== undefined) return named;
  return quietly(() => tryReadSnapshot(asking.settings.snapshotPath))?.lookups[0]?.query;
}

function noWorkspace(): Diagnosis {
  return {
    subject: "workspace",
    state: "failed",
    says: "none is named, so nothing was asked",
    repair: "name one: dijobs doctor --workspace cn-shanghai/1967",
  };
}

/** Where the question goes, and how it gets there. */
function way(query: DiJobsQuery, { client, settings }: Asking): Diagnosis[] {
  const asked: Diagnosis = {
    subject: "question",
    state: "ok",
    says: `${describeQuery(query)}, API ${query.apiVersion}`,
  };
  const region: Diagnosis = { subject: "region", state: "ok", says: query.regionId };
  return [
    asked,
    region,
    ...attempt("endpoint", () => {
      const endpoint = resolveEndpoint(query.regionId, client);
      const own = settings.endpoint === undefined;
      const proxy = proxyFor(endpoint, client.env);
      return [
        own
          ? { subject: "endpoint", state: "ok", says: `${endpoint.host}, the region's own` }
          : {
              subject: "endpoint",
              state: "note",
              says: `${endpoint.protocol}://${endpoint.host}, instead of the region's own`,
              repair: "unset DIJOBS_ENDPOINT, or leave out --endpoint, to ask the region's own",
            },
        {
          subject: "proxy",
          state: "ok",
          says: proxy === undefined ? "none on the way to the endpoint" : `${proxy.host}, from HTTPS_PROXY`,
        },
      ];
    }),
  ];
}

async function credentials({ client }: Asking): Promise<Diagnosis> {
  try {
    const { source, securityToken } = await resolveCredentials(client);
    return { subject: "credentials", state: "ok", says: `${source}${securityToken ? ", with a security token" : ""}` };
  } catch (error) {
    return failed("credentials", error);
  }
}

async function call(query: DiJobsQuery, { client }: Asking, host: Host): Promise<Diagnosis[]> {
  host.progress("sending one call …");
  try {
    const { skewMs, totalCount, failure } = await probe(query, client, host.clock);
    const answer: Diagnosis =
      failure === undefined
        ? { subject: "answer", state: "ok", says: `${counted(totalCount ?? 0, "job")} in ${describeQuery(query)}` }
        : failed("answer", failure);
    return [answer, ...(skewMs === undefined ? [] : [clockSkew(skewMs)])];
  } catch (error) {
    // What stands before the call was said already.
    return DataWorksError.is(error) && ["NoCredentials", "InvalidArgument"].includes(error.code)
      ? [{ subject: "answer", state: "failed", says: "nothing was asked", repair: "repair the above first" }]
      : [failed("answer", error)];
  }
}

function clockSkew(skewMs: number): Diagnosis {
  const off = Math.abs(skewMs);
  if (off < SKEW_TROUBLE_MS) return { subject: "clock", state: "ok", says: "agrees with the server's" };
  return {
    subject: "clock",
    state: off < SKEW_LIMIT_MS ? "trouble" : "failed",
    says: `${describeDuration(off)} ${skewMs > 0 ? "behind" : "ahead of"} the server's; calls are refused from 15 minutes on`,
    repair: "set the clock of this machine, for example: sudo chronyc makestep",
  };
}

function snapshot({ settings: { snapshotPath } }: Asking, host: Host): Diagnosis {
  try {
    const found = tryReadSnapshot(snapshotPath);
    if (found === undefined)
      return {
        subject: "snapshot",
        state: "note",
        says: `there is none at '${snapshotPath}'`,
        repair: "record one, to synthesize without credentials: dijobs refresh",
      };
    const times = found.lookups.map(({ observedAt }) => Date.parse(observedAt));
    const questions = counted(found.lookups.length, "question");
    const age =
      times.length === 0
        ? ""
        : `, the oldest answer ${describeDuration(host.clock.date().getTime() - Math.min(...times))} old`;
    return {
      subject: "snapshot",
      state: "ok",
      says: `'${snapshotPath}' has ${questions}${age}`,
      repair: "see what differs: dijobs drift; record it anew: dijobs refresh",
    };
  } catch (error) {
    return { ...failed("snapshot", error), state: "trouble" };
  }
}

/** Variables that change what an app does, and are easily forgotten. */
const REMARKABLE: Readonly<Record<string, (value: string) => string | undefined>> = {
  DIJOBS_MODE: (value) =>
    value === "live"
      ? undefined
      : value === "locked"
        ? "apps ask nothing, the snapshot answers"
        : "apps write the snapshot",
  DIJOBS_ON_UNAVAILABLE: (value) => (value === "snapshot" ? "the snapshot answers when the API cannot" : undefined),
  DIJOBS_FINDINGS: (value) => (value === "warn" ? "failed checks do not fail a synth" : undefined),
};

function variables({ settings }: Asking, host: Host): Diagnosis[] {
  const values = {
    DIJOBS_MODE: settings.mode,
    DIJOBS_ON_UNAVAILABLE: settings.onUnavailable,
    DIJOBS_FINDINGS: settings.findings,
  };
  return Object.entries(values).flatMap(([name, value]) => {
    const says = REMARKABLE[name]?.(value);
    if (says === undefined) return [];
    const isVariable = (host.env[name] ?? "") !== "";
    const repair = isVariable
      ? `if that is not meant: unset ${name}`
      : "if that is not meant: take it out of cdktf.json";
    return [{ subject: name, state: "note", says: `${value}: ${says}`, repair } as const];
  });
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (DataWorksError.is(error)) return undefined;
    throw error;
  }
}
