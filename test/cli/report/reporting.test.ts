import { join } from "node:path";
import { Command } from "commander";
import { addReportingOptions, reportedUnanswered, reporter, runOf, shownPath } from "../../../src/cli/report/reporting";
import { terminalOf } from "../../../src/cli/terminal/terminal";
import { systemClock } from "../../../src/client/clock";
import { DataWorksError } from "../../../src/errors/error";
import { canonicalQuery } from "../../../src/model/query";
import { failure } from "../../_support/failure";
import { aCheckReport } from "../../_support/reports";
import { unstopped } from "../../_support/unstopped";

const NOW = new Date("2026-11-23T12:00:00Z");

function terminal(isTTY = false, env: Record<string, string> = {}) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    isTTY,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const streams = { stdout: stream("stdout"), stderr: stream("stderr") };
  const clock = { ...systemClock, date: () => NOW };
  return { written, terminal: terminalOf(streams, { version: "1.2.3", env, clock, stoppable: unstopped }) };
}

const query = canonicalQuery({ regionId: "cn-beijing", projectId: "2044" });
const error = new DataWorksError("AccessDenied", { what: "not allowed", repairs: ["ask for access"] });
const report = aCheckReport(["a"]);

test("a report is shown as text, which says by itself what was not answered, and the program ends as it says", () => {
  const { written, terminal: of } = terminal();

  expect(reporter({}, of)(report, [{ query, error }])).toBe(2);
  expect(written.stdout).toMatch(/^check conf\/di jobs\.policy\.yaml/);
  expect(written.stderr).toBe("");
  expect(reporter({}, of)({ ...report, exitCode: 0 }, [])).toBe(0);
});

test("another format on standard output says beside it what was not answered", () => {
  const { written, terminal: of } = terminal();
  reporter({ format: ["json"] }, of)(report, [{ query, error }]);

  expect(JSON.parse(written.stdout)).toMatchObject({ command: "check" });
  expect(written.stderr).toBe("error: not allowed\n  ask for access\n");
});

test("colours are those of the terminal, and files are named from the root of the sources", () => {
  const GITHUB_WORKSPACE = join(process.cwd(), "..");
  const [colored, plain] = [terminal(true, { GITHUB_WORKSPACE }), terminal()];
  for (const each of [colored, plain]) reporter({ format: ["text"] }, each.terminal)(report, []);
  const { written, terminal: of } = terminal(false, { GITHUB_WORKSPACE });
  reporter({ format: ["github"] }, of)(report, []);

  expect(colored.written.stdout).toContain("\u001b[31m");
  expect(plain.written.stdout).not.toContain("\u001b");
  expect(written.stdout).toMatch(/::error file=[^/]+\/conf\/di jobs/);
});

test("a format that there is not is refused before anything is asked", () => {
  const { terminal: of } = terminal();

  expect(failure(() => reporter({ format: ["jsn"] }, of)).message).toContain("did you mean 'json'?");
});

test("a run says by what, and when it was started", () => {
  expect(runOf(terminal().terminal)).toEqual({ tool: { name: "dijobs", version: "1.2.3" }, startedAt: NOW });
});

test("a question without an answer has its alias, and the profile as which it was asked", () => {
  const aliases = new Map([["cn-beijing/2044", "crm"]]);
  const profiles = [
    { query, error },
    { query, error, profile: "own" },
  ];

  expect(reportedUnanswered(profiles, aliases, (workspace) => `of ${workspace}`)).toMatchObject([
    { workspace: "cn-beijing/2044", alias: "crm", code: "AccessDenied", profile: "of cn-beijing/2044" },
    { workspace: "cn-beijing/2044", alias: "crm", code: "AccessDenied", profile: "own" },
  ]);
});

test("a path is shown as people would type it here", () => {
  expect(shownPath(join(process.cwd(), "conf", "policy.yaml"))).toBe(join("conf", "policy.yaml"));
  expect(shownPath(join(process.cwd(), "..", "policy.yaml"))).toBe(join(process.cwd(), "..", "policy.yaml"));
});

test("the option may be repeated, and help names every format", () => {
  const command = addReportingOptions(new Command()).exitOverride();
  command.parse(["--format", "json", "--format", "text=x"], { from: "user" });

  expect(command.opts()).toEqual({ format: ["json", "text=x"] });
  expect(command.helpInformation().replace(/\s+/g, " ")).toContain(
    "--format <format> text, json, junit, sarif, markdown, html, csv, github, gitlab, prometheus; NAME=FILE writes it to a " +
      "file, NAME+=FILE appends; may be repeated (default: text)",
  );
});
