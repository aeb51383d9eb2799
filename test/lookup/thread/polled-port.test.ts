import { MessageChannel, Worker } from "node:worker_threads";
import { PolledPort } from "../../../src/lookup/thread/polled-port";

const SLICES = 200;
const asleep = new Int32Array(new SharedArrayBuffer(4));

/** A port whose far end is held by a thread that runs this. */
function portTo(code: string): PolledPort {
  const { port1, port2 } = new MessageChannel();
  const far = `const { port } = require("node:worker_threads").workerData; ${code}`;
  new Worker(far, { eval: true, workerData: { port: port2 }, transferList: [port2] }).on("error", () => {});
  return new PolledPort(port1);
}

/** Looks, without an event loop, until something is so. */
function until(isSo: () => boolean): boolean {
  for (let slice = 0; slice < SLICES; slice += 1) {
    if (isSo()) return true;
    Atomics.wait(asleep, 0, 0, 50);
  }
  return false;
}

test.each([
  ["ends", ""],
  ["exits", "process.exit(3)"],
  ["throws", "throw undefined"],
  ["closes the port", "port.close()"],
])("a thread that %s has abandoned its port, and was heard to its last word", (_, ending) => {
  const port = portTo(`port.postMessage("first"); port.postMessage("last"); ${ending}`);
  const heard: unknown[] = [];

  const abandoned = until(() => {
    heard.push(...port.received());
    return port.isAbandoned();
  });

  expect({ abandoned, heard }).toEqual({ abandoned: true, heard: ["first", "last"] });
});

test("a thread that goes on has not, and talks and listens as before, however often one looks", () => {
  const port = portTo('port.on("message", (text) => text === "end" ? port.close() : port.postMessage(text + "!"))');
  const heard: unknown[] = [];
  for (const word of ["a", "b", "c"]) {
    expect(port.isAbandoned()).toBe(false);
    port.post(word);
    expect(port.isAbandoned()).toBe(false);
    until(() => {
      heard.push(...port.received());
      return heard.length > 0 && heard.at(-1) === `${word}!`;
    });
  }
  port.post("end");

  expect(heard).toEqual(["a!", "b!", "c!"]);
  expect(
    until(() => {
      port.received();
      return port.isAbandoned();
    }),
  ).toBe(true);
});
