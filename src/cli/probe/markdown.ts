import { ours, type Visible, visible } from "../../text/visible";
import { ASSUMPTIONS } from "./assumptions";
import type { ProbeHead, ProbeReport } from "./probe";

/** A report to paste into an issue; nothing in it was written by the service, apart from codes and names of headers. */
export function renderProbe({ findings, notes, calls }: ProbeReport, head: ProbeHead): Visible {
  const { packageVersion, regionId, observedAt } = head;
  const rows = findings.map(({ assumption, apiVersion = "both", verdict, found }) =>
    [`[${assumption}](docs/discoveries.md#${assumption})`, ASSUMPTIONS[assumption], apiVersion, verdict, found].join(
      " | ",
    ),
  );
  return ours(
    [
      `dijobs ${packageVersion} doctor --probe, ${regionId}, ${observedAt}, ${calls.length} calls`,
      "",
      "assumption | that | version | verdict | found",
      "--- | --- | --- | --- | ---",
      ...rows,
      ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${note}`)]),
    ]
      .map(visible)
      .join("\n"),
  );
}
