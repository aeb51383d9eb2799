/** What came of a fault, as the fault tests saw it. */
export interface FaultOutcome {
  readonly fault: string;
  /** Code of the error, or `listed`. */
  readonly code: string;
  readonly attempts: number;
  /** What people read; ports, ids and host names of the test are replaced. */
  readonly message: string;
}

/** Renders `docs/reliability.md`. */
export function renderReliabilityPage(outcomes: readonly FaultOutcome[]): string {
  const rows = outcomes.map(({ fault, code, attempts, message }) =>
    [fault, code === "listed" ? "listed, complete" : `\`${code}\``, attempts, inOneCell(message)].join(" | "),
  );
  return `# Reliability

What a lookup makes of everything that goes wrong between it and the API. This page is written by
\`npm run docs:reliability\` from the results of \`test/real/faults.test.ts\`; the test fails when they differ.

Every lookup here has up to 250 jobs (three pages), 3 attempts and 2.5 s. *Attempts* says how often the failing call
was sent, the first included; for a complete listing, an inconsistent one and a timeout, all calls together.

fault | outcome | attempts | what people read
--- | --- | ---: | ---
${rows.join("\n")}
`;
}

function inOneCell(message: string): string {
  const escaped = message.replaceAll("|", "\\|").replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"));
  return escaped.split(/\n\s*/).join("<br>");
}
