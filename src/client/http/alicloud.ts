import { DataWorksError } from "../../errors/error";
import { sdkMissing } from "../../errors/sdk";
import { LONGEST_TIMER_MS } from "../clock";
import type { Credential, KeysProvider } from "../credentials/credential";
import type { Endpoint } from "./endpoint";
import { bodyOf, type Exchange, type MarkedHeaders, observe } from "./exchange";
import type { Failure } from "./failure";
import { failure, type Reply, reply } from "./reply";

/** A call, ready to be signed and sent. */
export interface Request {
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  readonly action: string;
  readonly version: string;
  readonly method: "GET" | "POST";
  readonly parameters: Readonly<Record<string, string>>;
  readonly exchange: Exchange;
  readonly signal: AbortSignal;
}

/**
 * Signs and sends one call through the SDK, which is loaded by the first call.
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
    const body = bodyOf(exchange, (headers) => sendThroughSdk(request, headers));
    return reply(await Promise.race([body, aborted]), exchange);
  } catch (error) {
    signal.throwIfAborted();
    if (DataWorksError.is(error)) throw error;
    return failure(error, exchange);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

interface Sdk {
  readonly openApi: typeof import("@alicloud/openapi-client");
  readonly teaUtil: typeof import("@alicloud/tea-util");
}

let loadedSdk: Sdk | undefined;

/** Loads the SDK once: to find it again would be a tenth of the work of each call. */
function sdk(): Sdk {
  loadedSdk ??= load(() => ({
    openApi: require("@alicloud/openapi-client"),
    teaUtil: require("@alicloud/tea-util"),
  }));
  return loadedSdk;
}

/** @throws DataWorksError `SdkMissing` when a package of the SDK, or one that it needs, is not there or fails. */
function load<T>(packages: () => T): T {
  try {
    return packages();
  } catch (error) {
    throw sdkMissing(error);
  }
}

async function sendThroughSdk(request: Request, headers: MarkedHeaders): Promise<void> {
  const { endpoint, credential, action, version, method, parameters } = request;
  const { openApi, teaUtil } = sdk();
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
    action,
    version,
    protocol: endpoint.protocol,
    pathname: "/",
    method,
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    // Left alone: the SDK's own JSON loses digits beyond 2^53, and its reading has no limit.
    bodyType: "binary",
  });
  const sent = new openApi.OpenApiRequest({ headers, [method === "GET" ? "query" : "body"]: parameters });
  // The signal ends the call: a timer of its own would end one that was answered while the process was stopped.
  const runtime = new teaUtil.RuntimeOptions({ connectTimeout: LONGEST_TIMER_MS, readTimeout: LONGEST_TIMER_MS });
  await client.callApi(params, sent, runtime);
}

/** A source of credentials that the SDK knows how to use. */
export type KeysSource =
  | { readonly kind: "oidc" }
  | { readonly kind: "cliProfile"; readonly home: string; readonly name: string }
  | { readonly kind: "sdkProfile"; readonly path: string; readonly name: string }
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "instanceRole" };

/** The SDK's provider for a source; its chain is not used (docs/decisions/credentials.md). */
export function sdkProvider(source: KeysSource): KeysProvider {
  const provider = providerOf(source);
  return { getCredentials: (env) => observe({ env }, () => provider.getCredentials()) };
}

function providerOf(source: KeysSource) {
  const credentials: typeof import("@alicloud/credentials") = load(() => require("@alicloud/credentials"));
  switch (source.kind) {
    case "oidc":
      return credentials.OIDCRoleArnCredentialsProvider.builder().build();
    case "cliProfile":
      // It would look into the home directory of the process, whatever HOME says.
      return Object.assign(credentials.CLIProfileCredentialsProvider.builder().withProfileName(source.name).build(), {
        homedir: source.home,
      });
    case "sdkProfile":
      process.env.ALIBABA_CLOUD_CREDENTIALS_FILE = source.path;
      return credentials.ProfileCredentialsProvider.builder().withProfileName(source.name).build();
    case "uri":
      return credentials.URICredentialsProvider.builder().withCredentialsURI(source.uri).build();
    case "instanceRole":
      return credentials.ECSRAMRoleCredentialsProvider.builder().build();
  }
}
