import { LONGEST_TIMER_MS } from "../client/clock";
import { invalidArgument } from "../errors/arguments";
import { API_VERSIONS } from "../model/api-version";
import { type Form, form, list, oneOf, text } from "../model/arguments";
import type { SettingTable } from "./setting";

/** A whole number, also where it is written as text. */
function wholeNumber(most = Number.MAX_SAFE_INTEGER): Form<number> {
  return (value, name) => {
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number === "number" && Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw invalidArgument(name, value, `use a whole number from 1 to ${most}`);
  };
}

/** `true` or `false`, also where it is written as text. */
const onOrOff: Form<boolean> = (value, name) => {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw invalidArgument(name, value, "use true or false");
};

/** A text, and not an empty one. */
const nonEmpty: Form<string> = (value, name) => {
  if (value !== "") return text(value, name);
  throw invalidArgument(name, value, "write a name, or leave it out");
};

/** The name of an app; one that only looks like another one would be another app, whom nobody takes out any more. */
const appName: Form<string> = (value, name) => {
  const given = nonEmpty(value, name);
  if (given.trim() === given && !/\p{Cc}/u.test(given)) return given.normalize();
  throw invalidArgument(name, value, "write a name without control characters, and without spaces around it");
};

/** A path; no system has one with a NUL in it. */
const path = form<string>((value) => typeof value === "string" && !value.includes("\0"), "write a path");

/** A list of texts, also where it is written as a text with commas. */
const globs: Form<readonly string[]> = (value, name) => {
  const given = typeof value === "string" ? value.split(",").map((glob) => glob.trim()) : value;
  return list(nonEmpty)(given, name);
};

/** What a run does with questions and answers. */
export const RUN = {
  mode: {
    variable: "DIJOBS_MODE",
    inProgram: true,
    form: oneOf(["live", "record", "fill", "locked"]),
    fallback: "live",
    about: "where answers come from: live, record, fill or locked",
    ofApps: true,
    remarkable: {
      locked: "apps ask nothing, the snapshot answers",
      record: "apps write the snapshot",
      fill: "the snapshot answers apps, which ask what it lacks, and write that into it",
    },
  },
  onUnavailable: {
    variable: "DIJOBS_ON_UNAVAILABLE",
    inProgram: true,
    form: oneOf(["fail", "snapshot"]),
    fallback: "fail",
    about: "what to do when the API cannot answer: fail, or snapshot",
    ofApps: true,
    remarkable: { snapshot: "the snapshot answers when the API cannot" },
  },
  snapshot: { variable: "DIJOBS_SNAPSHOT", form: path, about: "path of the snapshot" },
  app: {
    variable: "DIJOBS_APP",
    form: appName,
    about: "what the snapshot calls this app, instead of its folder",
  },
  prefetch: {
    variable: "DIJOBS_PREFETCH",
    form: oneOf(["snapshot", "off"]),
    fallback: "snapshot",
    about: "what the first lookup of an app starts, too: snapshot, what it asked last time, or off",
    ofApps: true,
    remarkable: { off: "apps start no question before it is asked" },
  },
  findings: {
    variable: "DIJOBS_FINDINGS",
    form: oneOf(["error", "warn"]),
    fallback: "error",
    about: "what failed checks of severity error are: error, or warn",
    ofApps: true,
    remarkable: { warn: "failed checks do not fail a synth" },
  },
} as const satisfies SettingTable;

/** What is written when answers are recorded. */
export const RECORDING = {
  record: {
    variable: "DIJOBS_RECORD",
    form: oneOf(["all", "used"]),
    fallback: "all",
    about: "used: where only single jobs were asked for, record only them, in mode record",
    ofApps: true,
    remarkable: { used: "recording keeps only the jobs that are asked for by name" },
  },
  prune: {
    variable: "DIJOBS_PRUNE",
    form: onOrOff,
    fallback: false,
    about: "true: drop what nobody asks any more, in mode record",
    ofApps: true,
    remarkable: { true: "recording drops what nobody asks any more" },
  },
  forget: {
    variable: "DIJOBS_FORGET",
    form: globs,
    fallback: [],
    about: "stacks of the app that are gone, in mode record: their paths, * for any text, commas between",
    ofApps: true,
  },
  ignoreStatus: {
    variable: "DIJOBS_IGNORE_STATUS",
    form: onOrOff,
    fallback: false,
    about: "true: leave an answer alone of which only statuses changed",
    ofApps: true,
    remarkable: { true: "recording leaves answers alone of which only statuses changed" },
  },
} as const satisfies SettingTable;

/** Where, as whom and how patiently the client asks. */
export const CLIENT = {
  endpoint: {
    variable: "DIJOBS_ENDPOINT",
    inProgram: true,
    form: text,
    about: "where to ask, instead of the region's own endpoint",
  },
  network: { inProgram: true, form: oneOf(["public", "vpc"]), about: "which of a region's endpoints to ask" },
  profile: { inProgram: true, form: text, about: "profile of the Alibaba Cloud CLI or SDK files" },
  timeoutMs: {
    variable: "DIJOBS_TIMEOUT_MS",
    form: wholeNumber(LONGEST_TIMER_MS),
    fallback: 30_000,
    about: "longest time for one question, without its wait for others",
  },
  maxAttempts: {
    variable: "DIJOBS_MAX_ATTEMPTS",
    form: wholeNumber(),
    fallback: 4,
    about: "how often one call is sent at most",
  },
  callsPerSecond: { variable: "DIJOBS_CALLS_PER_SECOND", form: wholeNumber(), about: "pace of the calls" },
  listing: {
    variable: "DIJOBS_LISTING",
    form: oneOf(["verified", "once"]),
    fallback: "verified",
    about: "once: read several pages once, unproved, for half the calls",
    remarkable: { once: "listings of several pages are read once, and not proved" },
  },
} as const satisfies SettingTable;

/** What fills in a part of a question. */
export const QUERY = {
  apiVersion: {
    variable: "DIJOBS_API_VERSION",
    form: oneOf(API_VERSIONS),
    about: `${API_VERSIONS[0]} (the default) or ${API_VERSIONS[1]}`,
  },
} as const satisfies SettingTable;

/** Every setting; one that is added here is read, told in the help and by `dijobs doctor`, and asked for in the docs. */
export const SETTINGS = { ...RUN, ...RECORDING, ...CLIENT, ...QUERY };
