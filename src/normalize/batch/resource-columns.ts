import type { RecordSource } from '#src/model/record-source.ts';
import { Facet } from '../facet.ts';
import { resourcesOf } from '../resources.ts';
import { Columns } from './columns.ts';
import { eventColumns, resourceColumns, type Table } from './event-batch.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { NameColumn } from './name-column.ts';
import type { NameRegister } from './name-register.ts';

const column = eventColumns.indexOf('resource');

/** Events with more resources than this are not alike anyway. */
const mostKept = 4;

/** What events were about: the first resource is a column of theirs, the others are rows of their own table. */
export class ResourceColumns {
  readonly #hash: KeyedHash;
  readonly #first: NameColumn;
  readonly #others = new Columns(resourceColumns.length, 2_048);
  readonly #facet = new Facet(
    ['resources', 'requestParameters', 'responseElements'],
    1 + 2 * mostKept,
    12,
  );
  /** How many there are, then two halves for each. */
  readonly #numbers = new Uint32Array(1 + 2 * mostKept);

  constructor(hash: KeyedHash, register: NameRegister) {
    this.#hash = hash;
    this.#first = new NameColumn(register);
  }

  /** `time` and `position` are the event's own. */
  add(record: RecordSource, events: Columns, row: number, time: number, position: number): void {
    const numbers = this.#facet.find(record) ? this.#found() : this.#read(record);
    events.set(column, row, numbers[1] ?? 0, numbers[2] ?? 0);
    const count = numbers[0] ?? 0;
    for (let index = 1; index < count; index++) {
      const other = this.#others.addRow();
      this.#others.set(0, other, numbers[1 + 2 * index] ?? 0, numbers[2 + 2 * index] ?? 0);
      this.#others.setNumber(1, other, time);
      this.#others.setNumber(2, other, position);
    }
  }

  take(): Table {
    return this.#others.take();
  }

  #found(): Uint32Array {
    for (let index = 0; index < this.#numbers.length; index++)
      this.#numbers[index] = this.#facet.numberAt(index);
    return this.#numbers;
  }

  /** The first is a name that is kept; the others are numbers alone. */
  #read(record: RecordSource): Uint32Array {
    const resources = resourcesOf(this.#facet.partOf(record));
    const isFew = resources.length <= mostKept;
    const numbers = isFew ? this.#numbers : new Uint32Array(1 + 2 * resources.length);
    numbers.fill(0);
    numbers[0] = resources.length;
    this.#first.readInto(numbers, 1, resources[0] ?? '');
    for (let index = 1; index < resources.length; index++) {
      this.#hash.text(resources[index] ?? '');
      numbers[1 + 2 * index] = this.#hash.low;
      numbers[2 + 2 * index] = this.#hash.high;
    }
    if (isFew) this.#facet.keep(numbers);
    return numbers;
  }
}
