import { isAscii } from 'node:buffer';
import { type Hashing, kindsOf, scannedFields } from './fields.ts';
import { type Layout, ScannedRecords } from './scanned-records.ts';
import { scannerCode } from './scanner-code.ts';

/** What `scanner.as.ts` exports. Places are bytes in its memory. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  hashKeysAt(): number;
  hashKeysLength(): number;
  nameAt(field: number): number;
  addField(length: number, kind: number): number;
  indexNames(): number;
  needleAt(): number;
  holds(start: number, length: number, size: number): number;
  scan(start: number, end: number, rows: number, mostRows: number, maxDepth: number): number;
}

const pageBytes = 65_536;
/** The program's own data lie below. */
const inputAt = pageBytes;
/** Zeros behind the input, which end every loop of the scanner. */
const paddingBytes = 64;
const headWords = 8;
const cellWords = 4;
const wordBytes = 4;
/** Larger files are parsed. */
const mostBytes = 16 * 1024 * 1024;
const mostRecords = 16_384;
/** The least room that a record that is worth a row takes. */
const leastRecordBytes = 256;

/**
 * Finds the records of `{"Records": [...]}` and their fields without parsing them. One scanner belongs to one thread,
 * and what it found is valid until it is used again.
 */
export class Scanner {
  readonly #program: Exports;
  readonly #layout: Layout;
  readonly #records: ScannedRecords;
  #needle = '';

  constructor(hashing: Hashing) {
    const kinds = kindsOf(hashing);
    const module = new WebAssembly.Module(Buffer.from(scannerCode, 'base64'));
    this.#program = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#layout = { headWords, cellWords, rowWords: headWords + cellWords * scannedFields.length };
    this.#records = new ScannedRecords(this.#layout, kinds, (...at) => this.#holds(...at));
    this.#prepare(kinds);
  }

  /** Undefined when the text is to be parsed instead: it is damaged, too large, too deep, or written in an unusual way. */
  scan(text: Buffer, maxDepth: number): ScannedRecords | undefined {
    if (text.length > mostBytes) return undefined;
    const rowBytes = this.#layout.rowWords * wordBytes;
    const most = Math.min(mostRecords, Math.ceil(text.length / leastRecordBytes) + 1);
    const end = inputAt + text.length;
    const rows = alignedAfter(end + paddingBytes);
    const bytes = this.#memoryOf(rows + most * rowBytes);
    bytes.set(text, inputAt);
    bytes.fill(0, end, end + paddingBytes);
    const count = this.#program.scan(inputAt, end, rows, most, maxDepth);
    if (count < 0) return undefined;
    this.#records.hold({ bytes, rows, count, isAscii: isAscii(text) });
    return this.#records;
  }

  #holds(start: number, length: number, text: string): boolean {
    const { memory } = this.#program;
    if (text !== this.#needle) {
      Buffer.from(memory.buffer).write(text, this.#program.needleAt(), 'latin1');
      this.#needle = text;
    }
    return this.#program.holds(start, length, text.length) !== 0;
  }

  #memoryOf(needed: number): Buffer {
    const { memory } = this.#program;
    const missing = needed - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return Buffer.from(memory.buffer);
  }

  #prepare(kinds: readonly number[]): void {
    const program = this.#program;
    const bytes = this.#memoryOf(inputAt);
    for (const [field, [name]] of scannedFields.entries()) {
      bytes.write(name, program.nameAt(field), 'latin1');
      program.addField(name.length, kinds[field] ?? 0);
    }
    const keys = program.hashKeysAt();
    crypto.getRandomValues(bytes.subarray(keys, keys + program.hashKeysLength()));
    if (program.indexNames() === 0) throw new TypeError('the names of the fields share a place');
  }
}

function alignedAfter(place: number): number {
  return Math.ceil(place / 8) * 8;
}
