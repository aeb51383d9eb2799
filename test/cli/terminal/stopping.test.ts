import { EventEmitter } from "node:events";
import { stoppable } from "../../../src/cli/terminal/stopping";

/** A process that notes what it ends with. */
class FakeProcess extends EventEmitter {
  readonly ended: Promise<number>;
  readonly exit: (code: number) => void;

  constructor(readonly pid = 4711) {
    super();
    let end: (code: number) => void = () => undefined;
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    this.exit = (code) => end(code);
  }

  /** The signals that do not end it by themselves. */
  get heard(): readonly (string | symbol)[] {
    return this.eventNames();
  }
}

const forever = () => new Promise<never>(() => undefined);

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])("%s ends a program that waits, with %i", async (signal, code) => {
  const program = new FakeProcess();
  void stoppable(program)(forever);

  program.emit(signal, signal);

  expect(await program.ended).toBe(code);
});

test("a program that does not wait is left to the signal itself", async () => {
  const program = new FakeProcess();
  const wait = stoppable(program);
  expect(program.heard).toEqual([]);

  const answers = await Promise.all([wait(async () => 1), wait(async () => program.heard)]);

  expect(answers).toEqual([1, ["SIGINT", "SIGTERM", "SIGHUP"]]);
  expect(program.heard).toEqual([]);
  await expect(wait(() => Promise.reject(new Error("no answer")))).rejects.toThrow("no answer");
  expect(program.heard).toEqual([]);
});

test("the first process of a container, which gets no other signals, listens always", async () => {
  const program = new FakeProcess(1);
  const wait = stoppable(program);
  await wait(async () => undefined);
  expect(program.heard).toEqual(["SIGINT", "SIGTERM", "SIGHUP"]);

  program.emit("SIGTERM", "SIGTERM");

  expect(await program.ended).toBe(143);
});

test("what was started is ended first, once, and whatever comes of it", async () => {
  const program = new FakeProcess();
  const ended: string[] = [];
  const wait = stoppable(program);
  void wait((onStop) => {
    onStop(() => {
      ended.push("at once");
      throw new Error("it was gone");
    });
    onStop(async () => {
      await new Promise(setImmediate);
      ended.push("after a while");
    });
    return forever();
  });
  await wait(async (onStop) => onStop(() => void ended.push("what has come to its end")));

  program.emit("SIGINT", "SIGINT");
  program.emit("SIGTERM", "SIGTERM");

  expect(await program.ended).toBe(130);
  expect(ended).toEqual(["at once", "after a while"]);
});

test("what does not end is left behind", async () => {
  const program = new FakeProcess();
  void stoppable(program)((onStop) => {
    onStop(forever);
    return forever();
  });

  program.emit("SIGTERM", "SIGTERM");

  expect(await program.ended).toBe(143);
});

test("a program that is being stopped goes on with nothing, and complains of nothing", async () => {
  const program = new FakeProcess();
  const went: string[] = [];
  const waiting = stoppable(program)(async () => {
    program.emit("SIGTERM", "SIGTERM");
    throw new Error("the app was ended by SIGTERM");
  });
  waiting.then(
    () => went.push("on"),
    () => went.push("wrong"),
  );

  expect(await program.ended).toBe(143);
  await new Promise(setImmediate);
  expect(went).toEqual([]);
});
