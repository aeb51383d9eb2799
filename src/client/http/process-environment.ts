import type { Environment } from "../../model/environment";

/** What libraries we use read from `process.env` themselves. */
const READ_BY_LIBRARIES = /^(ALIBABA_CLOUD_.*|(https|all|no)_proxy)$/i;

/**
 * Puts the variables of a question into `process.env`, for libraries that read nothing else.
 *
 * In a worker thread and under jest, `process.env` is a copy that differs from the asker's.
 *
 * @returns what puts the former ones back
 */
export function enterEnvironment(env: Environment): () => void {
  const former = relevant(process.env);
  replace(former, relevant(env));
  return () => replace(relevant(process.env), former);
}

function replace(present: Map<string, string>, wanted: Map<string, string>): void {
  for (const name of present.keys()) if (!wanted.has(name)) delete process.env[name];
  for (const [name, value] of wanted) process.env[name] = value;
}

/** The variables that libraries read, among all. */
function relevant(env: Environment): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && READ_BY_LIBRARIES.test(name)) found.set(name, value);
  return found;
}
