import { DataWorksError } from "./error";

export const frameworkMissing = (missing: string, install: string, otherwise: string, cause: unknown) =>
  new DataWorksError(
    "FrameworkMissing",
    {
      what: `'${missing}' is not installed, and this entry of cdktf-dataworks-di-jobs needs it`,
      repairs: [`install it: ${install}`, otherwise],
    },
    { cause },
  );
