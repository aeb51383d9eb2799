import { join } from "node:path";
import { resolveCredentials } from "../../client/credentials/credentials";
import { unlessAborted } from "../../client/deadline";
import { resolveEndpoint } from "../../client/http/endpoint";
import { proxyFor } from "../../client/http/proxy";
import { type Probe, probe } from "../../client/probe";
import { DataWorksError } from "../../errors/error";
import { remarkableSettings } from "../../lookup/settings";
import { SETTINGS } from "../../lookup/settings-table";
import { describeDuration } from "../../model/duration";
import { type DiJobsQuery, describeQuery } from "../../model/query";
import { tryReadSnapshot } from "../../snapshot/file";
import { counted } from "../../text/words";
import type { Invocation } from "../ask/invocation";
import type { AskingOptions } from "../ask/options";
import type { Terminal } from "../terminal/terminal";
import { attempt, type Diagnosis, failed } from "./diagnosis";

/** The server refuses a call whose time is 15 minutes off. */
const SKEW_LIMIT_MS = 15 * 60_000;
/** From here on something is wrong with the clock. */
const SKEW_TROUBLE_MS = 60_000;

/** That nobody said what to ask. */
export const noWorkspace: Diagnosis = {
  subject: "workspace",
  state: "failed",
  says: "none is named, so nothing was asked",
  repair: "name one: npx --no-install dijobs doctor --workspace cn-shanghai/1967",
};

/** Where the question goes, and how it gets there. */
export function diagnoseRoute(
  query: DiJobsQuery,
  invocation: Invocation,
  options: AskingOptions,
  terminal: Terminal,
): Diagnosis[] {
  const { client } = invocation;
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
      const giver = giverOf("endpoint", invocation, options, terminal);
      const proxy = proxyFor(endpoint, client.env);
      return [
        giver === undefined
          ? { subject: "endpoint", state: "ok", says: `${endpoint.host}, the region's own` }
          : {
              subject: "endpoint",
              state: "note",
              says: `${endpoint.protocol}://${endpoint.host}, as ${giver.name} says, instead of the region's own`,
              repair: `${giver.undo}, to ask the region's own`,
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

/** As whom to ask; never the secret. */
export async function diagnoseCredentials({ client }: Invocation): Promise<Diagnosis> {
  try {
    const { source, securityToken } = await unlessAborted(resolveCredentials(client), client.within?.signal);
    return { subject: "credentials", state: "ok", says: `${source}${securityToken ? ", with a security token" : ""}` };
  } catch (error) {
    return failed("credentials", error);
  }
}

/** What one call brings, and whether the clocks agree. */
export async function diagnoseAnswer(
  query: DiJobsQuery,
  { client }: Invocation,
  terminal: Terminal,
): Promise<Diagnosis[]> {
  terminal.progress("sending one call …");
  const { clockSkewMs, totalCount = 0, error } = await probe(query, client, terminal.clock).catch(withoutCall);
  // What stands before the call was said already.
  if (error?.code === "NoCredentials" || error?.code === "InvalidArgument")
    return [{ subject: "answer", state: "failed", says: "nothing was asked", repair: "repair the above first" }];
  const answer: Diagnosis =
    error === undefined
      ? { subject: "answer", state: "ok", says: `${counted(totalCount, "job")} in ${describeQuery(query)}` }
      : failed("answer", error);
  return [answer, ...(clockSkewMs === undefined ? [] : [clockSkew(clockSkewMs)])];
}

function withoutCall(error: unknown): Pick<Probe, "error" | "clockSkewMs" | "totalCount"> {
  if (DataWorksError.is(error)) return { error };
  throw error;
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

/** Whose settings count, and beside what a snapshot stands: the nearest `cdktf.json`. */
export function diagnoseProject({ project }: Invocation): Diagnosis {
  const rule = "an app takes the one above its script first";
  if (project !== undefined)
    return {
      subject: "project",
      state: "ok",
      says: `'${join(project.folder, "cdktf.json")}', the nearest one upwards from the working directory; ${rule}`,
    };
  return {
    subject: "project",
    state: "note",
    says: `no cdktf.json upwards from the working directory '${process.cwd()}'; ${rule}`,
    repair: "change into the folder of the app, or name its snapshot with DIJOBS_SNAPSHOT",
  };
}

/** Whether there is a snapshot, why there, and how old it is. */
export function diagnoseSnapshot(invocation: Invocation, options: AskingOptions, terminal: Terminal): Diagnosis {
  const { snapshotPath } = invocation.settings;
  const giver = giverOf("snapshot", invocation, options, terminal);
  const beside = invocation.project === undefined ? "in the working directory" : "beside cdktf.json";
  const why = giver === undefined ? beside : `as ${giver.name} says`;
  try {
    const found = tryReadSnapshot(snapshotPath);
    if (found === undefined)
      return {
        subject: "snapshot",
        state: "note",
        says: `there is none at '${snapshotPath}', ${why}`,
        repair: "record one, to synthesize without credentials: npx --no-install dijobs refresh",
      };
    const times = found.lookups.map(({ observedAt }) => Date.parse(observedAt));
    const inPart = found.lookups.filter(({ partial }) => partial).length;
    const questions = counted(found.lookups.length, "question") + (inPart === 0 ? "" : `, ${inPart} of them in part`);
    const age =
      times.length === 0
        ? ""
        : `, the oldest answer ${describeDuration(terminal.clock.date().getTime() - Math.min(...times))} old`;
    return {
      subject: "snapshot",
      state: "ok",
      says: `'${snapshotPath}', ${why}, has ${questions}${age}`,
      repair: "see what differs with: npx --no-install dijobs drift",
    };
  } catch (error) {
    return { ...failed("snapshot", error), state: "trouble" };
  }
}

/** What gives a setting, and how to take it back; nothing where it is as usual. */
function giverOf(
  name: "snapshot" | "endpoint",
  { project }: Invocation,
  options: AskingOptions,
  { env }: Terminal,
): { readonly name: string; readonly undo: string } | undefined {
  const { variable } = SETTINGS[name];
  if (options[name] !== undefined) return { name: `--${name}`, undo: `leave out --${name}` };
  if (env[variable]) return { name: variable, undo: `unset ${variable}` };
  if (project?.settings[name] === undefined) return undefined;
  return { name: "the context of cdktf.json", undo: "take it out of the context of cdktf.json" };
}

/** Settings that change what an app does, and are easily forgotten. */
export function diagnoseSettings({ client, project }: Invocation, { env }: Terminal): Diagnosis[] {
  return remarkableSettings(client.env, project?.settings).map(({ variable, value, meaning }): Diagnosis => {
    const remove = env[variable] ? `unset ${variable}` : "take it out of the context of cdktf.json";
    return {
      subject: variable,
      state: "note",
      says: `${value}: ${meaning}`,
      repair: `if that is not meant: ${remove}`,
    };
  });
}
