import { isAscii } from 'node:buffer';
import type { RecordList } from '../found.ts';
import { fieldKinds, type Hashing, kindsOf, scannedFields } from './fields.ts';
import { rowWords, wordBytes } from './row-layout.ts';
import { ScannedRecord } from './scanned-record.ts';
import { ScannedRecords } from './scanned-records.ts';
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
  scan(
    start: number,
    end: number,
    rows: number,
    mostRows: number,
    maxDepth: number,
    enough: number,
  ): number;
}

const pageBytes = 65_536;
/** The program's own data lie below. */
const inputAt = pageBytes;
/** Zeros behind the input, which end every loop of the scanner. */
const paddingBytes = 64;
/** Larger files are parsed. */
const mostBytes = 16 * 1024 * 1024;
const mostRecords = 16_384;
/** The least room that a record that is worth a row takes. */
const leastRecordBytes = 256;
/** The program calls itself for each level, and has room for some thousands. */
const mostDepth = 1_000;

/**
 * Finds the records of `{"Records": [...]}` and their fields without parsing them. One scanner belongs to one thread,
 * and what it found is valid until it is used again.
 */
export class Scanner {
  readonly #program: Exports;
  readonly #record: ScannedRecord;
  /** What the program looks for at the moment. */
  #needle = '';

  constructor(hashing: Hashing) {
    const module = new WebAssembly.Module(Buffer.from(scannerCode, 'base64'));
    this.#program = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#record = new ScannedRecord(hashing, (...at) => this.#holds(...at));
    prepare(this.#program, hashing);
  }

  /**
   * Undefined when the text is to be parsed instead: it is damaged, too large, too deep, or written in an unusual way.
   * Levels are counted from the record. What is no UTF-8 is read as U+FFFD. What follows so many records as are `enough`
   * is not looked at.
   */
  scan(text: Buffer, maxDepth: number, enough = mostRecords + 1): RecordList | undefined {
    this.#record.close();
    if (text.length > mostBytes) return undefined;
    const most = Math.min(mostRecords, Math.ceil(text.length / leastRecordBytes) + 1);
    const end = inputAt + text.length;
    const rows = alignedAfter(end + paddingBytes);
    const bytes = this.#memoryOf(rows + most * rowWords * wordBytes);
    if (bytes === undefined) return undefined;
    bytes.set(text, inputAt);
    bytes.fill(0, end, end + paddingBytes);
    const depth = Math.min(maxDepth, mostDepth);
    const count = this.#program.scan(inputAt, end, rows, most, depth, enough);
    if (count < 0) return undefined;
    return new ScannedRecords({ bytes, rows, count, isAscii: isAscii(text) }, this.#record);
  }

  #holds(start: number, length: number, text: string): boolean {
    const { memory } = this.#program;
    if (text !== this.#needle) {
      Buffer.from(memory.buffer).write(text, this.#program.needleAt(), 'latin1');
      this.#needle = text;
    }
    return this.#program.holds(start, length, text.length) !== 0;
  }

  /** Undefined where there is not so much memory to be had. */
  #memoryOf(needed: number): Buffer | undefined {
    const { memory } = this.#program;
    const missing = needed - memory.buffer.byteLength;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      return undefined;
    }
    return Buffer.from(memory.buffer);
  }
}

/** Tells the program the names of the fields, and keys for its hashes that nobody knows. */
function prepare(program: Exports, hashing: Hashing): void {
  const bytes = Buffer.from(program.memory.buffer);
  const kinds = kindsOf(hashing);
  for (const [field, [name]] of scannedFields.entries()) {
    bytes.write(name, program.nameAt(field), 'latin1');
    program.addField(name.length, kinds[field] ?? fieldKinds.plain);
  }
  const keys = program.hashKeysAt();
  crypto.getRandomValues(bytes.subarray(keys, keys + program.hashKeysLength()));
  if (program.indexNames() === 0) throw new TypeError('the names of the fields share a place');
}

function alignedAfter(place: number): number {
  return Math.ceil(place / wordBytes) * wordBytes;
}
