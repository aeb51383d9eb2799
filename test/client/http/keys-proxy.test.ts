import { listJobs } from "../../../src/client/list-jobs";
import { canonicalQuery } from "../../../src/model/query";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });

// In a file of its own: once requests are wrapped for the keys, nobody would see that a call does not wrap them.
test("a proxy that speaks TLS is asked for the way to the keys, and not through itself", async () => {
  const env = {
    HOME: "/nowhere",
    HTTPS_PROXY: "https://proxy.invalid:8443",
    ALIBABA_CLOUD_CREDENTIALS_URI: "https://keys.invalid/",
  };
  const options = { env, endpoint: "dataworks.example.com", timeoutMs: 10_000, maxAttempts: 1 };

  await expect(listJobs(query, options)).rejects.toMatchObject({
    code: "ServiceUnavailable",
    message: expect.stringContaining(" proxy.invalid"),
  });
});
