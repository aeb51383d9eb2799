import { faultTextInvalid } from "../../errors/testing";
import type { Fault } from "./fault";
import { faultArgument } from "./fault-argument";

/**
 * Reads a fault as people type it: its kind and what it takes, `error,code=Throttling.User,times=2`, or a JSON object.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export function parseFault(text: string, name: string): Fault {
  return faultArgument(text.trimStart().startsWith("{") ? parseObject(text, name) : parseParts(text, name), name);
}

function parseObject(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw faultTextInvalid(name, text, "is no JSON");
  }
}

function parseParts(text: string, name: string): unknown {
  const [kind, ...parts] = text.split(",");
  const fault = new Map<string, unknown>([["kind", kind]]);
  for (const part of parts) {
    const [key = "", value] = splitOnce(part);
    if (value === undefined || key === "")
      throw faultTextInvalid(name, text, `has '${part}' where a key=value belongs`);
    if (fault.has(key)) throw faultTextInvalid(name, text, `says ${key} twice`);
    fault.set(key, readValue(value));
  }
  return Object.fromEntries(fault);
}

function splitOnce(part: string): [key: string, value: string | undefined] {
  const at = part.indexOf("=");
  return at < 0 ? [part, undefined] : [part.slice(0, at), part.slice(at + 1)];
}

/** Numbers and `null` are what they look like, and a text may be quoted; everything else is a text. */
function readValue(text: string): unknown {
  return /^(?:-?[0-9].*|null|".*")$/.test(text) ? parsed(text) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
