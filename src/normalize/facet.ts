import type { FieldNames, RecordSource } from '#src/model/record-source.ts';

/**
 * Numbers that depend on some fields of a record alone, kept for the next record in which these are written alike. The
 * table has a fixed size: a newer entry takes the place of an older one.
 */
export class Facet {
  readonly #fields: FieldNames;
  readonly #width: number;
  readonly #mask: number;
  readonly #digest = new Uint32Array(2);
  readonly #digests: Uint32Array;
  readonly #isFilled: Uint8Array;
  readonly #numbers: Uint32Array;
  #place = 0;
  #hasDigest = false;

  constructor(fields: FieldNames, width: number, bits: number) {
    this.#fields = fields;
    this.#width = width;
    this.#mask = (1 << bits) - 1;
    this.#digests = new Uint32Array(2 << bits);
    this.#isFilled = new Uint8Array(1 << bits);
    this.#numbers = new Uint32Array(width << bits);
  }

  /** True when numbers were kept for a record like this one; `numberAt` reads them until the next call. */
  find(record: RecordSource): boolean {
    this.#hasDigest = record.digest(this.#fields, this.#digest);
    if (!this.#hasDigest) return false;
    const low = this.#digest[0] ?? 0;
    this.#place = low & this.#mask;
    return (
      this.#isFilled[this.#place] === 1 &&
      this.#digests[2 * this.#place] === low &&
      this.#digests[2 * this.#place + 1] === this.#digest[1]
    );
  }

  numberAt(index: number): number {
    return this.#numbers[this.#place * this.#width + index] ?? 0;
  }

  /** Keeps numbers, at most as many as the width, for the record that was not found last. */
  keep(numbers: Uint32Array): void {
    if (!this.#hasDigest) return;
    this.#isFilled[this.#place] = 1;
    this.#digests[2 * this.#place] = this.#digest[0] ?? 0;
    this.#digests[2 * this.#place + 1] = this.#digest[1] ?? 0;
    this.#numbers.set(numbers, this.#place * this.#width);
  }

  /** True when what was learnt of the record since `noteReads` depends on the fields alone. */
  covers(record: RecordSource): boolean {
    return this.#hasDigest && record.wasReadIn(this.#fields);
  }

  /** The fields that the numbers depend on, as a record of their own. */
  partOf(record: RecordSource): Readonly<Record<string, unknown>> {
    if (!this.#hasDigest) return record.whole();
    return Object.fromEntries(this.#fields.map((name) => [name, record.field(name)]));
  }
}
