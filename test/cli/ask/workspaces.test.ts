import { labelled, workspaceQueries } from "../../../src/cli/ask/workspaces";
import { failure } from "../../_support/failure";

const workspaces = {
  "orders-prod": { regionId: "cn-shanghai", projectId: "1967" },
  "crm-prod": { regionId: "cn-beijing", projectId: 2044, apiVersion: "2024-05-18" },
} as const;
const known = { path: "dijobs.policy.yaml", ruleSet: { version: 1, rules: [], workspaces } } as const;

test("an alias and the name it stands for are one question, asked in the version of the policy", () => {
  expect(workspaceQueries(["crm-prod", "cn-beijing/2044"], known, { apiVersion: "2020-05-18" })).toEqual([
    { apiVersion: "2024-05-18", regionId: "cn-beijing", projectId: "2044" },
  ]);
});

test("the version is that of the option, else of the policy, else of the run, else the default", () => {
  const version = (text: string, run: { apiVersion?: string }, option?: string) =>
    workspaceQueries([text], known, run, option)[0]?.apiVersion;

  expect(version("crm-prod", {}, "2020-05-18")).toBe("2020-05-18");
  expect(version("orders-prod", { apiVersion: "2024-05-18" })).toBe("2024-05-18");
  expect(version("orders-prod", {})).toBe("2020-05-18");
});

test.each([
  ["order-prod", known, "did you mean 'orders-prod'?"],
  ["order-prod", undefined, "no policy file that could give it a meaning"],
  ["__proto__", known, "has no workspace '__proto__'"],
  ["cn-shanghai/x y", known, "write it as <regionId>/<projectId>"],
])("%s is refused with the repair", (text, policy, says) => {
  const error = failure(() => workspaceQueries([text], policy, {}));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(says);
});

const fleet = {
  path: "fleet.yaml",
  ruleSet: {
    version: 1,
    rules: [],
    workspaces: {
      "orders-prod": { regionId: "cn-shanghai", projectId: "1967", labels: ["prod", "orders"] },
      "orders-test": { regionId: "cn-shanghai", projectId: "1968", labels: ["test", "orders"] },
      "crm-prod": { regionId: "cn-beijing", projectId: "2044", labels: ["prod"] },
      unlabelled: { regionId: "cn-beijing", projectId: "2045" },
    },
  },
} as const;

test("a label stands for every workspace that has it", () => {
  expect(labelled("prod", fleet)).toEqual(["orders-prod", "crm-prod"]);
  expect(labelled("orders", fleet)).toEqual(["orders-prod", "orders-test"]);
});

test.each([
  ["prot", fleet, "did you mean 'prod'?"],
  ["orders-prod", fleet, "'fleet.yaml' has the label 'orders-prod'"],
  ["prod", undefined, "name the file: --policy FILE"],
])("the label %s is refused where no workspace has it", (label, policy, says) => {
  const error = failure(() => labelled(label, policy));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(says);
});

test("a workspace is asked by the id of its name, and not before that is known", () => {
  const named = (projectId?: string) => ({
    path: "p.yaml",
    ruleSet: {
      version: 1,
      rules: [],
      workspaces: { o: { regionId: "cn-shanghai", projectName: "orders_prod", ...(projectId && { projectId }) } },
    } as const,
  });
  const ids = (texts: string[], policy: ReturnType<typeof named>) =>
    workspaceQueries(texts, policy, {}).map(({ projectId }) => projectId);

  expect(ids(["o", "cn-shanghai/orders_prod", "cn-shanghai/1967"], named("1967"))).toEqual(["1967"]);
  expect(ids(["o", "cn-shanghai/orders_prod"], named())).toEqual([]);
});

test("a label of what is discovered is one before anything was seen", () => {
  const ruleSet = { ...fleet.ruleSet, discover: { regionId: "cn-shanghai", labels: ["seen"] } } as const;

  expect(labelled("seen", { ...fleet, ruleSet })).toEqual([]);
});
