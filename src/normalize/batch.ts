import { Buffer } from 'node:buffer';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { actorKeyOf } from './actor/actor-key.ts';
import { type AssumptionFacts, assumptionOf } from './batch/assumption.ts';
import { Columns } from './batch/columns.ts';
import {
  assumptionColumns,
  type EventBatch,
  eventColumns,
  resourceColumns,
} from './batch/event-batch.ts';
import { EventIdReader } from './batch/event-id-reader.ts';
import { type HashKey, KeyedHash } from './batch/keyed-hash.ts';
import { KindReader } from './batch/kind-reader.ts';
import { NameColumn } from './batch/name-column.ts';
import { NameRegister } from './batch/name-register.ts';
import { Texts } from './batch/texts.ts';
import { eventIdOf } from './event-id.ts';
import { eventTimeOf } from './event-time.ts';
import { resourcesOf } from './resources.ts';
import { bag, text } from './untyped.ts';
import { userAgentFamilyOf } from './user-agent/family.ts';

export interface BatchOptions {
  /** The data folder's own, see `EventStore`. */
  readonly hashKey: HashKey;
  /** Gzip, for records that did not come as a gzip file that can be kept as it is. */
  readonly compress: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
}

/** Turns records into the columns of the event history, one input after the other. */
export class BatchWriter {
  readonly #compress: BatchOptions['compress'];
  readonly #hash: KeyedHash;
  readonly #ids: EventIdReader;
  readonly #register: NameRegister;
  readonly #kind: KindReader;
  readonly #actor: NameColumn;
  readonly #session: NameColumn;
  readonly #accessKey: NameColumn;
  readonly #ip: NameColumn;
  readonly #userAgent: NameColumn;
  readonly #resource: NameColumn;
  #lastUserAgent = '';
  #lastFamily = userAgentFamilyOf('');

  readonly #events = new Columns(eventColumns.length, 2_048);
  readonly #resources = new Columns(resourceColumns.length, 2_048);
  readonly #assumptions = new Columns(assumptionColumns.length, 64);
  readonly #assumptionTexts = new Texts();
  #records: RawRecord[] = [];

  constructor({ hashKey, compress }: BatchOptions) {
    this.#compress = compress;
    this.#hash = new KeyedHash(hashKey);
    this.#ids = new EventIdReader(hashKey);
    this.#register = new NameRegister(this.#hash);
    this.#kind = new KindReader(this.#hash, this.#register);
    this.#actor = new NameColumn(this.#register);
    this.#session = new NameColumn(this.#register);
    this.#accessKey = new NameColumn(this.#register);
    this.#ip = new NameColumn(this.#register);
    this.#userAgent = new NameColumn(this.#register);
    this.#resource = new NameColumn(this.#register);
  }

  /** `recordIndex` is the record's place in the input's own `Records`. Never throws, whatever the record holds. */
  add(record: RawRecord, recordIndex: number): void {
    const time = eventTimeOf(record);
    const row = this.#events.addRow();
    this.#events.setNumber(0, row, time);
    const idIsHashed = this.#addId(record, row);
    this.#kind.read(record, idIsHashed);
    this.#events.set(3, row, this.#kind.low, this.#kind.high);
    this.#addCaller(record, row);
    this.#addResources(record, row, time, recordIndex);
    this.#events.setNumber(10, row, recordIndex);
    const assumption = assumptionOf(record);
    if (assumption) this.#addAssumption(assumption, time, recordIndex);
    this.#records.push(record);
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
      assumptions: this.#assumptions.take(),
      assumptionTexts: this.#assumptionTexts.take(),
      ...this.#register.take(),
      block,
    };
    this.#records = [];
    return original ? batch : renumbered(batch);
  }

  #addId(record: RawRecord, row: number): boolean {
    const id = eventIdOf(record);
    const isUuid = this.#ids.read(id);
    const { words } = this.#ids;
    this.#events.set(1, row, words[1] ?? 0, words[0] ?? 0);
    this.#events.set(2, row, words[3] ?? 0, words[2] ?? 0);
    if (!isUuid) this.#register.addAs(id, words[1] ?? 0, words[0] ?? 0);
    return !isUuid;
  }

  #addCaller(record: RawRecord, row: number): void {
    const identity = bag(record['userIdentity']);
    this.#addName(this.#actor, 4, row, actorKeyOf(record));
    this.#addName(this.#session, 5, row, text(identity['arn']));
    this.#addName(this.#accessKey, 6, row, text(identity['accessKeyId']));
    this.#addName(this.#ip, 7, row, text(record['sourceIPAddress']));
    this.#addName(this.#userAgent, 8, row, this.#familyOf(text(record['userAgent'])));
  }

  #addName(column: NameColumn, index: number, row: number, name: string): void {
    column.read(name);
    this.#events.set(index, row, column.low, column.high);
  }

  #familyOf(userAgent: string): string {
    if (userAgent === this.#lastUserAgent) return this.#lastFamily;
    this.#lastUserAgent = userAgent;
    this.#lastFamily = userAgentFamilyOf(userAgent);
    return this.#lastFamily;
  }

  #addResources(record: RawRecord, row: number, time: number, position: number): void {
    const resources = resourcesOf(record);
    this.#addName(this.#resource, 9, row, resources[0] ?? '');
    for (let index = 1; index < resources.length; index++) {
      const other = this.#resources.addRow();
      this.#hash.text(resources[index] ?? '');
      this.#resources.set(0, other, this.#hash.low, this.#hash.high);
      this.#resources.setNumber(1, other, time);
      this.#resources.setNumber(2, other, position);
    }
  }

  #addAssumption(facts: AssumptionFacts, time: number, position: number): void {
    const row = this.#assumptions.addRow();
    const { words } = this.#ids;
    this.#assumptions.setNumber(0, row, time);
    this.#assumptions.set(1, row, words[1] ?? 0, words[0] ?? 0);
    this.#assumptions.set(2, row, words[3] ?? 0, words[2] ?? 0);
    const keys = [facts.issuedKey, facts.sharedEventId, facts.sessionArn, facts.callerActor];
    for (const [index, key] of keys.entries()) {
      this.#hash.text(key);
      this.#assumptions.set(3 + index, row, this.#hash.low, this.#hash.high);
    }
    this.#assumptions.setNumber(7, row, position);
    this.#assumptionTexts.add(JSON.stringify(facts));
  }

  #ownBlock(): Uint8Array<ArrayBuffer> {
    return this.#compress(Buffer.from(JSON.stringify({ Records: this.#records })));
  }
}

/** In a block of our own, records are numbered as they were added, not as they were read. */
function renumbered(batch: EventBatch): EventBatch {
  const { count, values } = batch.events;
  const positions = values.subarray(10 * count, 11 * count);
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
