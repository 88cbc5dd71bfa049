import type { Table } from '#src/normalize/batch/event-batch.ts';

/** Rows of 64-bit columns that wait for the next commit. The memory is kept from commit to commit. */
export class PendingTable {
  count = 0;
  #capacity: number;
  #columns: BigUint64Array<ArrayBuffer>[];

  constructor(width: number, capacity: number) {
    this.#capacity = capacity;
    this.#columns = Array.from({ length: width }, () => new BigUint64Array(capacity));
  }

  /** Appends all rows of a batch's table, with further columns that hold one value each. */
  append(table: Table, ...constants: readonly bigint[]): void {
    const start = this.count;
    const end = start + table.count;
    this.#reserve(end);
    const width = table.count === 0 ? 0 : table.values.length / table.count;
    for (const [index, column] of this.#columns.entries()) {
      if (index < width)
        column.set(table.values.subarray(index * table.count, (index + 1) * table.count), start);
      else column.fill(constants[index - width] ?? 0n, start, end);
    }
    this.count = end;
  }

  /** The rows from here on, without a copy: valid until the next change. */
  column(index: number, from = 0, to = this.count): BigUint64Array<ArrayBuffer> {
    return (this.#columns[index] ?? new BigUint64Array(0)).subarray(from, to);
  }

  /** Takes out these rows, which are given in their order. */
  drop(rows: readonly number[]): void {
    let kept = rows[0] ?? this.count;
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1] ?? this.count;
      for (const column of this.#columns) column.copyWithin(kept, row + 1, next);
      kept += next - row - 1;
    }
    this.count = kept;
  }

  clear(): void {
    this.count = 0;
  }

  #reserve(count: number): void {
    if (count <= this.#capacity) return;
    this.#capacity = Math.max(count, 2 * this.#capacity);
    this.#columns = this.#columns.map((column) => {
      const larger = new BigUint64Array(this.#capacity);
      larger.set(column.subarray(0, this.count));
      return larger;
    });
  }
}
