// What a user of the SDK writes today: one page after the other.
async function sequentialLoop(projectId) {
  const { default: Client, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
  const { RuntimeOptions } = require("@alicloud/tea-util");
  const { host } = new URL(process.env.DIJOBS_ENDPOINT);
  const client = new Client(
    new Config({
      accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      endpoint: host,
      protocol: "http",
    }),
  );
  const params = new Params({
    action: "ListDIJobs",
    version: "2020-05-18",
    protocol: "http",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  let listed = 0;
  for (let PageNumber = 1; ; PageNumber += 1) {
    const body = { ProjectId: String(projectId), PageNumber: String(PageNumber), PageSize: "100" };
    const answer = await client.callApi(params, new OpenApiRequest({ body }), new RuntimeOptions({}));
    const { DIJobs, TotalCount } = answer.body.DIJobPaging;
    listed += DIJobs.length;
    if (listed >= TotalCount) return listed;
  }
}

module.exports = { sequentialLoop };
