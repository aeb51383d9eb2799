import type { IncomingMessage } from "node:http";

/** Reads the body of a request or of an answer as text. */
export async function readRequest(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
