import { resolveEndpoint } from "../../../src/client/http/endpoint";

const REGIONAL = [
  "cn-hangzhou",
  "cn-shanghai",
  "cn-beijing",
  "cn-shenzhen",
  "cn-chengdu",
  "cn-hongkong",
  "cn-zhangjiakou",
  "cn-wulanchabu",
  "ap-southeast-1",
  "ap-southeast-3",
  "ap-southeast-5",
  "ap-southeast-7",
  "ap-northeast-1",
  "ap-northeast-2",
  "eu-central-1",
  "eu-west-1",
  "us-east-1",
  "us-west-1",
  "me-east-1",
  "me-central-1",
  "cn-shanghai-finance-1",
  "cn-shenzhen-finance-1",
  "cn-beijing-finance-1",
  "cn-north-2-gov-1",
];

test.each([...REGIONAL, "xx-nowhere-9"])("%s has an endpoint of its own, public and inside a VPC", (regionId) => {
  expect(resolveEndpoint(regionId, {})).toEqual({ protocol: "https", host: `dataworks.${regionId}.aliyuncs.com` });
  expect(resolveEndpoint(regionId, { network: "vpc" }).host).toBe(`dataworks-vpc.${regionId}.aliyuncs.com`);
});

test.each(["cn-qingdao", "cn-huhehaote", "cn-hangzhou-finance", "ap-southeast-2", "ap-south-1"])(
  "%s is served by the central endpoint, which no VPC has",
  (regionId) => {
    expect(resolveEndpoint(regionId, {}).host).toBe("dataworks.aliyuncs.com");
    expect(() => resolveEndpoint(regionId, { network: "vpc" })).toThrow(
      `network cannot be 'vpc'\n  ${regionId} has a public endpoint only: leave network out`,
    );
  },
);

test.each([
  ["dataworks.{region}.example.com", "https", "dataworks.cn-shanghai.example.com"],
  ["gateway.example.com:8443", "https", "gateway.example.com:8443"],
  ["https://gateway.example.com/", "https", "gateway.example.com"],
  [" gateway.example.com\n", "https", "gateway.example.com"],
  ["http://127.0.0.1:4010", "http", "127.0.0.1:4010"],
  ["http://localhost:4010", "http", "localhost:4010"],
  ["http://[::1]:4010", "http", "[::1]:4010"],
])("the endpoint %s leads to %s://%s, whatever the network", (endpoint, protocol, host) => {
  expect(resolveEndpoint("cn-shanghai", { endpoint, network: "vpc" })).toEqual({ protocol, host });
});

test.each([
  "http://gateway.example.com",
  "http://127.0.0.1.example.com",
  "http://notlocalhost",
  "http://localhost.example.com",
  "https://name:password@gateway.example.com",
  "https://gateway.example.com/path",
  "https://gateway.example.com?Action=x",
  "ftp://gateway.example.com",
  "two words",
  "",
])("the endpoint '%s' is refused", (endpoint) => {
  expect(() => resolveEndpoint("cn-shanghai", { endpoint })).toThrow(
    expect.objectContaining({ code: "InvalidArgument", message: expect.stringMatching(/^endpoint cannot be/) }),
  );
});
