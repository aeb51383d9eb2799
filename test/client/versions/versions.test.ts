import { jobParameters, localFilter } from "../../../src/client/versions/versions";
import { API_VERSIONS } from "../../../src/model/api-version";
import { canonicalQuery, filteredBy, QUERY_FILTER_ROWS, type QueryProps } from "../../../src/model/query";

const workspace = { regionId: "cn-shanghai", projectId: "1967" };
const page = { ProjectId: "1967" };
const everyFilter = {
  jobNameLike: "orders",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  migrationType: "Full",
};

function asked(props: Partial<Omit<QueryProps, "projectName">>) {
  return jobParameters(canonicalQuery({ ...workspace, ...props }));
}

test("2020-05-18 is asked in the words of its page", () => {
  expect(asked({})).toEqual(page);
  expect(asked(everyFilter)).toEqual({
    ...page,
    JobName: "orders",
    SourceDataSourceType: "MySQL",
    DestinationDataSourceType: "Hologres",
  });
});

test("2024-05-18 is asked in the words of its page, and for jobs of every form", () => {
  const apiVersion = "2024-05-18";

  expect(asked({ apiVersion })).toEqual({ ...page, SpecType: "ALL" });
  expect(asked({ apiVersion, specType: "ALL" })).toEqual({ ...page, SpecType: "ALL" });
  expect(asked({ apiVersion, specType: "CLASSIC", ...everyFilter })).toEqual({
    ...page,
    Name: "orders",
    SourceDataSourceType: "MySQL",
    DestinationDataSourceType: "Hologres",
    MigrationType: "Full",
    SpecType: "CLASSIC",
  });
});

test("2020-05-18 has no filter for the migration type, so that it is filtered here", () => {
  expect(localFilter(canonicalQuery({ ...workspace, ...everyFilter }))).toEqual({ migrationType: "Full" });
  expect(localFilter(canonicalQuery({ ...workspace, ...everyFilter, apiVersion: "2024-05-18" }))).toEqual({});
});

const everyFilterOfEveryVersion = API_VERSIONS.flatMap((apiVersion) =>
  QUERY_FILTER_ROWS.map((filter) => [filter.name, apiVersion, filter] as const),
);

test.each(everyFilterOfEveryVersion)(
  "%s of %s is sent, applied here, or refused; never dropped",
  (name, apiVersion, filter) => {
    const props = { ...workspace, apiVersion, [name]: "v" };
    const by = filteredBy(filter, apiVersion);

    if (by === "nobody") {
      expect(() => canonicalQuery(props)).toThrow(`${name} needs apiVersion: "2024-05-18"`);
      return;
    }
    const query = canonicalQuery(props);
    const sent = Object.values(jobParameters(query)).includes("v");
    const local = Object.values(localFilter(query)).includes("v");
    expect({ sent, local }).toEqual({ sent: by === "server", local: by === "us" });
  },
);
