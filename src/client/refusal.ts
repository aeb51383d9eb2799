import { isObject, WrittenNumber } from "./json";

/** What an answer says instead of, or beside, a page. */
export interface Refusal {
  readonly apiCode: string;
  readonly message: string;
  /** HTTP status that the body tells, where it tells one of a failure. */
  readonly statusCode?: number | undefined;
}

/** Codes of an answer that is none of a failure; the vendor's APIs disagree about them. */
const GOOD_CODE = /^(0|200|ok|success)?$/i;

/**
 * The failure that an object of an answer tells, whatever list stands beside it.
 *
 * A `Code` or `ErrorCode`, an `HttpStatusCode` from 400 on, or a `Success` that is not true: as texts, numbers or truth
 * values, in any case. What cannot be understood is taken for a failure: an empty list beside it would be believed.
 */
export function refusalIn(object: unknown): Refusal | undefined {
  if (!isObject(object)) return undefined;
  const fields = new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
  const of = (name: string) => textOf(fields.get(name));
  const code = [of("code"), of("errorcode")].find((text) => !GOOD_CODE.test(text));
  const status = of("httpstatuscode") === "" ? 200 : Number(of("httpstatuscode"));
  const succeeded = /^(1|true)?$/i.test(of("success"));
  if (code === undefined && status < 400 && succeeded) return undefined;
  return {
    apiCode: code ?? (status < 400 ? `Success ${of("success")}` : `HttpStatusCode ${of("httpstatuscode")}`),
    message: of("message") || of("errormessage"),
    statusCode: status >= 400 ? status : undefined,
  };
}

/** The failure that a gateway tells in XML, whatever was asked for. */
export function refusalInXml(text: string): Refusal | undefined {
  const [, code, message = ""] =
    /^\s*(?:<\?xml[^>]*>\s*)?<Error>.*?<Code>([^<]+)<.*?(?:<Message>([^<]*)<|$)/s.exec(text) ?? [];
  return code === undefined ? undefined : { apiCode: code, message };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === "object" ? JSON.stringify(value) : String(value).trim();
}
