import type { Credential } from "./credential";
import type { Endpoint } from "./endpoint";
import { type Exchange, header, observe } from "./exchange";
import type { Failure } from "./failure";
import { field } from "./field";

/** A call, ready to be signed and sent. */
export interface Request {
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  readonly version: string;
  readonly method: "GET" | "POST";
  readonly parameters: Readonly<Record<string, string>>;
  readonly exchange: Exchange;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What came with a status below 300. */
export interface Reply {
  readonly text: string;
  readonly statusCode: number | undefined;
  readonly requestId: string | undefined;
}

/**
 * Signs and sends one ListDIJobs through the SDK, which is loaded by the first call.
 *
 * What may happen to any call is returned as a {@link Failure}; only the signal's reason is thrown.
 */
export async function send(request: Request): Promise<Reply | Failure> {
  const { exchange, signal } = request;
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(signal.reason);
      exchange.request?.destroy();
    };
    signal.addEventListener("abort", abort);
  });
  try {
    const answered = observe(exchange, () => sendThroughSdk(request));
    return reply(await Promise.race([answered, aborted]), exchange);
  } catch (error) {
    signal.throwIfAborted();
    return failure(error, exchange);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function sendThroughSdk({ endpoint, credential, version, method, parameters, timeoutMs }: Request) {
  const openApi: typeof import("@alicloud/openapi-client") = require("@alicloud/openapi-client");
  const { RuntimeOptions }: typeof import("@alicloud/tea-util") = require("@alicloud/tea-util");
  const client = new openApi.default(
    new openApi.Config({
      accessKeyId: credential.accessKeyId,
      accessKeySecret: credential.accessKeySecret,
      securityToken: credential.securityToken,
      endpoint: endpoint.host,
      protocol: endpoint.protocol,
      userAgent: "cdktf-dataworks-di-jobs",
    }),
  );
  const params = new openApi.Params({
    action: "ListDIJobs",
    version,
    protocol: endpoint.protocol,
    pathname: "/",
    method,
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    // The text as it came: the SDK's own JSON loses digits beyond 2^53.
    bodyType: "string",
  });
  const sent = new openApi.OpenApiRequest(method === "GET" ? { query: parameters } : { body: parameters });
  // Either one alone leaves the other at three seconds; the signal ends the call before both.
  const runtime = new RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs });
  const answer: unknown = await client.callApi(params, sent, runtime);
  return answer;
}

function reply(answer: unknown, exchange: Exchange): Reply | Failure {
  const text = field(answer, "body");
  const { statusCode, requestId, retryAfterMs } = circumstances(exchange);
  if (statusCode !== undefined && statusCode >= 300)
    return { failed: "unreadable", what: `a redirect to ${whereTo(exchange)}`, statusCode, requestId, retryAfterMs };
  return { text: typeof text === "string" ? text : "", statusCode, requestId };
}

function failure(error: unknown, exchange: Exchange): Failure {
  const facts = circumstances(exchange);
  const apiCode = field(field(error, "data"), "Code");
  const message = field(field(error, "data"), "Message");
  const requestId = field(field(error, "data"), "RequestId");
  if (typeof apiCode === "string")
    return {
      failed: "rejected",
      apiCode,
      message: typeof message === "string" ? message : "",
      ...facts,
      requestId: typeof requestId === "string" ? requestId : facts.requestId,
    };
  if (field(error, "name") === "SyntaxError" || field(error, "data") !== undefined)
    return { failed: "unreadable", what: header(exchange, "content-type") ?? "no content", ...facts };
  const text = error instanceof Error ? error.message : String(error);
  const proxyStatusCode = /^Bad response: (\d{3})/.exec(text)?.[1];
  if (proxyStatusCode !== undefined)
    return { failed: "unreachable", reason: `status ${proxyStatusCode}`, proxyStatusCode: Number(proxyStatusCode) };
  const code = field(error, "code");
  const reason = typeof code === "string" ? code : text.split("\n")[0]?.slice(0, 100);
  return {
    failed: "unreachable",
    reason: facts.statusCode === undefined ? `${reason}` : `${reason} within the answer`,
  };
}

function circumstances(exchange: Exchange): Pick<Failure, "statusCode" | "requestId" | "retryAfterMs"> {
  const retryAfterMs = header(exchange, "x-acs-retry-after");
  return {
    statusCode: exchange.response?.statusCode,
    requestId: header(exchange, "x-acs-request-id"),
    retryAfterMs: retryAfterMs !== undefined && /^\d{1,9}$/.test(retryAfterMs) ? Number(retryAfterMs) : undefined,
  };
}

function whereTo(exchange: Exchange): string {
  const location = header(exchange, "location") ?? "";
  return URL.canParse(location) ? new URL(location).origin : "nowhere";
}

/** What a provider of the SDK gives out. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** Gives out keys; those that expire are fetched again when it is time. */
export interface KeysProvider {
  getCredentials(): Promise<Keys>;
}

/** A source of credentials that the SDK knows how to use. */
export type KeysSource =
  | { readonly kind: "oidc" }
  | { readonly kind: "cliProfile"; readonly home: string; readonly name: string }
  | { readonly kind: "sdkProfile"; readonly path: string; readonly name: string }
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "instanceRole"; readonly roleName: string | undefined };

/** The SDK's provider for a source; its chain is not used (docs/decisions/credentials.md). */
export function sdkProvider(source: KeysSource): KeysProvider {
  const sdk: typeof import("@alicloud/credentials") = require("@alicloud/credentials");
  switch (source.kind) {
    case "oidc":
      return sdk.OIDCRoleArnCredentialsProvider.builder().build();
    case "cliProfile":
      // It would look into the home directory of the process, whatever HOME says.
      return Object.assign(sdk.CLIProfileCredentialsProvider.builder().withProfileName(source.name).build(), {
        homedir: source.home,
      });
    case "sdkProfile":
      process.env.ALIBABA_CLOUD_CREDENTIALS_FILE = source.path;
      return sdk.ProfileCredentialsProvider.builder().withProfileName(source.name).build();
    case "uri":
      return sdk.URICredentialsProvider.builder().withCredentialsURI(source.uri).build();
    case "instanceRole": {
      const builder = sdk.ECSRAMRoleCredentialsProvider.builder();
      return (source.roleName === undefined ? builder : builder.withRoleName(source.roleName)).build();
    }
  }
}
