import type { InputProblem } from '#src/model/problem.ts';
import { byteOrderMark } from './decode.ts';

/** Bytes kept before the current position, for looking back over the space before a bracket. */
const lookBehindBytes = 64;

const comma = 0x2c;
/** RFC 7464: begins each text of a JSON text sequence. */
const recordSeparator = 0x1e;

/** The part of a stream that is being looked at. It holds one record at most, and moves forward as bytes are used. */
export class ScanWindow {
  bytes = Buffer.alloc(128 * 1024);
  /** Index of the next unused byte. */
  at = 0;
  /** Index after the last byte. */
  end = 0;
  #dropped = 0;
  #hasNul = false;

  /** Offset in the stream of an index in `bytes`. */
  offset(index: number): number {
    return this.#dropped + index;
  }

  /** The same for a person, who counts from one. */
  position(index: number): NonNullable<InputProblem['at']> {
    return { unit: 'byte', value: this.offset(index) + 1 };
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

  /**
   * Goes over space, commas between values, byte-order marks of joined files, and zeros, which a crash may leave behind:
   * gives the index of the first zero of the stream.
   */
  skipSeparators(): number | undefined {
    let nulAt: number | undefined;
    for (; this.at < this.end; this.at++) {
      const byte = this.bytes[this.at] ?? 0;
      const mark = byte === 0xef ? byteOrderMark(this.slice(this.at, this.end)) : 0;
      if (mark > 0) this.at += mark - 1;
      else if (byte === 0) nulAt ??= this.at;
      else if (!isSeparator(byte)) break;
    }
    if (this.#hasNul || nulAt === undefined) return undefined;
    this.#hasNul = true;
    return nulAt;
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

function isSeparator(byte: number): boolean {
  return byte === comma || byte === recordSeparator || isSpace(byte);
}

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
