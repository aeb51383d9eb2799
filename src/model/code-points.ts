/** Every code point but the surrogates, in order; made when it is first needed. */
let everyCodePoint: string | undefined;

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST = 0x10ffff;

/** The code points, as ranges, that one part of a regular expression matches, such as `\p{L}`, by this JavaScript. */
export function codePointsOf(part: string): (readonly [first: number, last: number])[] {
  everyCodePoint ??= [...blocks()].join("");
  const ranges = [...everyCodePoint.matchAll(new RegExp(`${part}+`, "gu"))].flatMap(([run]) => {
    const first = run.codePointAt(0) ?? 0;
    // The second half of a pair is a number of its own; the first one is the whole.
    const last = run.codePointAt(run.length - 2) ?? 0;
    return withoutSurrogates(first, last > 0xffff ? last : run.charCodeAt(run.length - 1));
  });
  // All of them have the same properties.
  const hasSurrogates = new RegExp(`^${part}$`, "u").test(String.fromCharCode(FIRST_SURROGATE));
  return hasSurrogates ? [...ranges, [FIRST_SURROGATE, LAST_SURROGATE]] : ranges;
}

/** A run of what stands in {@link everyCodePoint} may go on behind the gap that the surrogates leave. */
function withoutSurrogates(first: number, last: number): [number, number][] {
  if (first > FIRST_SURROGATE || last < LAST_SURROGATE) return [[first, last]];
  return [
    [first, FIRST_SURROGATE - 1],
    [LAST_SURROGATE + 1, last],
  ];
}

function* blocks(): Generator<string> {
  const size = 0x800;
  for (let start = 0; start <= LAST; start += size)
    if (start !== FIRST_SURROGATE)
      yield String.fromCodePoint(...Array.from({ length: size }, (_, index) => start + index));
}
