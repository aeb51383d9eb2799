import { needFramework } from "./presence";

needFramework(
  {
    framework: "cdktf",
    install: "npm i cdktf constructs@~10.7",
    otherwise: "with CDK Terrain, import from 'cdktf-dataworks-di-jobs/cdktn'",
  },
  () => require("cdktf"),
);
