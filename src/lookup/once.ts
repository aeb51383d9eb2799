/** Computes a value, or a failure, when it is first asked for, and never again. */
export function once<T>(compute: () => T): () => T {
  let outcome: { value: T } | { failure: unknown } | undefined;
  return () => {
    outcome ??= attempt(compute);
    if ("failure" in outcome) throw outcome.failure;
    return outcome.value;
  };
}

function attempt<T>(compute: () => T): { value: T } | { failure: unknown } {
  try {
    return { value: compute() };
  } catch (failure) {
    return { failure };
  }
}
