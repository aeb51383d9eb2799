/** What came of a fault, as the fault tests saw it. */
export interface FaultOutcome {
  readonly fault: string;
  /** Code of the error, or `listed`. */
  readonly code: string;
  readonly attempts: number;
  /** What people read; ports, ids and host names of the test are replaced. */
  readonly message: string;
}

const BEGIN = "<!-- faults: written by npm run docs:reliability -->";
const END = "<!-- end of the faults -->";

/** `docs/reliability.md` with what came of the faults in the table between its marks. */
export function withFaults(page: string, outcomes: readonly FaultOutcome[]): string {
  const [before = "", rest = ""] = page.split(BEGIN);
  const [, after = ""] = rest.split(END);
  const rows = outcomes.map(({ fault, code, attempts, message }) =>
    [fault, code === "listed" ? "listed, complete" : `\`${code}\``, attempts, inOneCell(message)].join(" | "),
  );
  const table = ["fault | outcome | attempts | what people read", "--- | --- | ---: | ---", ...rows].join("\n");
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

function inOneCell(message: string): string {
  const escaped = message.replaceAll("|", "\\|").replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"));
  return escaped.split(/\n\s*/).join("<br>");
}
