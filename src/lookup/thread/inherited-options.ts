import { inspect } from "node:util";

/**
 * What a thread inherits from this one: no loaders, which only slow it down, except that of Yarn Plug'n'Play, without
 * which it finds no package.
 *
 * Nor does it inherit `NODE_OPTIONS`, for the same reason, nor `DEBUG` and `NODE_DEBUG`, which make the transport print
 * keys and signatures.
 */
export function inheritedOptions() {
  const { DEBUG: _debug, NODE_DEBUG: _nodeDebug, NODE_OPTIONS: _flags, ...env } = process.env;
  return { execArgv: packageLoader(), env: Object.assign(env, HIDDEN) };
}

/** The flags without which nothing of ours finds its packages, nor itself; none but with Yarn Plug'n'Play. */
export function packageLoader(): string[] {
  return process.versions.pnp === undefined ? [] : ["--require", require.resolve(LOADER)];
}

/** Not written where it is resolved, because bundlers would look for it. */
const LOADER = "pnpapi";

/** With `NODE_DEBUG=worker` this thread prints what another one is started with. */
const HIDDEN = { [inspect.custom]: () => "[not shown]" };
