import {
  anything,
  apiText,
  type Form,
  type Forms,
  form,
  formsOf,
  having,
  list,
  number,
  object,
  oneOf,
  optional,
  record,
} from "../../model/arguments";
import { parseTypedWorkspace } from "../../model/workspace";
import { emulatedJobs, jobChanges } from "../emulated-job";
import type { Fault, FaultKind, FaultTiming } from "./fault";

const count = form<number>((value) => Number.isSafeInteger(value) && Number(value) > 0, "count from 1");

const workspace = form<string>((value) => {
  try {
    return parseTypedWorkspace(String(value)) !== undefined;
  } catch {
    return false;
  }
}, "write it as <regionId>/<projectId> or <regionId>/<projectName>, for example cn-shanghai/1967");

const TIMING: Forms<FaultTiming> = {
  times: optional((value, name) => (value === "always" ? value : count(value, name))),
  every: optional(count),
  page: optional(count),
  action: optional(oneOf(["ListDIJobs", "ListProjects"])),
  workspace: optional(workspace),
};

const WITHOUT_TIMING: Forms<FaultTiming> = formsOf(
  [{ name: "times" }, { name: "every" }, { name: "page" }, { name: "action" }, { name: "workspace" }],
  leftOut('a closed port answers no call; the kind "reset", with when "before-answer", strikes some'),
);

/** What must not be given, because it would mean nothing. */
function leftOut(because: string): Form<undefined> {
  return form((value) => value === undefined, `leave it out: ${because}`);
}

/** A number that an answer says, or that it says none. */
const orNothing: Form<number | null> = (value, name) => (value === null ? null : number(value, name));

/** What each kind of fault takes besides its timing. */
export const FAULT_FORMS: { readonly [K in FaultKind["kind"]]: Forms<Omit<Extract<FaultKind, { kind: K }>, "kind">> } =
  {
    refuse: {},
    error: {
      code: apiText(),
      status: optional(number),
      message: optional(apiText()),
      retryAfterMs: optional(number),
    },
    reset: { when: optional(oneOf(["mid-body", "before-answer"])) },
    slow: { delayMs: number },
    trickle: { intervalMs: number },
    html: { status: optional(number) },
    empty: { status: optional(number) },
    redirect: { status: optional(number), location: optional(apiText()) },
    truncated: {},
    "error-with-200": { code: apiText() },
    "error-beside-list": { code: apiText() },
    endless: {},
    gzip: {},
    "clock-skew": { skewMs: number },
    "total-count": { add: number },
    "own-total": {},
    "page-size": { most: count, offset: optional(oneOf(["own", "asked"])) },
    echo: { pageNumber: optional(orNothing), pageSize: optional(orNothing) },
    "repeated-job": {},
    "short-page": {},
    "empty-page": {},
    "duplicate-name": {},
    shift: {
      addJobs: optional(emulatedJobs),
      at: optional(number),
      removeJobs: optional(list(apiText())),
      changeJobs: optional(record(jobChanges)),
    },
    "no-list": { as: optional(oneOf(["missing", "null"])) },
    "numbers-as-strings": {},
    "unknown-fields": {},
    "unknown-values": {},
    "other-case": {},
  };

const kindOf = having(
  { kind: oneOf(Object.keys(FAULT_FORMS) as FaultKind["kind"][]) },
  'pass a fault: { kind: "error", code: "Throttling.User" }',
);

/** A fault, as an argument. */
export const faultArgument: Form<Fault> = (value, name) => {
  const { kind } = kindOf(value, name);
  const timing = kind === "refuse" ? WITHOUT_TIMING : TIMING;
  const fault = object({ ...timing, ...FAULT_FORMS[kind], kind: anything })(value, name) as Fault;
  if (fault.action === "ListProjects")
    leftOut("ListProjects is asked of no single one")(fault.workspace, `${name}.workspace`);
  return fault;
};

/** Faults, as an argument. */
export const faultsArgument: Form<readonly Fault[]> = list(faultArgument);
