/** Makes the test whether a text is one of the given, without regard to case. */
export function isOneOf(allowed: readonly string[]): (value: string) => boolean {
  const known = new Set(allowed.map((value) => value.toLowerCase()));
  return (value) => known.has(value.toLowerCase());
}
