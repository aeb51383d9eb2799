import {
  ASSUMED_TRAITS,
  completeTraits,
  inEveryVersion,
  traitsArgument,
  versionTraitsArgument,
} from "../../src/model/service-traits";
import { failure } from "../_support/failure";

test("of a service nothing is assumed that the documentation contradicts", () => {
  expect(ASSUMED_TRAITS).toEqual({
    order: "given",
    nameMatch: "part",
    nameCase: "any",
    nameWildcards: "",
    emptyList: "list",
    specTypeDefault: "FILESPEC",
    idsAs: "number",
    pageSizeMost: 100,
    pageSizeEcho: "own",
    pageSizeBeyond: "refused",
    totalCount: "list",
    refusal: "",
  });
});

test("what is said of one version holds for that, and the rest is assumed", () => {
  expect(completeTraits({ "2020-05-18": { idsAs: "text" } })).toEqual({
    "2020-05-18": { ...ASSUMED_TRAITS, idsAs: "text" },
    "2024-05-18": ASSUMED_TRAITS,
  });
  expect(inEveryVersion({ pageSizeMost: 10 })).toEqual({
    "2020-05-18": { ...ASSUMED_TRAITS, pageSizeMost: 10 },
    "2024-05-18": { ...ASSUMED_TRAITS, pageSizeMost: 10 },
  });
  expect(inEveryVersion()).toEqual(completeTraits({}));
});

test.each([
  { order: "name", pageSizeMost: 1, refusal: "" },
  { pageSizeMost: 100, refusal: "Forbidden.Access", nameWildcards: "%_*" },
  {},
])("%j can be said", (traits) => {
  expect(traitsArgument(traits, "traits")).toBe(traits);
  expect(versionTraitsArgument({ "2024-05-18": traits }, "traits")).toEqual({ "2024-05-18": traits });
});

test.each([
  [{ order: "random" }, "traits.order cannot be 'random'\n  use one of given, oldest, newest, name"],
  [{ nameMatch: "fuzzy" }, "use one of part, prefix, whole"],
  [{ nameCase: "lower" }, "use one of any, exact"],
  [{ nameWildcards: "?" }, "use one of , %, _, *, %_, %*, _*, %_*"],
  [{ emptyList: "none" }, "use one of list, missing, null"],
  [{ specTypeDefault: "" }, "use one of FILESPEC, CLASSIC, ALL"],
  [{ idsAs: "bigint" }, "use one of number, text"],
  [{ pageSizeMost: 0 }, "traits.pageSizeMost cannot be '0'\n  count from 1 to 100"],
  [{ pageSizeMost: 101 }, "count from 1 to 100"],
  [{ pageSizeMost: "10" }, "count from 1 to 100"],
  [{ pageSizeMost: 1.5 }, "count from 1 to 100"],
  [{ pageSizeEcho: "none" }, "use one of own, asked, missing"],
  [{ pageSizeBeyond: "ignored" }, "use one of refused, cut"],
  [{ totalCount: "all" }, "use one of list, page"],
  [{ refusal: "a b" }, "traits.refusal cannot be 'a b'\n  use a code such as Forbidden.Access"],
  [{ refusal: "x".repeat(81) }, "use a code such as Forbidden.Access"],
  [{ refusal: 5 }, "use a code such as Forbidden.Access"],
  [{ ordre: "name" }, "traits has no 'ordre'\n  did you mean 'order'?"],
])("%j cannot", (traits, words) => {
  expect(failure(() => traitsArgument(traits, "traits")).message).toContain(words);
  expect(failure(() => versionTraitsArgument({ "2020-05-18": traits }, "traits")).code).toBe("InvalidArgument");
});
