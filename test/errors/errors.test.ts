import { inspect } from "node:util";
import { invalidArgument } from "../../src/errors/arguments";
import { DataWorksError, together } from "../../src/errors/error";
import { rememberSecrets } from "../../src/text/redact";
import { commandsIn, unseenIn } from "../_support/runner-commands";

test("an error is known across two copies of the package", () => {
  expect(DataWorksError.is({ [Symbol.for("cdktf-dataworks-di-jobs/DataWorksError")]: true })).toBe(true);
  expect(DataWorksError.is(new Error("x"))).toBe(false);
});

test("printed, it shows its code, its message and one line of the caller's code", () => {
  const error = new DataWorksError(
    "Throttled",
    { what: "too fast" },
    { requestId: "R-1", statusCode: 429, attempts: 4 },
  );

  expect(inspect(error).split("\n")).toEqual([
    "DataWorksError [Throttled]: too fast",
    expect.stringMatching(/^\s+at .*errors\.test\.ts/),
  ]);
});

test("whoever passes it on may mark it, as a web framework does with a status and a runner with a name", () => {
  const error = new DataWorksError("Throttled", { what: "too fast" });

  Object.assign(error, { statusCode: 500, name: "Passed on" });

  expect(error).toMatchObject({ statusCode: 500, name: "Passed on" });
});

test("it survives the way between two threads", () => {
  const error = new DataWorksError(
    "Throttled",
    { what: "too fast" },
    { requestId: "R-1", statusCode: 429, attempts: 4 },
  );

  const again = DataWorksError.from(structuredClone(error.toJSON()));

  expect(again.toJSON()).toEqual(error.toJSON());
  expect(again).toMatchObject({ code: "Throttled", requestId: "R-1", statusCode: 429, attempts: 4 });
});

test("told where it happened, it says so under the first line and keeps its cause", () => {
  const cause = new Error("why");
  const error = new DataWorksError("Throttled", { what: "too fast", repairs: ["slow down"] }, { cause }).at(
    "prod/jobs",
  );

  expect(error.message).toBe("too fast\n  at prod/jobs\n  slow down");
  expect(error.cause).toBe(cause);
});

test("an error of this library stays the cause that it is", () => {
  const cause = new DataWorksError("AccessDenied", { what: "denied" });

  expect(new DataWorksError("AppFailed", { what: "failed" }, { cause }).cause).toBe(cause);
});

test("several failures become one message, in order", () => {
  const error = together([invalidArgument("a", 1, "x"), invalidArgument("b", 2, "y")]);

  expect(error?.message).toBe("a cannot be '1'\n  x\nb cannot be '2'\n  y");
});

test("printed with all its causes, it commands neither a terminal nor a runner, and tells no secret", () => {
  rememberSecrets("the-secret-of-this-cause");
  const file = Object.assign(new Error("ENOENT, open '\u001b[2J##[add-mask]x'"), {
    code: "ENOENT",
    path: "##[group]y",
  });
  const cause = new SyntaxError("unexpected\n::error::x the-secret-of-this-cause", { cause: file });
  const error = new DataWorksError("SnapshotInvalid", { what: "broken" }, { cause });
  const again = error.at("prod/jobs");

  for (const each of [error, again]) {
    const printed = `${inspect(each)}\n${(each.cause as Error).message}\n${(each.cause as Error).stack}`;
    expect(commandsIn(printed)).toEqual([]);
    expect(unseenIn(printed)).toEqual([]);
    expect(printed).not.toContain("the-secret");
    expect(printed).toContain("SyntaxError: unexpected");
    expect(each.cause).toMatchObject({ name: "SyntaxError", cause: { code: "ENOENT" } });
  }
});

test.each([
  ["##[add-mask]x", "\\u{23}#[add-mask]x"],
  [{ "##[add-mask]x": "\u009b" }, "{ '\\u{23}#[add-mask]x': '\\x9B' }"],
])("a cause that is no error, %j, commands nobody either", (cause, shown) => {
  const error = new DataWorksError("WorkerFailed", { what: "it failed" }, { cause });

  expect(error.cause).toBe(shown);
  expect([...commandsIn(inspect(error)), ...unseenIn(inspect(error))]).toEqual([]);
});

test("a cause that commands is one without a cause or a code, if it had none", () => {
  const { cause } = new DataWorksError("WorkerFailed", { what: "it failed" }, { cause: new Error("##[error]x") });

  expect(Object.getOwnPropertyNames(cause).sort()).toEqual(["message", "name", "stack"]);
  expect(cause).toMatchObject({ message: "\\u{23}#[error]x", name: "Error" });
});

describe("where no frames are kept", () => {
  const limit = Error.stackTraceLimit;
  afterEach(() => {
    Error.stackTraceLimit = limit;
  });

  test.each([
    [0, "Error: \\u{23}#[error]x"],
    [undefined, ""],
  ])("as with a limit of %p, the stack is the message, and that of a cause what it was", (none, of) => {
    Object.assign(Error, { stackTraceLimit: none });
    const { stack, cause } = new DataWorksError("Throttled", { what: "no" }, { cause: new Error("##[error]x") });

    expect(stack).toBe("DataWorksError [Throttled]: no");
    expect(cause).toMatchObject({ stack: of });
  });
});

const SECRET = "wJalrXUtnFEMI7MDENGbPxRfiCY";

test.each([
  [
    "an authorization header",
    `authorization: ACS3-HMAC-SHA256 Credential=LTAI5tFakeFakeFake,Signature=${"0a".repeat(32)}`,
  ],
  ["a query", `GET https://dataworks.cn-shanghai.aliyuncs.com/?SecurityToken=${SECRET}&X=1 failed`],
  ["a configuration file", `{"access_key_id":"LTAI5tFakeFakeFake","access_key_secret":"${SECRET}"}`],
  ["an answer quoted in a text", `it said "{\\"AccessKeySecret\\":\\"${SECRET}\\"}"`],
  ["an echoed string to sign", `server string to sign is:POST\n/\n\nhost:x\n${SECRET}`],
  ["a proxy with a password", `proxy http://user:${SECRET}@proxy:3128 refused`],
  ["a proxy of another kind", `proxy socks5://user:${SECRET}@proxy:1080 refused`],
  ["a password with an @", `proxy http://user:p@${SECRET}@proxy:3128 refused`],
  ["a security token header", `x-acs-security-token: ${SECRET}`],
  ["an access key id", "LTAI5tFakeFakeFake is unknown"],
])("%s is hidden in the message", (_, text) => {
  const { message, stack } = new DataWorksError("AccessDenied", { what: text });

  for (const shown of [message, stack]) {
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain("LTAI5tFakeFakeFake");
    expect(shown).not.toContain("0a0a0a");
  }
});

test("a secret that was used is hidden wherever it turns up", () => {
  rememberSecrets("plain-looking-secret");

  expect(new DataWorksError("AccessDenied", { what: "it said plain-looking-secret" }).message).toBe(
    "it said [redacted]",
  );
});

test("the stack has the message and one line, of the code that asked, also after a construct was named", () => {
  const error = new DataWorksError("JobNotFound", { what: "no job", facts: ["at all"] }).at("stack/jobs");

  expect(error.stack?.split("\n").slice(0, -1)).toEqual([
    "DataWorksError [JobNotFound]: no job",
    "  at stack/jobs",
    "  at all",
  ]);
  expect(error.stack).toMatch(/\n {4}at .*errors\.test\.ts:\d+:\d+\)?$/);
});
