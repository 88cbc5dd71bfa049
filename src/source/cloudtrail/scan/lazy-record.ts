import type { RawRecord } from '#src/model/cloud-event.ts';
import { scannedFields } from './fields.ts';

interface Source {
  field(name: string): unknown;
  whole(): RawRecord;
}

/** See `RecordSource.lazy`. Throws when it is read after its record was closed, for by then the source is another's. */
export class LazyRecord {
  #source: Source | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  static {
    for (const [name] of scannedFields)
      Object.defineProperty(LazyRecord.prototype, name, {
        get(this: LazyRecord) {
          return this.#open().field(name);
        },
      });
  }

  close(): void {
    this.#source = undefined;
  }

  toJSON(): RawRecord {
    return this.#open().whole();
  }

  #open(): Source {
    if (this.#source === undefined) throw new TypeError('the record is not open any more');
    return this.#source;
  }
}
