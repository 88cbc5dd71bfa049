import type { RawRecord } from '#src/model/cloud-event.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { Facet } from '../facet.ts';
import { text } from '../untyped.ts';
import type { Columns } from './columns.ts';
import { eventColumns, type Table } from './event-batch.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { KindReader } from './kind-reader.ts';
import type { NameRegister } from './name-register.ts';

const column = eventColumns.indexOf('kind');

const fields = [
  'eventSource',
  'eventName',
  'awsRegion',
  'recipientAccountId',
  'errorCode',
  'errorMessage',
  'readOnly',
  'managementEvent',
] as const;

/** The kind of each event; most have one that came before. */
export class KindColumn {
  readonly #reader: KindReader;
  readonly #facet = new Facet(fields, 2, 12);
  readonly #halves = new Uint32Array(2);

  constructor(hash: KeyedHash, register: NameRegister) {
    this.#reader = new KindReader(hash, register);
  }

  add(record: RecordSource, idIsHashed: boolean, events: Columns, row: number): void {
    const facet = this.#facet;
    if (!idIsHashed && facet.find(record)) {
      events.set(column, row, facet.numberAt(0), facet.numberAt(1));
      return;
    }
    const whole = record.whole();
    this.#reader.read(whole, idIsHashed);
    const { low, high } = this.#reader;
    events.set(column, row, low, high);
    if (idIsHashed || !isToldByFields(whole)) return;
    this.#halves[0] = low;
    this.#halves[1] = high;
    facet.keep(this.#halves);
  }

  take(): Table {
    return this.#reader.take();
  }
}

/** The account may be the caller's, and a sign-in says in its response whether it failed. */
function isToldByFields(record: RawRecord): boolean {
  return (
    text(record['recipientAccountId']) !== '' && record['eventSource'] !== 'signin.amazonaws.com'
  );
}
