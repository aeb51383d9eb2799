import { terminalOf } from "../../../src/cli/terminal/terminal";
import { systemClock } from "../../../src/client/clock";
import { ours } from "../../../src/text/visible";
import { unstopped } from "../../_support/unstopped";

function host(terminal: boolean, env: Record<string, string> = {}, columns?: number) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    isTTY: terminal,
    columns,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const streams = { stdout: stream("stdout"), stderr: stream("stderr") };
  return {
    written,
    terminal: terminalOf(streams, { version: "1.2.3", env, clock: systemClock, stoppable: unstopped }),
  };
}

test("results go to standard output and end with a line break, everything else to standard error", () => {
  const { terminal: piped, written } = host(false);
  piped.print(ours("a"));
  piped.print(ours("b\n"));
  piped.note("c");

  expect(written).toEqual({ stdout: "a\nb\n", stderr: "c\n" });
});

test("progress is for terminals only, and gives way to what is said next", () => {
  const piped = host(false);
  const terminal = host(true);
  for (const { terminal: each } of [piped, terminal]) {
    each.progress("asking");
    each.print(ours("answer"));
  }

  expect([piped.terminal.isWatched, terminal.terminal.isWatched]).toEqual([false, true]);
  expect(piped.written.stderr).toBe("");
  expect(terminal.written.stderr).toBe("asking\r\u001b[K");
});

test("what is said has no secret in it", () => {
  const { terminal: piped, written } = host(false);
  piped.note("accessKeySecret=abcdef123456");

  expect(written.stderr).toBe("accessKeySecret=[redacted]\n");
});

test("what is said moves no cursor, whatever it quotes", () => {
  const terminal = host(true);
  terminal.terminal.progress("asking \u001b[2Jfor 'a\u009b'");
  terminal.terminal.note("no '\u001b[31mred'\n  repair it");

  expect(terminal.written.stderr).toBe("asking \\u{1b}[2Jfor 'a\\u{9b}'\r\u001b[Kno '\\u{1b}[31mred'\n  repair it\n");
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { TERM: "dumb" }, false],
  [false, { FORCE_COLOR: "1" }, true],
  [false, { FORCE_COLOR: "0" }, true],
  [false, { FORCE_COLOR: "" }, false],
  [false, { CLICOLOR_FORCE: "1" }, true],
  [false, { CLICOLOR_FORCE: "" }, false],
  [true, { CLICOLOR_FORCE: "1", TERM: "dumb" }, true],
  [true, { CLICOLOR_FORCE: "1", NO_COLOR: "1" }, false],
  [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
])("on a terminal (%s) with %j colours are used: %s", (terminal, env, color) => {
  expect(host(terminal, env).terminal.color).toBe(color);
});

test.each([
  [true, 132, 132],
  [true, 0, 80],
  [true, undefined, 80],
  [false, 132, undefined],
])("a terminal (%s) of %s columns has room for %s", (terminal, columns, width) => {
  expect(host(terminal, {}, columns).terminal.width).toBe(width);
});
