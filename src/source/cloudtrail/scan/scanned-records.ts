import type { RecordSource } from '#src/model/record-source.ts';
import type { RecordList } from '../found.ts';
import type { Scan, ScannedRecord } from './scanned-record.ts';

/** The records of one file, until another is scanned. */
export class ScannedRecords implements RecordList {
  readonly count: number;
  readonly #scan: Scan;
  readonly #record: ScannedRecord;

  constructor(scan: Scan, record: ScannedRecord) {
    this.count = scan.count;
    this.#scan = scan;
    this.#record = record;
    record.hold(scan);
  }

  /** Closes the record that was open before. Throws when another file was scanned since. */
  open(index: number): RecordSource {
    return this.#record.open(this.#scan, index);
  }
}
