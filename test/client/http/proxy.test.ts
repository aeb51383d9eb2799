import { namesProxy, proxyFor } from "../../../src/client/http/proxy";
import { redact } from "../../../src/text/redact";
import { failure } from "../../_support/failure";

const API = { protocol: "https", host: "dataworks.cn-shanghai.aliyuncs.com" } as const;

test.each([
  "socks5://someone:pass-for-it@proxy.example:1080",
  "http://someone:pass-for-it@proxy.example:port",
  "http://someone:with/pass-for-it@proxy.example:3128",
  "http://someone:at@pass-for-it@proxy.example:port",
  "http://someone:100%pass-for-it@proxy.example:3128",
])("%s is refused as a proxy, without its password", (HTTPS_PROXY) => {
  const { code, message } = failure(() => proxyFor(API, { HTTPS_PROXY }));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain("@proxy.example");
  expect(message).not.toContain("pass-for-it");
});

test("what is wrong in a proxy is shown with its scheme and host", () => {
  expect(failure(() => proxyFor(API, { HTTPS_PROXY: "HTTP://name:word@proxy.example:port" })).message).toBe(
    "HTTPS_PROXY cannot be 'HTTP://[redacted]@proxy.example:port'\n" +
      "  write the proxy as http://host:port, where it wants a login with name:password@ before the host, and %25 for a % in them",
  );
});

const URL_OF = "http://name:pass%20word@proxy.example:3128";
const hostFor = (env: Record<string, string>, endpoint: Parameters<typeof proxyFor>[0] = API) =>
  proxyFor(endpoint, env)?.host;

test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])(
  "%s names the proxy, which is told without its login",
  (name) => {
    expect(namesProxy({ [name]: URL_OF })).toBe(true);
    expect(hostFor({ [name]: URL_OF })).toBe("proxy.example:3128");
  },
);

test.each([{}, { HTTPS_PROXY: "" }, { HTTP_PROXY: URL_OF }, { NO_PROXY: "example.com" }])("%j names none", (env) => {
  expect(namesProxy(env)).toBe(false);
  expect(hostFor(env)).toBeUndefined();
});

test("a proxy without a scheme is spoken to by http:, one with https: by that", () => {
  expect(proxyFor(API, { HTTPS_PROXY: "proxy.example:3128" })?.agent).toMatchObject({
    proxy: { href: "http://proxy.example:3128/" },
  });
  expect(proxyFor(API, { HTTPS_PROXY: "https://proxy.example" })?.agent).toMatchObject({
    proxy: { href: "https://proxy.example/" },
  });
});

test("hosts of NO_PROXY, this machine and http: are asked without it", () => {
  const env = { HTTPS_PROXY: URL_OF, NO_PROXY: ".example.com,10.0.0.1" };

  expect(hostFor(env, { protocol: "https", host: "dataworks.example.com" })).toBeUndefined();
  expect(hostFor(env, { protocol: "https", host: "dataworks.example.org:8443" })).toBe("proxy.example:3128");
  expect(hostFor(env, { protocol: "https", host: "127.0.0.1:4010" })).toBeUndefined();
  expect(hostFor(env, { protocol: "https", host: "[::1]:4010" })).toBeUndefined();
  expect(hostFor(env, { protocol: "http", host: "dataworks.example.org" })).toBeUndefined();
});

test("one proxy has one agent, so that its tunnels are used again, and keeps them", () => {
  const agent = proxyFor(API, { HTTPS_PROXY: URL_OF })?.agent;

  expect(proxyFor({ ...API, host: "dataworks.cn-beijing.aliyuncs.com" }, { all_proxy: URL_OF })?.agent).toBe(agent);
  expect(proxyFor(API, { HTTPS_PROXY: "http://another.example:3128" })?.agent).not.toBe(agent);
  expect(agent).toMatchObject({ keepAlive: true });
});

test("the password of a proxy is told nowhere, as it is written and as it is", () => {
  proxyFor(API, { HTTPS_PROXY: "http://name:p%40ss-of-this-proxy@proxy.example:1" });

  expect(redact("it said p%40ss-of-this-proxy, or p@ss-of-this-proxy")).toBe("it said [redacted], or [redacted]");
});
