/** An error of the operating system, such as `ENOENT`. */
export interface SystemError {
  readonly code: string;
  readonly message: string;
}

/**
 * Tells whether what was caught is an error of the operating system.
 *
 * By its fields, not by `instanceof`: under jest it comes from outside of the world that tests run in.
 */
export function isSystemError(error: unknown): error is SystemError {
  return typeof error === "object" && error !== null && "syscall" in error && "code" in error && "message" in error;
}

/** Asks the system for something, and passes over it when it refuses with one of these codes. */
export function unlessRefused<T>(codes: readonly string[] | "any", act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (isSystemError(error) && (codes === "any" || codes.includes(error.code))) return undefined;
    throw error;
  }
}

/** Asks the system for a file, or nothing where there is none. */
export const unlessMissing = <T>(act: () => T): T | undefined => unlessRefused(["ENOENT"], act);
