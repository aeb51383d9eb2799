/**
 * What a thread inherits from this one: no loaders, which only slow it down, except that of Yarn Plug'n'Play, without
 * which it finds no package.
 *
 * Nor does it inherit `NODE_OPTIONS`, for the same reason, and `DEBUG`, which makes the transport print the signature.
 */
export function inheritedOptions() {
  const { DEBUG: _debug, NODE_OPTIONS: _flags, ...env } = process.env;
  const loader = process.versions.pnp === undefined ? [] : ["--require", require.resolve("pnpapi")];
  return { execArgv: loader, env };
}
