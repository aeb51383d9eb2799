import type { Observation } from "../../client/observation";
import type { ApiVersion } from "../../model/api-version";
import type { ServiceTraits } from "../../model/service-traits";
import { ASSUMPTIONS, type Assumption } from "./assumptions";

/** What a probe says of an assumption. */
export interface Lesson {
  readonly assumption: Assumption;
  /** `undefined` for what is about both. */
  readonly apiVersion?: ApiVersion;
  /** `open` where it was not learnt; that is never guessed. */
  readonly verdict: "confirmed" | "refuted" | "open";
  /** What was seen, in words of our own. */
  readonly found: string;
}

/** What was seen, and the traits that it shows. */
export interface Learnt extends Omit<Lesson, "assumption" | "apiVersion"> {
  readonly traits?: Partial<ServiceTraits>;
}

/** It is as assumed. */
export function confirmed(found: string, traits: Partial<ServiceTraits> = {}): Learnt {
  return { verdict: "confirmed", found, traits };
}

/** It is otherwise. */
export function refuted(found: string, traits: Partial<ServiceTraits> = {}): Learnt {
  return { verdict: "refuted", found, traits };
}

/** It was not learnt. */
export function open(why: string): Learnt {
  return { verdict: "open", found: `not learnt: ${why}` };
}

/** Why a call brought no page, in words of our own: what the service writes may name whom it knows. */
export function failureOf(observation: Observation | undefined): string {
  if (observation === undefined) return "no answer, or no call left";
  const { page, statusCode } = observation;
  if (!("failed" in page)) return "it was answered";
  const status = statusCode === undefined ? "" : `, status ${statusCode}`;
  switch (page.failed) {
    case "rejected":
      return `refused with ${codeOf(page.apiCode)}${status}`;
    case "unreadable":
      return `an answer that is none of DataWorks${status}`;
    case "unreachable":
      return `no answer, ${codeOf(page.reason)}`;
  }
}

/** A code of the service's, where it is one. */
export function codeOf(text: string): string {
  return /^[A-Za-z][\w.]{0,79}$|^\d{1,9}$/.test(text) && !/(LTAI|STS\.)/i.test(text) ? text : "a code that is none";
}

/** What was learnt with what it is about. */
export function lessonOf(assumption: Assumption, { verdict, found }: Learnt, apiVersion?: ApiVersion): Lesson {
  return { assumption, ...(apiVersion && { apiVersion }), verdict, found };
}

/** Every assumption, in the order of reports. */
export const ALL_ASSUMPTIONS = Object.keys(ASSUMPTIONS) as Assumption[];
