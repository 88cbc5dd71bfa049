import type { RawRecord } from '#src/model/cloud-event.ts';
import { scannedFields } from './fields.ts';

interface Source {
  field(name: string): unknown;
  whole(): RawRecord;
}

/** See `RecordSource.lazy`. */
export class LazyRecord {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  static {
    for (const [name] of scannedFields)
      Object.defineProperty(LazyRecord.prototype, name, {
        get(this: LazyRecord) {
          return this.#source.field(name);
        },
      });
  }

  toJSON(): RawRecord {
    return this.#source.whole();
  }
}
