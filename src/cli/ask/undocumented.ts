import { nearestNames } from "../../text/nearest";
import { quoted } from "../../text/words";
import type { Host } from "../terminal/host";

/** Says that a value which people wrote is not documented: it may be a new one, or mistyped. */
export function noteUndocumented(what: string, value: string, known: readonly string[], host: Host): void {
  if (known.some((each) => each.toLowerCase() === value.toLowerCase())) return;
  const [nearest] = nearestNames(value, known);
  host.note(
    `note: ${quoted(value)} is no documented ${what}${nearest === undefined ? "" : `; did you mean ${nearest}?`}`,
  );
}
