import { DataWorksError } from "./error";
import { wordsOf } from "./words";

export const noCredentials = () =>
  new DataWorksError("NoCredentials", {
    what: "no credentials of Alibaba Cloud are configured",
    repairs: [
      "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (or ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY),",
      "or ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE,",
      "or run: aliyun configure (~/.aliyun/config.json), or write ~/.alibabacloud/credentials,",
      "or set ALIBABA_CLOUD_CREDENTIALS_URI, or give the instance a RAM role",
    ],
  });

export const halfCredential = (present: string, missing: string) =>
  new DataWorksError("NoCredentials", {
    what: `${present} is set, and ${missing} is not`,
    repairs: [`set ${missing} too, or neither`],
  });

export const profileNotFound = (profile: string) =>
  new DataWorksError("NoCredentials", {
    what: `neither ~/.aliyun/config.json nor ~/.alibabacloud/credentials has a profile '${profile}'`,
    repairs: [`make it: aliyun configure --profile ${profile}`],
  });

export const credentialFileInvalid = (file: string, why: string) =>
  new DataWorksError("NoCredentials", {
    what: `${file} is of no use: ${why}`,
    repairs: ["repair it, or write it anew: aliyun configure"],
  });

export const credentialsRefused = (source: string, why: string) =>
  new DataWorksError("NoCredentials", {
    what: `${source} gives no credentials`,
    facts: [wordsOf(why)],
    repairs: ["check it, or name another source: npx --no-install dijobs doctor"],
  });

export const credentialsUnreachable = (source: string, why: string) =>
  new DataWorksError("ServiceUnavailable", {
    what: `the service that gives the credentials of ${source} cannot be reached`,
    facts: [wordsOf(why)],
    repairs: ["check the network and HTTPS_PROXY"],
  });
