import { DataWorksError } from "../../errors/error";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import type { AnswerMessage } from "./messages";

/** Makes what puts the answer to one query together from messages: nothing until it is whole. */
export function arrivingAnswer(): (message: AnswerMessage) => Listing | DataWorksError | undefined {
  const jobs: DiJob[] = [];
  return (message) => {
    if ("error" in message) return DataWorksError.from(message.error);
    if ("rest" in message) return { ...message.rest, jobs };
    jobs.push(...message.jobs);
    return undefined;
  };
}
