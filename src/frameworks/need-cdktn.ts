import { needFramework } from "./presence";

needFramework(
  {
    framework: "cdktn",
    install: "npm i cdktn constructs@~10.7",
    otherwise: "with CDK for Terraform, import from 'cdktf-dataworks-di-jobs'",
  },
  () => require("cdktn"),
);
