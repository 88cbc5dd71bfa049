import type { RawRecord } from '#src/model/cloud-event.ts';
import type { FieldNames, Halves, RecordSource } from '#src/model/record-source.ts';
import { fieldKinds, scannedFields } from './fields.ts';
import { LazyRecord } from './lazy-record.ts';

/** Words of a row: its head, and a cell for each field. */
export interface Layout {
  readonly headWords: number;
  readonly cellWords: number;
  readonly rowWords: number;
}

/** Whether a text in small letters stands in these bytes, however its letters are written there. */
export type Finder = (start: number, length: number, text: string) => boolean;

interface Scan {
  readonly bytes: Buffer;
  /** Place of the first row in `bytes`. */
  readonly rows: number;
  readonly count: number;
  readonly isAscii: boolean;
}

/** As in `scanner.as.ts`. */
const flags = { hasOthers: 1, hasTime: 2, hasUuid: 4, hasEscapes: 8, hasEscapedText: 16 } as const;

const numberOfField: ReadonlyMap<string, number> = new Map(
  scannedFields.map(([name], index) => [name, index]),
);

/** A list of fields, as words of a row and as bits. */
interface Prepared {
  readonly offsets: Uint8Array;
  readonly bits: number;
}

const bitOfOthers = 1 << 31;

/** Fields beyond the bits of a number are among the others. */
function bitOf(field: number): number {
  return 1 << Math.min(field, 31);
}

/** Values are remembered in places by their hash, a newer one taking the place of an older; none that is long. */
const rememberedBits = 12;
const longestRemembered = 2_048;

/** The records of one file, opened one at a time; the same object is the source of each. */
export class ScannedRecords implements RecordSource {
  readonly #layout: Layout;
  readonly #finder: Finder;
  readonly #isHashed: readonly boolean[];
  #bytes: Buffer = Buffer.alloc(0);
  #words: Uint32Array = new Uint32Array(0);
  #rows = 0;
  #row = 0;
  #isAscii = true;
  #whole: RawRecord | undefined;
  #lazy: RawRecord | undefined;
  /** Which fields were read, a bit for each of the first 31; the last bit stands for all others. */
  #read = 0;
  count = 0;

  readonly #hashes = new Uint32Array(2 << rememberedBits);
  readonly #values: unknown[] = new Array(1 << rememberedBits).fill(undefined);
  readonly #prepared = new Map<FieldNames, Prepared>();

  constructor(layout: Layout, kinds: readonly number[], finder: Finder) {
    this.#layout = layout;
    this.#finder = finder;
    this.#isHashed = kinds.map((kind) => kind === fieldKinds.hashed);
  }

  hold({ bytes, rows, count, isAscii }: Scan): void {
    this.#bytes = bytes;
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    this.#rows = rows >> 2;
    this.#isAscii = isAscii;
    this.count = count;
  }

  /** From now on this is about the record at this place in the list. */
  open(index: number): this {
    this.#row = this.#rows + index * this.#layout.rowWords;
    this.#whole = undefined;
    this.#lazy = undefined;
    return this;
  }

  whole(): RawRecord {
    this.#read |= bitOfOthers;
    if (this.#whole === undefined) {
      const start = this.#words[this.#row] ?? 0;
      this.#whole = JSON.parse(this.#text(start, this.#words[this.#row + 1] ?? 0)) as RawRecord;
    }
    return this.#whole;
  }

  get lazy(): RawRecord {
    this.#lazy ??= new LazyRecord(this) as unknown as RawRecord;
    return this.#lazy;
  }

  field(name: string): unknown {
    const field = this.#has(flags.hasEscapes) ? undefined : numberOfField.get(name);
    if (field === undefined) return this.#otherField(name);
    this.#read |= bitOf(field);
    const cell = this.#row + this.#layout.headWords + field * this.#layout.cellWords;
    const length = this.#words[cell + 1] ?? 0;
    if (length === 0) return undefined;
    return this.#isHashed[field] ? this.#remembered(cell, length) : this.#parse(cell, length);
  }

  get canonicalTime(): number {
    if (!this.#has(flags.hasTime) || this.#has(flags.hasEscapes)) return -1;
    return (this.#words[this.#row + 3] ?? 0) * 1_000;
  }

  readUuid(into: Uint32Array): boolean {
    if (!this.#has(flags.hasUuid) || this.#has(flags.hasEscapes)) return false;
    for (let word = 0; word < 4; word++) into[word] = this.#words[this.#row + 4 + word] ?? 0;
    return true;
  }

  mayHold(text: string): boolean {
    if (!this.#isAscii || this.#has(flags.hasEscapedText)) return true;
    return this.#finder(this.#words[this.#row] ?? 0, this.#words[this.#row + 1] ?? 0, text);
  }

  digest(names: FieldNames, into: Halves): boolean {
    if (this.#has(flags.hasEscapes)) return false;
    // That a record has no field beside the known ones can matter as well.
    let low = this.#has(flags.hasOthers) ? 1 : 0;
    let high = low;
    for (const offset of this.#preparedFor(names).offsets) {
      const cell = this.#row + offset;
      low = Math.imul(low ^ (this.#words[cell + 2] ?? 0), 0x9e3779b1);
      low = (low << 13) | (low >>> 19);
      high = Math.imul(high ^ (this.#words[cell + 3] ?? 0), 0x85ebca6b);
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

  /** Throws for a field that has no hash. */
  #preparedFor(names: FieldNames): Prepared {
    const known = this.#prepared.get(names);
    if (known !== undefined) return known;
    const { headWords, cellWords } = this.#layout;
    const fields = names.map((name) => numberOfField.get(name) ?? -1);
    if (!fields.every((field) => this.#isHashed[field])) throw new TypeError('a field has no hash');
    const prepared = {
      offsets: Uint8Array.from(fields, (field) => headWords + field * cellWords),
      bits: fields.reduce((bits, field) => bits | bitOf(field), 0),
    };
    this.#prepared.set(names, prepared);
    return prepared;
  }

  #has(flag: number): boolean {
    return ((this.#words[this.#row + 2] ?? 0) & flag) !== 0;
  }

  #otherField(name: string): unknown {
    if (!this.#has(flags.hasOthers | flags.hasEscapes)) return undefined;
    this.#read |= bitOfOthers;
    const whole = this.whole();
    return Object.hasOwn(whole, name) ? whole[name] : undefined;
  }

  #remembered(cell: number, length: number): unknown {
    const low = this.#words[cell + 2] ?? 0;
    const high = this.#words[cell + 3] ?? 0;
    const place = low & ((1 << rememberedBits) - 1);
    if (this.#hashes[2 * place] === low && this.#hashes[2 * place + 1] === high)
      return this.#values[place];
    const value = this.#parse(cell, length);
    if (length > longestRemembered) return value;
    this.#hashes[2 * place] = low;
    this.#hashes[2 * place + 1] = high;
    this.#values[place] = value;
    return value;
  }

  #parse(cell: number, length: number): unknown {
    return JSON.parse(this.#text(this.#words[cell] ?? 0, length));
  }

  #text(start: number, length: number): string {
    const end = start + length;
    return this.#bytes.toString(this.#isAscii ? 'latin1' : 'utf8', start, end);
  }
}
