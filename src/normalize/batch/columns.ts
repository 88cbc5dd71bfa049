import type { Table } from './event-batch.ts';

/** A growing table of 64-bit columns, written as two halves each so that no bigint is made. Its memory is reused. */
export class Columns {
  count = 0;
  #capacity: number;
  readonly #halves: Uint32Array<ArrayBuffer>[];

  constructor(width: number, capacity: number) {
    this.#capacity = capacity;
    this.#halves = Array.from({ length: width }, () => new Uint32Array(2 * capacity));
  }

  /** Index of a new row. Every column of it must be set, for the memory holds what was there before. */
  addRow(): number {
    if (this.count === this.#capacity) this.#grow();
    return this.count++;
  }

  set(column: number, row: number, low: number, high: number): void {
    const halves = this.#halves[column];
    if (halves === undefined) return;
    halves[2 * row] = low;
    halves[2 * row + 1] = high;
  }

  setNumber(column: number, row: number, value: number): void {
    this.set(column, row, value >>> 0, Math.floor(value / 0x1_0000_0000));
  }

  take(): Table {
    const { count } = this;
    const values = new BigUint64Array(count * this.#halves.length);
    const halves = new Uint32Array(values.buffer);
    for (const [column, source] of this.#halves.entries())
      halves.set(source.subarray(0, 2 * count), 2 * count * column);
    this.count = 0;
    return { count, values };
  }

  #grow(): void {
    this.#capacity *= 2;
    for (const [column, source] of this.#halves.entries()) {
      const larger = new Uint32Array(2 * this.#capacity);
      larger.set(source);
      this.#halves[column] = larger;
    }
  }
}
