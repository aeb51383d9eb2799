/** What is assumed of the service, by the heading under which docs/discoveries.md says who relies on it. */
export const ASSUMPTIONS = {
  order: "a list begins with the oldest job",
  "name-match": "the name filter finds its text anywhere in a name",
  "name-case": "the name filter ignores case",
  "name-wildcards": "no character of the name filter stands for others",
  "empty-list": "an empty list is []",
  "page-size": "a page has as many as 100 jobs when 100 are asked for",
  "page-size-echo": "PageSize of an answer is the size that its pages have",
  "page-size-beyond": "more than 100 jobs on a page are refused",
  "total-count": "TotalCount counts the whole list",
  "spec-type": "without SpecType the FILESPEC jobs alone are listed",
  ids: "ids are numbers",
  headers: "an answer has the headers content-type and x-acs-request-id",
  clock: "an answer tells the time of the server, which is less than 15 minutes from ours",
  "retry-after": "a call that is throttled is told in x-acs-retry-after when to come back",
  versions: "both versions list the same jobs",
} as const;

/** The name of an assumption. */
export type Assumption = keyof typeof ASSUMPTIONS;
