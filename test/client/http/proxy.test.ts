import { proxyFor } from "../../../src/client/http/proxy";
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
