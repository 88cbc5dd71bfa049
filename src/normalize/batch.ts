import { Buffer } from 'node:buffer';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { actorKeyOf } from './actor/actor-key.ts';
import { type AssumptionFacts, assumptionOf, mayAssume } from './batch/assumption.ts';
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
import { timeOf } from './event-time.ts';
import { Facet } from './facet.ts';
import { resourcesOf } from './resources.ts';
import { bag, text } from './untyped.ts';
import { userAgentFamilyOf } from './user-agent/family.ts';

export interface BatchOptions {
  /** The data folder's own, see `EventStore`. */
  readonly hashKey: HashKey;
  /** Gzip, for records that did not come as a gzip file that can be kept as it is. */
  readonly compress: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
}

/** Events with more resources than this are not alike anyway. */
const mostKeptResources = 4;

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

  readonly #kindFacet = new Facet(kindFields, 2, 12);
  readonly #callerFacet = new Facet(
    ['userIdentity', 'recipientAccountId', 'sourceIPAddress'],
    8,
    13,
  );
  readonly #agentFacet = new Facet(['userAgent'], 2, 12);
  readonly #resourceFacet = new Facet(
    ['resources', 'requestParameters', 'responseElements'],
    1 + 2 * mostKeptResources,
    12,
  );
  readonly #two = new Uint32Array(2);
  readonly #eight = new Uint32Array(8);
  readonly #kept = new Uint32Array(1 + 2 * mostKeptResources);

  readonly #events = new Columns(eventColumns.length, 2_048);
  readonly #resources = new Columns(resourceColumns.length, 2_048);
  readonly #assumptions = new Columns(assumptionColumns.length, 64);
  readonly #assumptionTexts = new Texts();
  #records: RawRecord[] = [];
  #isKept = false;

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

  /** Records of another chunk follow; `isKept` when `finish` will be given the bytes that they came in. */
  start(isKept: boolean): void {
    this.#isKept = isKept;
  }

  /** `recordIndex` is the record's place in the input's own `Records`. Never throws, whatever the record holds. */
  add(record: RecordSource, recordIndex: number): void {
    const { canonicalTime } = record;
    const time = canonicalTime < 0 ? timeOf(text(record.field('eventTime'))) : canonicalTime;
    const row = this.#events.addRow();
    this.#events.setNumber(0, row, time);
    this.#addKind(record, row, this.#addId(record, row));
    this.#addCaller(record, row);
    this.#addAgent(record, row);
    this.#addResources(record, row, time, recordIndex);
    this.#events.setNumber(10, row, recordIndex);
    if (mayAssume(record)) this.#addAssumption(record, time, recordIndex);
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
      assumptions: this.#assumptions.take(),
      assumptionTexts: this.#assumptionTexts.take(),
      ...this.#register.take(),
      block,
    };
    this.#records = [];
    return original ? batch : renumbered(batch);
  }

  /** True when the id is no UUID. */
  #addId(record: RecordSource, row: number): boolean {
    const { words } = this.#ids;
    if (record.readUuid(words)) {
      this.#setId(row);
      return false;
    }
    const id = eventIdOf(record.whole());
    const isUuid = this.#ids.read(id);
    this.#setId(row);
    if (!isUuid) this.#register.addAs(id, words[1] ?? 0, words[0] ?? 0);
    return !isUuid;
  }

  #setId(row: number): void {
    const { words } = this.#ids;
    this.#events.set(1, row, words[1] ?? 0, words[0] ?? 0);
    this.#events.set(2, row, words[3] ?? 0, words[2] ?? 0);
  }

  #addKind(record: RecordSource, row: number, idIsHashed: boolean): void {
    const facet = this.#kindFacet;
    if (!idIsHashed && facet.find(record)) {
      this.#events.set(3, row, facet.numberAt(0), facet.numberAt(1));
      return;
    }
    const whole = record.whole();
    this.#kind.read(whole, idIsHashed);
    const { low, high } = this.#kind;
    this.#events.set(3, row, low, high);
    if (!idIsHashed && isToldByKindFields(whole)) facet.keep(this.#pair(low, high));
  }

  #addCaller(record: RecordSource, row: number): void {
    const facet = this.#callerFacet;
    const numbers = this.#eight;
    if (facet.find(record)) {
      for (let index = 0; index < 8; index++) numbers[index] = facet.numberAt(index);
    } else {
      this.#readCaller(facet.partOf(record), numbers);
      facet.keep(numbers);
    }
    for (let column = 0; column < 4; column++)
      this.#events.set(4 + column, row, numbers[2 * column] ?? 0, numbers[2 * column + 1] ?? 0);
  }

  #readCaller(record: RawRecord, into: Uint32Array): void {
    const identity = bag(record['userIdentity']);
    this.#readName(this.#actor, actorKeyOf(record), into, 0);
    this.#readName(this.#session, text(identity['arn']), into, 2);
    this.#readName(this.#accessKey, text(identity['accessKeyId']), into, 4);
    this.#readName(this.#ip, text(record['sourceIPAddress']), into, 6);
  }

  #readName(column: NameColumn, name: string, into: Uint32Array, at: number): void {
    column.read(name);
    into[at] = column.low;
    into[at + 1] = column.high;
  }

  #addAgent(record: RecordSource, row: number): void {
    const facet = this.#agentFacet;
    const { low, high } = facet.find(record)
      ? { low: facet.numberAt(0), high: facet.numberAt(1) }
      : this.#readAgent(record, facet);
    this.#events.set(8, row, low, high);
  }

  #readAgent(record: RecordSource, facet: Facet): NameColumn {
    this.#userAgent.read(userAgentFamilyOf(text(record.field('userAgent'))));
    facet.keep(this.#pair(this.#userAgent.low, this.#userAgent.high));
    return this.#userAgent;
  }

  #pair(low: number, high: number): Uint32Array {
    this.#two[0] = low;
    this.#two[1] = high;
    return this.#two;
  }

  #addResources(record: RecordSource, row: number, time: number, position: number): void {
    const facet = this.#resourceFacet;
    const numbers = facet.find(record) ? this.#foundResources() : this.#readResources(record);
    this.#events.set(9, row, numbers[1] ?? 0, numbers[2] ?? 0);
    const count = numbers[0] ?? 0;
    for (let index = 1; index < count; index++) {
      const other = this.#resources.addRow();
      this.#resources.set(0, other, numbers[1 + 2 * index] ?? 0, numbers[2 + 2 * index] ?? 0);
      this.#resources.setNumber(1, other, time);
      this.#resources.setNumber(2, other, position);
    }
  }

  #foundResources(): Uint32Array {
    for (let index = 0; index < this.#kept.length; index++)
      this.#kept[index] = this.#resourceFacet.numberAt(index);
    return this.#kept;
  }

  /** Their number, then two halves each. The first is a name that is kept; the others are numbers alone. */
  #readResources(record: RecordSource): Uint32Array {
    const resources = resourcesOf(this.#resourceFacet.partOf(record));
    const isFew = resources.length <= mostKeptResources;
    const numbers = isFew ? this.#kept : new Uint32Array(1 + 2 * resources.length);
    numbers.fill(0);
    numbers[0] = resources.length;
    this.#readName(this.#resource, resources[0] ?? '', numbers, 1);
    for (let index = 1; index < resources.length; index++) {
      this.#hash.text(resources[index] ?? '');
      numbers[1 + 2 * index] = this.#hash.low;
      numbers[2 + 2 * index] = this.#hash.high;
    }
    if (isFew) this.#resourceFacet.keep(numbers);
    return numbers;
  }

  #addAssumption(record: RecordSource, time: number, position: number): void {
    const facts: AssumptionFacts | undefined = assumptionOf(record.whole());
    if (facts === undefined) return;
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

const kindFields = [
  'eventSource',
  'eventName',
  'awsRegion',
  'recipientAccountId',
  'errorCode',
  'errorMessage',
  'readOnly',
  'managementEvent',
] as const;

/** The account may be the caller's, and a sign-in says in its response whether it failed. */
function isToldByKindFields(record: RawRecord): boolean {
  return (
    text(record['recipientAccountId']) !== '' && record['eventSource'] !== 'signin.amazonaws.com'
  );
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
