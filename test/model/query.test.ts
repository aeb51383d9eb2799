import { Token } from "cdktf";
import { API_VERSIONS } from "../../src/model/api-version";
import {
  canonicalQuery,
  coversWorkspace,
  describeQuery,
  filteredBy,
  QUERY_FILTER_ROWS,
  QUERY_FORMS,
  type QueryProps,
  queryEntries,
  queryKey,
} from "../../src/model/query";
import { failure } from "../_support/failure";

const regionId = "cn-shanghai";

test.each([
  [1967, "1967"],
  ["1967", "1967"],
  ["9007199254740993", "9007199254740993"],
])("projectId %p is the workspace %s", (projectId, expected) => {
  expect(canonicalQuery({ regionId, projectId }).projectId).toBe(expected);
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 53, "abc", "", "007", "1e3", "9223372036854775808", null])(
  "projectId %p is refused, and the message says so",
  (projectId) => {
    const error = failure(() => canonicalQuery({ regionId, projectId } as QueryProps));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toContain(`projectId cannot be '${projectId}'`);
  },
);

test.each([
  [{ projectId: 0 }, "projectId cannot be '0'\n  use the workspace id from the console, a positive whole number"],
  [{ projectId: -1 }, "projectId cannot be '-1'\n  use the workspace id from the console, a positive whole number"],
  [{ projectId: "x" }, "projectId cannot be 'x'\n  use the workspace id from the console, a positive whole number"],
  [
    {},
    "projectId is missing\n  pass projectName, or projectId: use the workspace id from the console, a positive whole number",
  ],
  [{ projectId: 1, regionId: "Shanghai" }, "regionId cannot be 'Shanghai'\n  use a region id such as cn-shanghai"],
  [{ projectId: 1, regionId: 5 as never }, "regionId cannot be '5'\n  use a region id such as cn-shanghai"],
  [
    { projectId: 1, regionId: undefined as never },
    "regionId is missing\n  pass regionId, or set ALIBABA_CLOUD_REGION_ID, for example cn-shanghai",
  ],
  [
    { projectId: 1, jobNameLike: "a\ud800" },
    "jobNameLike cannot be 'a\\u{d800}'\n  half a character (a lone surrogate) cannot be asked",
  ],
  [{ projectId: 1, jobNameLike: " " }, "jobNameLike cannot be ' '\n  leave jobNameLike out to ask for every value"],
  [
    { projectId: 1, jobNameLike: 5 as never },
    "jobNameLike cannot be '5'\n  leave jobNameLike out to ask for every value",
  ],
  [{ projectId: 1, specType: "ALL" }, `specType cannot be 'ALL'\n  specType needs apiVersion: "2024-05-18"`],
  [{ projectId: 1, apiVersion: "x" as never }, "apiVersion cannot be 'x'\n  use one of 2020-05-18, 2024-05-18"],
])("%j is refused by its name, with the repair", (props, message) => {
  expect(failure(() => canonicalQuery({ regionId, ...props } as QueryProps)).message).toBe(message);
});

test("a default fills in what is left out, and nothing else", () => {
  const defaults = { regionId: "cn-beijing", apiVersion: "2024-05-18" } as const;

  expect(canonicalQuery({ projectId: 1 }, defaults)).toEqual({ ...defaults, projectId: "1" });
  expect(canonicalQuery({ projectId: 1, regionId, apiVersion: "2020-05-18" }, defaults)).toEqual({
    apiVersion: "2020-05-18",
    regionId,
    projectId: "1",
  });
});

test.each([
  ["2020-05-18", { jobNameLike: "server", migrationType: "us", sourceDataSourceType: "server", specType: "nobody" }],
  [
    "2024-05-18",
    { jobNameLike: "server", migrationType: "server", sourceDataSourceType: "server", specType: "server" },
  ],
] as const)("in %s filter %j", (version, who) => {
  const rows = QUERY_FILTER_ROWS.filter(({ name }) => name in who);

  expect(Object.fromEntries(rows.map((row) => [row.name, filteredBy(row, version)]))).toEqual(who);
  // What fuzzy means is the server's affair: nobody else can do it.
  expect(
    filteredBy({ wire: { "2020-05-18": undefined, "2024-05-18": "X" }, field: "jobName", loosely: true }, "2020-05-18"),
  ).toBe("nobody");
});

test("2^53 as a number is told to become a string", () => {
  expect(failure(() => canonicalQuery({ regionId, projectId: 2 ** 53 })).message).toContain("as a string");
});

test.each([
  "jobNameLike",
  "sourceDataSourceType",
  "destinationDataSourceType",
  "migrationType",
  "regionId",
  "specType",
])("an empty %s is refused", (name) => {
  const error = failure(() => canonicalQuery({ regionId, projectId: 1, apiVersion: "2024-05-18", [name]: "" }));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(name);
});

test.each([
  "projectId",
  "regionId",
  "jobNameLike",
  "sourceDataSourceType",
  "destinationDataSourceType",
  "migrationType",
  "apiVersion",
  "specType",
])("a token as %s is refused by name", (name) => {
  const token = Token.asString({ resolve: () => "later" });

  const error = failure(() => canonicalQuery({ regionId, projectId: 1967, [name]: token }));

  expect(error.code).toBe("UnresolvedToken");
  expect(error.message).toContain(`${name} is a token`);
});

test("a number token as projectId is refused", () => {
  const projectId = Token.asNumber({ resolve: () => 1967 });

  expect(failure(() => canonicalQuery({ regionId, projectId })).code).toBe("UnresolvedToken");
});

test("an unknown apiVersion is refused with the known ones", () => {
  const error = failure(() => canonicalQuery({ regionId, projectId: 1, apiVersion: "2019-01-01" as "2020-05-18" }));

  expect(error.message).toContain("2020-05-18, 2024-05-18");
});

test("without any region the message names the setting", () => {
  const error = failure(() => canonicalQuery({ projectId: 1 }));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain("ALIBABA_CLOUD_REGION_ID");
});

test("specType belongs to 2024-05-18 only", () => {
  expect(failure(() => canonicalQuery({ regionId, projectId: 1, specType: "ALL" })).message).toContain("2024-05-18");
});

test("the order of properties, defaults and the form of the id make no difference", () => {
  const a = canonicalQuery({ projectId: 1967, jobNameLike: "o", regionId });
  const b = canonicalQuery({ jobNameLike: "o", projectId: "1967", apiVersion: "2020-05-18" }, { regionId });

  expect(queryKey(a)).toBe(queryKey(b));
});

test("a different filter is a different question", () => {
  const a = canonicalQuery({ regionId, projectId: 1, sourceDataSourceType: "x" });
  const b = canonicalQuery({ regionId, projectId: 1, destinationDataSourceType: "x" });

  expect(queryKey(a)).not.toBe(queryKey(b));
});

test("a question is described by workspace and filters", () => {
  const query = canonicalQuery({ regionId, projectId: 1967, jobNameLike: "orders", apiVersion: "2024-05-18" });

  expect(describeQuery(query)).toBe("cn-shanghai/1967, apiVersion 2024-05-18, jobNameLike 'orders'");
});

describe("the table of filters", () => {
  const workspace = { regionId, projectId: "1967", apiVersion: "2024-05-18" } as const;

  test.each(QUERY_FILTER_ROWS)("$name makes an answer a part of its workspace, and is told", ({ name }) => {
    const query = canonicalQuery({ ...workspace, [name]: "v" });

    expect(coversWorkspace(query)).toBe(false);
    expect(describeQuery(query)).toContain(`${name} 'v'`);
    expect(queryEntries(query)).toContainEqual([name, "v"]);
    expect(queryKey(query)).not.toBe(queryKey(canonicalQuery(workspace)));
  });

  test.each(QUERY_FILTER_ROWS.filter(({ everything }) => everything !== undefined))(
    "$name for everything is the same question as none",
    ({ name, everything = "" }) => {
      for (const value of [everything, everything.toLowerCase()])
        expect(canonicalQuery({ ...workspace, [name]: value })).toEqual(canonicalQuery(workspace));
      expect(coversWorkspace({ ...canonicalQuery(workspace), [name]: everything })).toBe(true);
    },
  );

  test("a query without filters covers its workspace, in every version", () => {
    for (const apiVersion of API_VERSIONS)
      expect(coversWorkspace(canonicalQuery({ ...workspace, apiVersion }))).toBe(true);
  });

  test("specType asks for everything by ALL", () => {
    expect(coversWorkspace(canonicalQuery({ ...workspace, specType: "ALL" }))).toBe(true);
    expect(coversWorkspace(canonicalQuery({ ...workspace, specType: "FILESPEC" }))).toBe(false);
  });
});

describe("a workspace by its name", () => {
  test("stands in the question instead of the id, and makes it another one", () => {
    const query = canonicalQuery({ regionId, projectName: "orders_prod" });

    expect(query).toEqual({ apiVersion: "2020-05-18", regionId, projectName: "orders_prod" });
    expect(describeQuery(query)).toBe("cn-shanghai/orders_prod");
    const keys = [
      query,
      canonicalQuery({ regionId, projectName: "orders" }),
      canonicalQuery({ regionId, projectId: 1 }),
    ];
    expect(new Set(keys.map(queryKey)).size).toBe(3);
  });

  test.each([
    [{ projectId: 1967, projectName: "orders_prod" }, "pass one of projectId and projectName, not both"],
    [{}, "pass projectName, or projectId"],
    [{ projectName: "1967" }, "digits are an id: pass projectId"],
    [{ projectName: "" }, "use the workspace's name, not its display name"],
    [{ projectName: "Orders Prod" }, "use the workspace's name, not its display name"],
    [{ projectName: "a/b" }, "use the workspace's name, not its display name"],
    [{ projectName: 5 as never }, "digits are an id: pass projectId"],
    [{ projectName: true as never }, "use the workspace's name, not its display name"],
    [{ projectName: "orders 1967" }, "use the workspace's name, not its display name"],
  ])("%j is refused with the repair", (props, repair) => {
    const error = failure(() => canonicalQuery({ regionId, ...props }));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toContain(repair);
  });

  test("must not be a token", () => {
    const error = failure(() => canonicalQuery({ regionId, projectName: `\${TfToken[TOKEN.1]}` }));

    expect(error.code).toBe("UnresolvedToken");
  });
});

test.each([
  ["projectId", true, "projectId cannot be 'true'\n  use the workspace id from the console, a positive whole number"],
  [
    "projectName",
    5,
    "projectName cannot be '5'\n  use the workspace's name, not its display name, for example orders_prod",
  ],
  ["regionId", 5, "regionId cannot be '5'\n  pass a text"],
  ["apiVersion", "x", "apiVersion cannot be 'x'\n  use one of 2020-05-18, 2024-05-18"],
  ["jobNameLike", /x/, "jobNameLike cannot be the pattern /x/\n  pass a text"],
] as const)("what a question cannot have as %s is refused at run time, too: %p", (name, value, message) => {
  expect(failure(() => QUERY_FORMS[name](value, name)).message).toBe(message);
  expect(QUERY_FORMS[name](undefined, name)).toBeUndefined();
});

test("an id may be a number or a text", () => {
  expect([QUERY_FORMS.projectId(1967, "projectId"), QUERY_FORMS.projectId("1967", "projectId")]).toEqual([
    1967,
    "1967",
  ]);
  expect(QUERY_FORMS.projectName("orders_prod", "projectName")).toBe("orders_prod");
});
