import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";

/** A port between threads, used without an event loop. */
export class PolledPort {
  #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  post(message: unknown): void {
    this.#port.postMessage(message);
  }

  /** Every message that has arrived since. */
  received(): unknown[] {
    const messages: unknown[] = [];
    for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port))
      messages.push(got.message);
    return messages;
  }

  /**
   * Whether the thread at the far end has ended, in whatever way, and all that it said was received.
   *
   * A thread that waits gets no event of that. But looking for messages closes a port without a far end, and one that is
   * closed cannot be moved.
   */
  isAbandoned(): boolean {
    const { port1, port2 } = new MessageChannel();
    try {
      port1.postMessage(this.#port, [this.#port]);
      this.#port = receiveMessageOnPort(port2)?.message;
      return false;
    } catch {
      return true;
    } finally {
      // Left open it would hold the memory of a whole test file.
      port1.close();
    }
  }
}
