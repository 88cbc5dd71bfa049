import { Buffer } from 'node:buffer';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { AssumptionRows } from './batch/assumption-rows.ts';
import { CallerColumns } from './batch/caller-columns.ts';
import { Columns } from './batch/columns.ts';
import {
  assumptionColumns,
  type EventBatch,
  eventColumns,
  resourceColumns,
} from './batch/event-batch.ts';
import { EventIdReader } from './batch/event-id-reader.ts';
import { type HashKey, KeyedHash } from './batch/keyed-hash.ts';
import { KindColumn } from './batch/kind-column.ts';
import { NameRegister } from './batch/name-register.ts';
import { ResourceColumns } from './batch/resource-columns.ts';
import { eventIdOf } from './event-id.ts';
import { timeOf } from './event-time.ts';
import { text } from './untyped.ts';

export interface BatchOptions {
  /** The data folder's own, see `EventStore`. */
  readonly hashKey: HashKey;
  /** Gzip, for records that did not come as a gzip file that can be kept as it is. */
  readonly compress: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
}

const timeColumn = eventColumns.indexOf('time');
const highColumn = eventColumns.indexOf('id_high');
const lowColumn = eventColumns.indexOf('id_low');
const positionColumn = eventColumns.indexOf('position');

/** Turns records into the columns of the event history, one input after the other. */
export class BatchWriter {
  readonly #compress: BatchOptions['compress'];
  readonly #ids: EventIdReader;
  readonly #register: NameRegister;
  readonly #events = new Columns(eventColumns.length, 2_048);
  readonly #kind: KindColumn;
  readonly #caller: CallerColumns;
  readonly #resources: ResourceColumns;
  readonly #assumptions: AssumptionRows;
  #records: RawRecord[] = [];
  #isKept = false;

  constructor({ hashKey, compress }: BatchOptions) {
    const hash = new KeyedHash(hashKey);
    this.#compress = compress;
    this.#ids = new EventIdReader(hashKey);
    this.#register = new NameRegister(hash);
    this.#kind = new KindColumn(hash, this.#register);
    this.#caller = new CallerColumns(this.#register);
    this.#resources = new ResourceColumns(hash, this.#register);
    this.#assumptions = new AssumptionRows(hash);
  }

  /** Records of another chunk follow; `isKept` when `finish` will be given the bytes that they came in. */
  start(isKept: boolean): void {
    this.#isKept = isKept;
  }

  /** `recordIndex` is the record's place in the input's own `Records`. Never throws, whatever the record holds. */
  add(record: RecordSource, recordIndex: number): void {
    const { canonicalTime } = record;
    const time = canonicalTime < 0 ? timeOf(text(record.field('eventTime'))) : canonicalTime;
    const events = this.#events;
    const row = events.addRow();
    events.setNumber(timeColumn, row, time);
    const idIsHashed = this.#addId(record, row);
    this.#kind.add(record, idIsHashed, events, row);
    this.#caller.add(record, events, row);
    this.#resources.add(record, events, row, time, recordIndex);
    events.setNumber(positionColumn, row, recordIndex);
    this.#assumptions.add(record, this.#ids.words, time, recordIndex);
    if (!this.#isKept) this.#records.push(record.whole());
  }

  /**
   * The batch of what was added, and a new start. `original` is the gzip that holds the records, as delivered; without it
   * they are compressed anew. Undefined when nothing was added.
   */
  finish(original?: Uint8Array): EventBatch | undefined {
    if (this.#events.count === 0) return undefined;
    const block = original ? new Uint8Array(original) : this.#ownBlock();
    const batch = {
      events: this.#events.take(),
      kinds: this.#kind.take(),
      resources: this.#resources.take(),
      ...this.#assumptions.take(),
      ...this.#register.take(),
      block,
    };
    this.#records = [];
    return original ? batch : renumbered(batch);
  }

  /** True when the id is no UUID. */
  #addId(record: RecordSource, row: number): boolean {
    const { words } = this.#ids;
    const isUuid = record.readUuid(words) || this.#readOtherId(record);
    this.#events.set(highColumn, row, words[1] ?? 0, words[0] ?? 0);
    this.#events.set(lowColumn, row, words[3] ?? 0, words[2] ?? 0);
    return !isUuid;
  }

  /** The text of an id that is hashed goes along, under the low half of its number. */
  #readOtherId(record: RecordSource): boolean {
    const id = eventIdOf(record.whole());
    const isUuid = this.#ids.read(id);
    const { words } = this.#ids;
    if (!isUuid) this.#register.addAs(id, words[3] ?? 0, words[2] ?? 0);
    return isUuid;
  }

  #ownBlock(): Uint8Array<ArrayBuffer> {
    return this.#compress(Buffer.from(JSON.stringify({ Records: this.#records })));
  }
}

/** In a block of our own, records are numbered as they were added, not as they were read. */
function renumbered(batch: EventBatch): EventBatch {
  const { count, values } = batch.events;
  const positions = values.subarray(positionColumn * count, (positionColumn + 1) * count);
  const rows = new Map(Array.from(positions, (position, row) => [position, BigInt(row)]));
  for (const [row] of positions.entries()) positions[row] = BigInt(row);
  const tables = [
    { table: batch.resources, column: resourceColumns.indexOf('position') },
    { table: batch.assumptions, column: assumptionColumns.indexOf('position') },
  ];
  for (const { table, column } of tables) {
    const start = column * table.count;
    for (let at = start; at < start + table.count; at++)
      table.values[at] = rows.get(table.values[at] ?? 0n) ?? 0n;
  }
  return batch;
}
