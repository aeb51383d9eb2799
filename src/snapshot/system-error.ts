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
