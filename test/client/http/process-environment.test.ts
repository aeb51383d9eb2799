import { enterEnvironment } from "../../../src/client/http/process-environment";

const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

test("what libraries read is that of the question meanwhile, and nothing else; afterwards all is as it was", () => {
  const former = { ALIBABA_CLOUD_PROFILE: "mine", HTTPS_PROXY: "http://mine:1", no_proxy: "mine", LANG: "C" };
  process.env = { ...former };

  const leave = enterEnvironment({
    ALIBABA_CLOUD_PROFILE: "asked",
    ALIBABA_CLOUD_ROLE_ARN: "asked",
    all_proxy: "http://asked:1",
    HTTP_PROXY: "not read",
    MY_ALIBABA_CLOUD_X: "not read",
    NO_PROXY_EITHER: "not read",
    LANG: "de",
    HTTPS_PROXY: undefined,
  });
  const meanwhile = { ...process.env };
  process.env.ALIBABA_CLOUD_CREDENTIALS_FILE = "set by a library";
  leave();

  expect(meanwhile).toEqual({
    LANG: "C",
    ALIBABA_CLOUD_PROFILE: "asked",
    ALIBABA_CLOUD_ROLE_ARN: "asked",
    all_proxy: "http://asked:1",
  });
  expect({ ...process.env }).toEqual(former);
});
