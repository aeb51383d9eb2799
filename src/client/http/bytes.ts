const BLOCK_SIZE = 64 * 2 ** 10;

/** Bytes that come in any portions, kept in blocks: a body may come byte by byte, and each portion would cost its own. */
export class Bytes {
  readonly #blocks: Buffer[] = [];
  size = 0;

  add(portion: Uint8Array): void {
    for (let taken = 0; taken < portion.length; ) {
      const offset = this.size % BLOCK_SIZE;
      if (offset === 0) this.#blocks.push(Buffer.alloc(BLOCK_SIZE));
      const part = portion.subarray(taken, taken + BLOCK_SIZE - offset);
      this.#blocks.at(-1)?.set(part, offset);
      this.size += part.length;
      taken += part.length;
    }
  }

  /**
   * The text that they are in UTF-8, without a byte order mark.
   *
   * @throws TypeError `ERR_ENCODING_INVALID_ENCODED_DATA` where they are none.
   */
  text(): string {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(this.#blocks, this.size));
  }
}
