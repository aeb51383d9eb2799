/** Prints what a test has measured, beside what it found. */
export function tell(figures: string): void {
  process.stderr.write(`${figures}\n`);
}
