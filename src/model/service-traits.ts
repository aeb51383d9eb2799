import { API_VERSIONS, type ApiVersion } from "./api-version";
import { type Form, form, formsOf, object, oneOf, optional } from "./arguments";

/** In what the service may be one way or another, because no documentation says. */
export interface ServiceTraits {
  /**
   * Order of the list: as the jobs came, by ascending id, by descending id, or by name.
   *
   * @default `"given"`
   */
  readonly order: "given" | "oldest" | "newest" | "name";
  /**
   * Where in a name the text of the name filter must stand: anywhere, at the beginning, or be the whole of it.
   *
   * @default `"part"`
   */
  readonly nameMatch: "part" | "prefix" | "whole";
  /**
   * Whether the name filter ignores case.
   *
   * @default `"any"`
   */
  readonly nameCase: "any" | "exact";
  /**
   * Characters that stand for others in the name filter: `_` for one, `%` and `*` for any number of them.
   *
   * @default none
   */
  readonly nameWildcards: "" | "%" | "_" | "*" | "%_" | "%*" | "_*" | "%_*";
  /**
   * What stands where a list is empty.
   *
   * @default `"list"`
   */
  readonly emptyList: "list" | "missing" | "null";
  /**
   * Jobs that are listed where SpecType is not said (2024-05-18 only).
   *
   * @default `"FILESPEC"`
   */
  readonly specTypeDefault: "FILESPEC" | "CLASSIC" | "ALL";
  /**
   * How ids are written.
   *
   * @default `"number"`
   */
  readonly idsAs: "number" | "text";
  /**
   * The most items that a page has, whatever is asked for: a number from 1 to 100.
   *
   * @default 100
   */
  readonly pageSizeMost: number;
  /**
   * What an answer says is the size of its pages: that of its own, that which was asked for, or nothing.
   *
   * @default `"own"`
   */
  readonly pageSizeEcho: "own" | "asked" | "missing";
  /**
   * What becomes of a call for more than 100 items.
   *
   * @default `"refused"`
   */
  readonly pageSizeBeyond: "refused" | "cut";
  /**
   * What TotalCount counts: what is selected, on all pages, or what is on the page.
   *
   * @default `"list"`
   */
  readonly totalCount: "list" | "page";
  /**
   * Code with which every call is refused, such as that of an edition.
   *
   * @default none
   */
  readonly refusal: string;
}

/** The traits of each version of the API. */
export type VersionTraits = Readonly<Record<ApiVersion, ServiceTraits>>;

/** What is known about a trait, wherever one is given, asked for or acted out. */
interface Trait<Value> {
  /** What is assumed until somebody knows. */
  readonly assumed: Value;
  readonly form: Form<Value>;
}

function words<const Word extends string>(assumed: Word, ...others: readonly Word[]): Trait<Word> {
  return { assumed, form: oneOf([assumed, ...others]) };
}

/** All that other files know about traits. */
const SERVICE_TRAITS: { readonly [Name in keyof ServiceTraits]: Trait<ServiceTraits[Name]> } = {
  order: words("given", "oldest", "newest", "name"),
  nameMatch: words("part", "prefix", "whole"),
  nameCase: words("any", "exact"),
  nameWildcards: words("", "%", "_", "*", "%_", "%*", "_*", "%_*"),
  emptyList: words("list", "missing", "null"),
  specTypeDefault: words("FILESPEC", "CLASSIC", "ALL"),
  idsAs: words("number", "text"),
  pageSizeMost: {
    assumed: 100,
    form: form(
      (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 100,
      "count from 1 to 100",
    ),
  },
  pageSizeEcho: words("own", "asked", "missing"),
  pageSizeBeyond: words("refused", "cut"),
  totalCount: words("list", "page"),
  refusal: {
    assumed: "",
    form: form(
      (value) => typeof value === "string" && /^[\w.]{0,80}$/.test(value),
      "use a code such as Forbidden.Access",
    ),
  },
};

/** The names of all traits. */
export const TRAIT_NAMES = Object.keys(SERVICE_TRAITS) as (keyof ServiceTraits)[];

/** What is assumed of a service until somebody knows it. */
export const ASSUMED_TRAITS = Object.fromEntries(
  TRAIT_NAMES.map((name) => [name, SERVICE_TRAITS[name].assumed]),
) as unknown as ServiceTraits;

/** Some traits, as an argument. */
export const traitsArgument: Form<Partial<ServiceTraits>> = object(
  Object.fromEntries(TRAIT_NAMES.map((name) => [name, optional<unknown>(SERVICE_TRAITS[name].form)])) as never,
);

/** Traits of each version of the API, as an argument. */
export const versionTraitsArgument: Form<Partial<Record<ApiVersion, Partial<ServiceTraits>>>> = object(
  formsOf(
    API_VERSIONS.map((name) => ({ name })),
    optional(traitsArgument),
  ),
);

/** What is left out is as assumed. */
export function completeTraits(traits: Partial<Record<ApiVersion, Partial<ServiceTraits>>>): VersionTraits {
  const all = API_VERSIONS.map((version) => [version, { ...ASSUMED_TRAITS, ...traits[version] }]);
  return Object.fromEntries(all) as unknown as VersionTraits;
}

/** The same traits in every version of the API. */
export function inEveryVersion(traits: Partial<ServiceTraits> = {}): VersionTraits {
  return completeTraits(Object.fromEntries(API_VERSIONS.map((version) => [version, traits])));
}
