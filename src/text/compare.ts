/** Compares two texts by code point, for sorting: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  let index = 0;
  // Beyond the end stands NaN, which equals nothing.
  while (a.charCodeAt(index) === b.charCodeAt(index)) index++;
  return rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
}

/** Where a code unit stands among code points: surrogates, which begin beyond U+FFFF, stand last, the end of a text first. */
function rank(codeUnit: number): number {
  if (Number.isNaN(codeUnit)) return -1;
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit;
}
