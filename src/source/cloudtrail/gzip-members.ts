import { crc32 } from 'node:zlib';
import { gzipHeaderLength, gzipTrailerBytes } from './gzip-frame.ts';
import { InflateEngine } from './inflate-engine.ts';
import { inflateShort } from './inflate-short.ts';

const tooEarly = 'the compressed data ends too early';

/**
 * Takes gzip apart into its members itself: zlib would throw away what it has decompressed when a checksum is wrong or
 * anything follows the last member.
 */
export class GzipMembers {
  readonly #stepBytes: number;
  #engine: InflateEngine | undefined;
  #pending: Uint8Array = new Uint8Array();
  #output: Buffer[] = [];
  #part: 'header' | 'body' | 'trailer' = 'header';
  /** The last member lay within one piece; a file of thousands is mostly made of such. */
  #wasShort = false;
  #checksum = 0;
  #size = 0;
  failure: string | undefined;

  constructor(stepBytes: number) {
    this.#stepBytes = stepBytes;
  }

  async write(piece: Uint8Array): Promise<void> {
    let rest = this.#pending.length > 0 ? Buffer.concat([this.#pending, piece]) : piece;
    this.#pending = new Uint8Array();
    while (rest.length > 0 && this.failure === undefined) {
      if (this.#part === 'header') rest = this.#header(rest);
      else if (this.#part === 'trailer') rest = this.#trailer(rest);
      else rest = await this.#body(rest);
    }
  }

  async end(): Promise<void> {
    if (this.#part === 'body') {
      await this.#engine?.end();
      this.#collect();
      // A body that has ended well would have been followed by its trailer.
      this.failure ??= this.#engine?.failure ?? tooEarly;
    } else if (this.#pending.length > 0 || this.#part === 'trailer') {
      this.failure ??= tooEarly;
    }
  }

  take(): readonly Buffer[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  destroy(): void {
    this.#engine?.destroy();
  }

  #header(bytes: Uint8Array): Uint8Array {
    const length = gzipHeaderLength(bytes);
    if (length === 'more') {
      this.#pending = bytes;
      return new Uint8Array();
    }
    if (length === 'invalid') {
      // Zeros up to the end of a block are usual on tapes and harmless (as gzip(1) has it).
      if (bytes.some((byte) => byte !== 0)) {
        this.failure = 'bytes after the end of the compressed data';
      }
      return new Uint8Array();
    }
    this.#engine = undefined;
    this.#checksum = this.#size = 0;
    this.#part = 'body';
    return bytes.subarray(length);
  }

  async #body(bytes: Uint8Array): Promise<Uint8Array> {
    const isStart = this.#engine === undefined;
    const short = isStart && this.#wasShort ? inflateShort('deflate', bytes) : undefined;
    if (short !== undefined) {
      this.#keep(short.output);
      this.#part = 'trailer';
      return bytes.subarray(short.read);
    }
    this.#engine ??= new InflateEngine('deflate', this.#stepBytes);
    const rest = await this.#engine.write(bytes);
    this.#collect();
    this.failure = this.#engine.failure;
    this.#wasShort = isStart && rest !== undefined;
    if (rest === undefined) return new Uint8Array();
    this.#engine.destroy();
    this.#part = 'trailer';
    return rest;
  }

  #trailer(bytes: Uint8Array): Uint8Array {
    if (bytes.length < gzipTrailerBytes) {
      this.#pending = bytes;
      return new Uint8Array();
    }
    const { buffer, byteOffset } = bytes;
    const trailer = Buffer.from(buffer, byteOffset, gzipTrailerBytes);
    if (trailer.readUInt32LE(0) !== this.#checksum || trailer.readUInt32LE(4) !== this.#size) {
      this.failure = 'the checksum of the compressed data is wrong';
    }
    this.#part = 'header';
    return bytes.subarray(gzipTrailerBytes);
  }

  #collect(): void {
    for (const chunk of this.#engine?.take() ?? []) this.#keep(chunk);
  }

  #keep(chunk: Buffer): void {
    this.#checksum = crc32(chunk, this.#checksum);
    this.#size = (this.#size + chunk.length) % 2 ** 32;
    if (chunk.length > 0) this.#output.push(chunk);
  }
}
