import { ASSUMED_TRAITS, inEveryVersion, type ServiceTraits, traitsArgument } from "../../src/model/service-traits";
import type { EmulatedJob } from "../../src/testing/emulated-job";
import { Service } from "../../src/testing/emulator/service";
import { KEYS, SIGNED_AT, signedRequest } from "../_support/signed-request";

const JOBS: readonly EmulatedJob[] = [
  { jobName: "orders_to_holo", diJobId: "200" },
  { jobName: "Crm", diJobId: "30", specType: "CLASSIC" },
  { jobName: "stock", diJobId: "1000" },
];

type Asked = Readonly<Record<string, string>>;

/** The envelope of the answer of a service with these traits. */
function envelope(
  traits: Partial<ServiceTraits>,
  parameters: Asked = {},
  version: "2020-05-18" | "2024-05-18" = "2024-05-18",
) {
  const service = new Service(JOBS, { accessKeys: KEYS, latencyMs: 0, traits: inEveryVersion(traits) });
  const everything = version === "2024-05-18" ? { SpecType: "ALL" } : {};
  const request = signedRequest({ version, parameters: { ProjectId: "1967", ...everything, ...parameters } });
  const body = JSON.parse(service.answer(request, SIGNED_AT).body);
  return body.PagingInfo ?? body.DIJobPaging ?? body;
}

const names = (...asked: Parameters<typeof envelope>): string[] =>
  (envelope(...asked).DIJobs ?? []).map(({ JobName }: { JobName: string }) => JobName);

test.each<[ServiceTraits["order"], string[]]>([
  ["given", ["orders_to_holo", "Crm", "stock"]],
  ["oldest", ["Crm", "orders_to_holo", "stock"]],
  ["newest", ["stock", "orders_to_holo", "Crm"]],
  ["name", ["Crm", "orders_to_holo", "stock"]],
])("the order %s", (order, expected) => {
  expect(names({ order })).toEqual(expected);
  expect(names({ order }, { PageSize: "1", PageNumber: "3" })).toEqual(expected.slice(2));
});

test.each<[Partial<ServiceTraits>, string, string[]]>([
  [{}, "DERS", ["orders_to_holo"]],
  [{ nameCase: "exact" }, "DERS", []],
  [{ nameCase: "exact" }, "ders", ["orders_to_holo"]],
  [{ nameMatch: "prefix" }, "ders", []],
  [{ nameMatch: "prefix" }, "ORDERS", ["orders_to_holo"]],
  [{ nameMatch: "prefix", nameCase: "exact" }, "cr", []],
  [{ nameMatch: "whole" }, "stoc", []],
  [{ nameMatch: "whole" }, "STOCK", ["stock"]],
  [{}, "orders%holo", []],
  [{ nameWildcards: "%" }, "orders%holo", ["orders_to_holo"]],
  [{ nameWildcards: "%" }, "%", ["orders_to_holo", "Crm", "stock"]],
  [{ nameWildcards: "%" }, "orders_t_", []],
  [{ nameWildcards: "_" }, "st_ck", ["stock"]],
  [{ nameWildcards: "_" }, "s_ck", []],
  [{ nameWildcards: "*" }, "s*k", ["stock"]],
  [{ nameWildcards: "%_*", nameMatch: "whole" }, "s*_%k", ["stock"]],
  [{}, ".*", []],
  [{}, "[crm]", []],
])("%j asked for '%s'", (traits, text, expected) => {
  expect(names(traits, { Name: text })).toEqual(expected);
  expect(names(traits, { JobName: text }, "2020-05-18")).toEqual(expected);
});

test.each<[ServiceTraits["specTypeDefault"], string[]]>([
  ["FILESPEC", ["orders_to_holo", "stock"]],
  ["CLASSIC", ["Crm"]],
  ["ALL", ["orders_to_holo", "Crm", "stock"]],
])("without SpecType %s is listed, by 2024-05-18 only", (specTypeDefault, expected) => {
  expect(names({ specTypeDefault }, { SpecType: "" })).toEqual(expected);
  expect(names({ specTypeDefault }, {}, "2020-05-18")).toHaveLength(3);
});

test("with SpecType that form is listed", () => {
  expect(names({}, { SpecType: "FILESPEC" })).toEqual(["orders_to_holo", "stock"]);
  expect(names({}, { SpecType: "classic" })).toEqual(["Crm"]);
  expect(names({}, { SpecType: "ALL" })).toHaveLength(3);
});

test.each<[ServiceTraits["emptyList"], object]>([
  ["list", { TotalCount: 0, PageNumber: 1, PageSize: 10, DIJobs: [] }],
  ["null", { TotalCount: 0, PageNumber: 1, PageSize: 10, DIJobs: null }],
  ["missing", { TotalCount: 0, PageNumber: 1, PageSize: 10 }],
])("an empty list is %s", (emptyList, expected) => {
  expect(envelope({ emptyList }, { Name: "nobody" })).toEqual(expected);
  expect(names({ emptyList })).toHaveLength(3);
});

test("ids are texts, and counts stay numbers", () => {
  const { TotalCount, DIJobs } = envelope({ idsAs: "text" });

  expect(TotalCount).toBe(3);
  expect(DIJobs[0]).toMatchObject({ Id: "200", DIJobId: "200", ProjectId: "1967" });
  expect(envelope({ idsAs: "text" }, {}, "2020-05-18").DIJobs[0]).toMatchObject({ DIJobId: "200", ProjectId: "1967" });
});

test.each<[Partial<ServiceTraits>, object]>([
  [{ pageSizeMost: 2 }, { PageSize: 2, TotalCount: 3 }],
  [
    { pageSizeMost: 2, pageSizeEcho: "asked" },
    { PageSize: 100, TotalCount: 3 },
  ],
  [
    { pageSizeMost: 2, totalCount: "page" },
    { PageSize: 2, TotalCount: 2 },
  ],
])("%j cuts pages", (traits, expected) => {
  expect(envelope(traits, { PageSize: "100" })).toMatchObject(expected);
  expect(names(traits, { PageSize: "100" })).toEqual(["orders_to_holo", "Crm"]);
  expect(names(traits, { PageSize: "100", PageNumber: "2" })).toEqual(["stock"]);
});

test("the size of pages may be left out", () => {
  expect(Object.keys(envelope({ pageSizeEcho: "missing" }))).toEqual(["TotalCount", "PageNumber", "DIJobs"]);
});

test("a size beyond 100 is refused or cut", () => {
  expect(envelope({}, { PageSize: "200" })).toMatchObject({ Code: "InvalidParameter" });
  expect(envelope({ pageSizeBeyond: "cut" }, { PageSize: "200" })).toMatchObject({ PageSize: 100 });
});

test("what is left out is as assumed, and what is none is refused", () => {
  expect(inEveryVersion({ order: "newest" })["2020-05-18"]).toEqual({ ...ASSUMED_TRAITS, order: "newest" });
  expect(() => traitsArgument(JSON.parse('{ "ordr": "newest" }'), "traits")).toThrow("order");
});
