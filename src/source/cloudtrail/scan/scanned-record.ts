import type { RawRecord } from '#src/model/cloud-event.ts';
import type { FieldNames, Halves, RecordSource } from '#src/model/record-source.ts';
import { bitOf, bitOfOthers, numberOf, type PreparedFields, prepareFields } from './field-bits.ts';
import { fieldKinds, type Hashing, kindsOf } from './fields.ts';
import { LazyRecord } from './lazy-record.ts';
import {
  cellWords,
  flagsAt,
  hasEscapedText,
  hasEscapes,
  hasOthers,
  hasTime,
  hasUuid,
  headWords,
  idAt,
  lengthAt,
  rowWords,
  secondsAt,
  startAt,
} from './row-layout.ts';
import { ValueMemory } from './value-memory.ts';

/** The file that was scanned, and its rows. */
export interface Scan {
  readonly bytes: Buffer;
  /** Place of the first row in `bytes`. */
  readonly rows: number;
  readonly count: number;
  readonly isAscii: boolean;
}

/** Whether a text in small letters stands in these bytes, however its letters are written there. */
export type Finder = (start: number, length: number, text: string) => boolean;

/** Longer texts are not remembered. */
const longestRemembered = 2_048;

const bitOfTime = bitOf(numberOf('eventTime') ?? 31);
const bitOfId = bitOf(numberOf('eventID') ?? 31);

const noWords = new Uint32Array(0);

/** One record of the file that was scanned last. The same object is opened for one after the other. */
export class ScannedRecord implements RecordSource {
  readonly #isHashed: readonly boolean[];
  readonly #finder: Finder;
  readonly #prepared = new Map<FieldNames, PreparedFields>();
  readonly #values = new ValueMemory();
  #scan: Scan | undefined;
  #words: Uint32Array = noWords;
  #row = 0;
  #whole: RawRecord | undefined;
  #lazy: LazyRecord | undefined;
  /** Fields that were read, as bits. */
  #read = 0;

  constructor(hashing: Hashing, finder: Finder) {
    this.#finder = finder;
    this.#isHashed = kindsOf(hashing).map((kind) => kind === fieldKinds.hashed);
  }

  /** Lets go of the last file, for the memory of the scanner is about to change. */
  close(): void {
    this.#forget();
    this.#scan = undefined;
    this.#words = noWords;
  }

  /** From now on this is about a file, and `open` says about which of its records. */
  hold(scan: Scan): void {
    const { bytes } = scan;
    this.#scan = scan;
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    // Where no row is: whoever kept the source of an earlier file must not read this one.
    this.#row = this.#words.length;
  }

  /** Throws when the file is not held any more. */
  open(scan: Scan, index: number): this {
    if (scan !== this.#scan) throw new TypeError('another file was scanned since');
    this.#forget();
    this.#row = (scan.rows >> 2) + index * rowWords;
    return this;
  }

  #forget(): void {
    this.#lazy?.close();
    this.#lazy = undefined;
    this.#whole = undefined;
  }

  whole(): RawRecord {
    this.#read |= bitOfOthers;
    this.#whole ??= this.#parse(this.#word(startAt), this.#word(lengthAt)) as RawRecord;
    return this.#whole;
  }

  get lazy(): RawRecord {
    this.#lazy ??= new LazyRecord(this);
    return this.#lazy as unknown as RawRecord;
  }

  field(name: string): unknown {
    const field = this.#has(hasEscapes) ? undefined : numberOf(name);
    if (field === undefined) return this.#otherField(name);
    this.#read |= bitOf(field);
    const cell = headWords + field * cellWords;
    const length = this.#word(cell + 1);
    if (length === 0) return undefined;
    return this.#isHashed[field]
      ? this.#remembered(cell, length)
      : this.#parse(this.#word(cell), length);
  }

  get canonicalTime(): number {
    this.#read |= bitOfTime;
    if (!this.#has(hasTime) || this.#has(hasEscapes)) return -1;
    return this.#word(secondsAt) * 1_000;
  }

  mayHold(text: string): boolean {
    if (this.#scan?.isAscii !== true || this.#has(hasEscapedText)) return true;
    return this.#finder(this.#word(startAt), this.#word(lengthAt), text);
  }

  readUuid(into: Uint32Array): boolean {
    this.#read |= bitOfId;
    if (!this.#has(hasUuid) || this.#has(hasEscapes)) return false;
    for (let word = 0; word < 4; word++) into[word] = this.#word(idAt + word);
    return true;
  }

  digest(names: FieldNames, into: Halves): boolean {
    if (this.#has(hasEscapes)) return false;
    // That a record has no field beside the known ones can matter as well.
    let low = this.#has(hasOthers) ? 1 : 0;
    let high = low;
    for (const cell of this.#preparedFor(names).cells) {
      low = Math.imul(low ^ this.#word(cell + 2), 0x9e3779b1);
      low = (low << 13) | (low >>> 19);
      high = Math.imul(high ^ this.#word(cell + 3), 0x85ebca6b);
      high = (high << 15) | (high >>> 17);
    }
    into[0] = low;
    into[1] = high;
    return true;
  }

  noteReads(): void {
    this.#read = 0;
  }

  wasReadIn(names: FieldNames): boolean {
    return (this.#read & ~this.#preparedFor(names).bits) === 0;
  }

  #preparedFor(names: FieldNames): PreparedFields {
    const known = this.#prepared.get(names);
    if (known !== undefined) return known;
    const prepared = prepareFields(names, this.#isHashed);
    this.#prepared.set(names, prepared);
    return prepared;
  }

  #has(flag: number): boolean {
    return (this.#word(flagsAt) & flag) !== 0;
  }

  #word(at: number): number {
    return this.#words[this.#row + at] ?? 0;
  }

  #otherField(name: string): unknown {
    if (!this.#has(hasOthers | hasEscapes)) return undefined;
    const whole = this.whole();
    return Object.hasOwn(whole, name) ? whole[name] : undefined;
  }

  #remembered(cell: number, length: number): unknown {
    const low = this.#word(cell + 2);
    const high = this.#word(cell + 3);
    const known = this.#values.find(low, high);
    if (known !== undefined) return known;
    const value = this.#parse(this.#word(cell), length);
    if (length <= longestRemembered) this.#values.keep(low, high, value);
    return value;
  }

  #parse(start: number, length: number): unknown {
    const encoding = this.#scan?.isAscii === true ? 'latin1' : 'utf8';
    return JSON.parse(this.#scan?.bytes.toString(encoding, start, start + length) ?? '');
  }
}
