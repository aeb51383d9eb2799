/**
 * Tells whether a value is a cdktf token: something that only Terraform will know.
 *
 * Recognized by its marks, which cdktf and CDK Terrain share, so that no framework has to be loaded.
 */
export function isToken(value: unknown): boolean {
  if (typeof value === "string") return /[$#&]\{TfToken\[/.test(value);
  if (typeof value === "number") return isNumberToken(value);
  if (Array.isArray(value)) return value.some(isToken);
  if (typeof value !== "object" || value === null) return false;
  if ("resolve" in value && typeof value.resolve === "function") return true;
  return Object.keys(value).some((key) => key.startsWith("&{TfToken["));
}

/** cdktf marks a number token, alone or in a list, in the top 16 bits of the double. */
function isNumberToken(value: number): boolean {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const mark = bits.getUint16(0);
  return mark === 0xfdff || mark === 0xfbff;
}
