import type { EmulatedJob } from "../emulated-job";

/** When a fault strikes: at every call, unless narrowed. */
export interface FaultTiming {
  /** How often it strikes in all. @default `"always"` */
  readonly times?: number | "always";
  /** Strikes at every so many calls that it could strike: 3 means the third, the sixth and so on. @default 1 */
  readonly every?: number;
  /** Strikes only at calls for this page. @default every page */
  readonly page?: number;
  /** Strikes only at calls for this operation. @default both */
  readonly action?: "ListDIJobs" | "ListProjects";
  /**
   * Strikes only at calls for the jobs of this workspace: `<regionId>/<projectId>` or `<regionId>/<projectName>`; the region
   * counts only where the host name that is asked tells one.
   *
   * @default every workspace
   */
  readonly workspace?: string;
}

/** An operation that the emulator has. */
export type Action = NonNullable<FaultTiming["action"]>;

/** Something that goes wrong, as data. */
export type Fault = FaultTiming & FaultKind;

/** What goes wrong. */
export type FaultKind =
  /** The port is closed until the fault is taken away; it has no timing. */
  | { readonly kind: "refuse" }
  /** The API refuses with one of its codes; status and message are those of the code unless given. */
  | {
      readonly kind: "error";
      readonly code: string;
      readonly status?: number;
      readonly message?: string;
      /** Sent as `x-acs-retry-after`, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  /** The connection ends in the middle of the body, or before any answer. */
  | { readonly kind: "reset"; readonly when?: "mid-body" | "before-answer" }
  /** The first byte comes late. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** The body comes byte by byte. */
  | { readonly kind: "trickle"; readonly intervalMs: number }
  /** Somebody else answers with HTML: a gateway with 502 (the default), a captive portal with 200. */
  | { readonly kind: "html"; readonly status?: number }
  /** An answer without a body, with 504 unless given. */
  | { readonly kind: "empty"; readonly status?: number }
  /** A redirection elsewhere, with 302 unless given. */
  | { readonly kind: "redirect"; readonly status?: number; readonly location?: string }
  /** A complete answer whose JSON ends in the middle. */
  | { readonly kind: "truncated" }
  /** The body of a refusal under status 200. */
  | { readonly kind: "error-with-200"; readonly code: string }
  /** Status 200, with the list, and a failure of this code beside it: `Success: false`, `Code`, `HttpStatusCode`. */
  | { readonly kind: "error-beside-list"; readonly code: string }
  /** The body is followed by spaces without end. */
  | { readonly kind: "endless" }
  /** The body is packed with gzip, which nobody asked for. */
  | { readonly kind: "gzip" }
  /** The server's clock is ahead by so much, or behind when negative. */
  | { readonly kind: "clock-skew"; readonly skewMs: number }
  /** `TotalCount` says so many more, or fewer when negative. */
  | { readonly kind: "total-count"; readonly add: number }
  /** The last item of the page is missing and its first one is there twice. */
  | { readonly kind: "repeated-job" }
  /** The last item of the page is missing. */
  | { readonly kind: "short-page" }
  /** The page has no items. */
  | { readonly kind: "empty-page" }
  /** The second job of the page has the name of the first. */
  | { readonly kind: "duplicate-name" }
  /** `TotalCount` counts the items of the page alone. */
  | { readonly kind: "own-total" }
  /** Pages have fewer items than are asked for. */
  | {
      readonly kind: "page-size";
      /** The most items on a page. */
      readonly most: number;
      /** By which size the pages before are counted. @default "own" */
      readonly offset?: "own" | "asked";
    }
  /** The answer says that it is another page, or of another size; `null` leaves it out. */
  | { readonly kind: "echo"; readonly pageNumber?: number | null; readonly pageSize?: number | null }
  /**
   * Jobs come, go and change right after the call is answered, so that later pages shift.
   *
   * With `every: 7, times: 1` after the seventh call, so that a list of these is a plan of what comes and goes when.
   */
  | {
      readonly kind: "shift";
      readonly addJobs?: readonly EmulatedJob[];
      /** Place in the whole list that the added jobs take, from 0. @default behind all others */
      readonly at?: number;
      /** Ids of jobs that go. */
      readonly removeJobs?: readonly string[];
      /** What changes of which jobs, by id. */
      readonly changeJobs?: Readonly<Record<string, Partial<EmulatedJob>>>;
    }
  /** The list is left out, or null, where it would be empty. */
  | { readonly kind: "no-list"; readonly as?: "missing" | "null" }
  /** Every number is sent as a string. */
  | { readonly kind: "numbers-as-strings" }
  /** Fields that no documentation knows. */
  | { readonly kind: "unknown-fields" }
  /** Type and status that no documentation knows. */
  | { readonly kind: "unknown-values" }
  /** Types and status in capitals. */
  | { readonly kind: "other-case" };
