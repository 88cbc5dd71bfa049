/** Bytes kept before the current position, for looking back over the space before a bracket. */
const lookBehindBytes = 64;

/** The part of a stream that is being looked at. It holds one record at most, and moves forward as bytes are used. */
export class ScanWindow {
  bytes = Buffer.alloc(128 * 1024);
  /** Index of the next unused byte. */
  at = 0;
  /** Index after the last byte. */
  end = 0;
  #dropped = 0;

  /** Offset in the stream of an index in `bytes`. */
  offset(index: number): number {
    return this.#dropped + index;
  }

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length > this.bytes.length) this.#makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  slice(start: number, end: number): Buffer {
    return this.bytes.subarray(start, end);
  }

  indexOf(byte: number, from: number): number {
    const index = this.bytes.indexOf(byte, from);
    return index < this.end ? index : -1;
  }

  #makeRoom(size: number): void {
    const keepFrom = Math.max(0, this.at - lookBehindBytes);
    const kept = this.end - keepFrom;
    const target = kept + size > this.bytes.length ? Buffer.alloc((kept + size) * 2) : this.bytes;
    this.bytes.copy(target, 0, keepFrom, this.end);
    this.bytes = target;
    this.#dropped += keepFrom;
    this.at -= keepFrom;
    this.end = kept;
  }
}
