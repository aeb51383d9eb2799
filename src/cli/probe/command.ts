import { inSeconds } from "../../client/clock";
import { resolveEndpoint } from "../../client/http/endpoint";
import { observeCall } from "../../client/observation";
import type { ClientOptions } from "../../client/options";
import type { DiJobsQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import type { ExitCode } from "../report/report";
import type { Terminal } from "../terminal/terminal";
import { written } from "../written";
import { MOST_CALLS } from "./caller";
import { renderProbe } from "./markdown";
import { runProbe } from "./probe";
import { probeSchema } from "./schema";

/**
 * Announces a probe, makes it, and prints what it tells.
 *
 * @param query says which workspace; everything in it is asked.
 * @throws DataWorksError where nothing can be asked.
 */
export async function probeService(
  { regionId, projectId, apiVersion }: DiJobsQuery,
  client: ClientOptions,
  format: "text" | "json",
  terminal: Terminal,
): Promise<ExitCode> {
  const { host } = resolveEndpoint(regionId, client);
  const where = `${host} for ${workspaceName({ regionId, projectId })}`;
  terminal.note(
    `sending at most ${MOST_CALLS} calls to ${where}: all of them list jobs (ListDIJobs), and change nothing`,
  );
  const observedAt = inSeconds(terminal.clock.date());
  const report = await terminal.stoppable(() =>
    runProbe({ regionId, projectId, apiVersion }, (query, parameters) =>
      observeCall(query, parameters, client, { clock: terminal.clock }),
    ),
  );
  const head = { packageVersion: terminal.version, regionId, observedAt };
  terminal.note(`sent ${report.calls.length} calls`);
  if (format === "json")
    terminal.print(written(probeSchema, { version: 1, command: "doctor --probe", ...head, ...report }));
  else terminal.print(renderProbe(report, head));
  return report.calls.some(({ totalCount }) => totalCount !== undefined) ? 0 : 2;
}
