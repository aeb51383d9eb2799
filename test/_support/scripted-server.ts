import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One request as the server got it. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the server does about a request. */
export type Step = (request: ReceivedRequest, response: ServerResponse) => void;

export interface ScriptedServer {
  readonly endpoint: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** A server that takes one step of its script for each request; the last one stays. */
export async function startScriptedServer(...script: readonly Step[]): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (message, response) => {
    const { pathname: path, search } = new URL(message.url ?? "/", "http://server");
    const parameters = Object.fromEntries(new URLSearchParams(search || (await text(message))));
    const request = { method: message.method, path, headers: message.headers, parameters };
    const step = script[Math.min(requests.length, script.length - 1)];
    requests.push(request);
    step?.(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers with a status, a body and headers. */
export function answer(statusCode: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (_, response) => {
    const content = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(statusCode, { "content-type": "application/json;charset=utf-8", ...headers }).end(content);
  };
}

/** Refuses as the API does. */
export function refusal(statusCode: number, code: string, message = "no", headers: Record<string, string> = {}): Step {
  return answer(statusCode, { RequestId: "REQ-1", HostId: "host", Code: code, Message: message }, headers);
}

/** A job as 2020-05-18 sends it. */
export function wireJob(diJobId: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    DIJobId: diJobId,
    ProjectId: 1967,
    JobName: `job_${diJobId}`,
    MigrationType: "Full",
    SourceDataSourceType: "MySQL",
    DestinationDataSourceType: "Hologres",
    JobStatus: "Running",
    ...more,
  };
}

/** Answers every page of a listing of jobs, in the envelope of the version that was asked. */
export function pagesOf(jobs: readonly Record<string, unknown>[]): Step {
  return (request, response) => {
    const page = Number(request.parameters.PageNumber);
    const size = Number(request.parameters.PageSize);
    const envelope = request.headers["x-acs-version"] === "2024-05-18" ? "PagingInfo" : "DIJobPaging";
    const shown = jobs.slice((page - 1) * size, page * size);
    const paging = { TotalCount: jobs.length, PageNumber: page, PageSize: size, DIJobs: shown };
    answer(200, { RequestId: "REQ-0", [envelope]: paging })(request, response);
  };
}

/** So many jobs, with the ids 1, 2, 3 … */
export function wireJobs(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => wireJob(index + 1));
}
