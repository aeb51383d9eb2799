import { reasonOf } from "../text/reason";
import { DataWorksError } from "./error";
import { wordsOf } from "./words";

export const sdkMissing = (cause: unknown) => {
  const reason = reasonOf(cause).replace(/\n[\s\S]*/, "");
  return new DataWorksError(
    "SdkMissing",
    {
      what: "the SDK of Alibaba Cloud cannot be loaded",
      facts: [wordsOf(reason)],
      repairs: [repair(reason)],
    },
    { cause },
  );
};

function repair(reason: string): string {
  // The words of Yarn Plug'n'Play, which lets a package require what it declares, and nothing else.
  const [, issuer, undeclared] = /^(\S+) tried to access (\S+), but it isn't declared/.exec(reason) ?? [];
  if (issuer === undefined || undeclared === undefined)
    return "install it whole, with every package that it needs, and leave it out of bundles: npm ci";
  const extension = JSON.stringify({ [`${issuer}@*`]: { dependencies: { [undeclared]: "*" } } });
  return `declare it: yarn config set packageExtensions --json '${extension}' && yarn install`;
}
