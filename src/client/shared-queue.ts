import type { Clock } from "./clock";
import { Queue } from "./queue";

const queues = new Map<string, Queue>();

/** The queue that all questions of this process share that draw on the same quota. */
export function sharedQueue(quota: readonly string[], callsPerSecond: number, clock: Clock): Queue {
  const key = JSON.stringify(quota);
  const queue = queues.get(key) ?? new Queue(callsPerSecond, clock);
  queues.set(key, queue);
  queue.pace.atMost(callsPerSecond);
  return queue;
}
