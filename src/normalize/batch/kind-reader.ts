import type { RawRecord } from '#src/model/cloud-event.ts';
import { actionOf } from '../action.ts';
import { accountOf } from '../actor/actor-key.ts';
import { text } from '../untyped.ts';
import { Columns } from './columns.ts';
import { kindColumns, kindFlags, type Table } from './event-batch.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { NameColumn } from './name-column.ts';
import type { NameRegister } from './name-register.ts';
import { errorCodeOf } from './outcome.ts';
import { SentTable } from './sent-table.ts';

/**
 * Account, region, call, outcome and flags of an event have few different combinations, so they are one number in the
 * event and one row of their own: it halves what is written for an event.
 */
export class KindReader {
  low = 0;
  high = 0;
  readonly #hash: KeyedHash;
  readonly #register: NameRegister;
  readonly #account: NameColumn;
  readonly #region: NameColumn;
  readonly #service: NameColumn;
  readonly #eventName: NameColumn;
  readonly #errorCode: NameColumn;
  readonly #parts = new Uint32Array(11);
  readonly #sent = new SentTable(15);
  readonly #kinds = new Columns(kindColumns.length, 64);

  constructor(hash: KeyedHash, register: NameRegister) {
    this.#hash = hash;
    this.#register = register;
    this.#account = new NameColumn(register);
    this.#region = new NameColumn(register);
    this.#service = new NameColumn(register);
    this.#eventName = new NameColumn(register);
    this.#errorCode = new NameColumn(register);
  }

  /** Leaves the number of this event's kind in `low` and `high`. */
  read(record: RawRecord, idIsHashed: boolean): void {
    this.#account.read(accountOf(record));
    this.#region.read(text(record['awsRegion']));
    this.#service.read(text(record['eventSource']));
    this.#eventName.read(text(record['eventName']));
    this.#errorCode.read(errorCodeOf(record));
    const flags = flagsOf(record) | (idIsHashed ? kindFlags.idIsHashed : 0);
    this.#combine(flags);
    if (this.#sent.isNew(this.low, this.high)) this.#send(record, flags);
  }

  take(): Table {
    return this.#kinds.take();
  }

  #combine(flags: number): void {
    const parts = this.#parts;
    parts[0] = this.#account.low;
    parts[1] = this.#account.high;
    parts[2] = this.#region.low;
    parts[3] = this.#region.high;
    parts[4] = this.#service.low;
    parts[5] = this.#service.high;
    parts[6] = this.#eventName.low;
    parts[7] = this.#eventName.high;
    parts[8] = this.#errorCode.low;
    parts[9] = this.#errorCode.high;
    parts[10] = flags;
    this.#hash.numbers(parts);
    this.low = this.#hash.low;
    this.high = this.#hash.high;
  }

  #send(record: RawRecord, flags: number): void {
    const row = this.#kinds.addRow();
    this.#kinds.set(0, row, this.low, this.high);
    this.#kinds.set(1, row, this.#account.low, this.#account.high);
    this.#kinds.set(2, row, this.#region.low, this.#region.high);
    this.#kinds.set(3, row, this.#service.low, this.#service.high);
    this.#kinds.set(4, row, this.#eventName.low, this.#eventName.high);
    this.#register.add(actionOf(record));
    this.#kinds.set(5, row, this.#register.low, this.#register.high);
    this.#kinds.set(6, row, this.#errorCode.low, this.#errorCode.high);
    this.#kinds.set(7, row, flags, 0);
  }
}

/** The flags are booleans in S3's files, and words in other deliveries. */
function flagsOf(record: RawRecord): number {
  const { readOnly, managementEvent } = record;
  const isReadOnly = readOnly === true || readOnly === 'true';
  const isManagement = managementEvent === true || managementEvent === 'true';
  return (
    (isReadOnly ? kindFlags.readOnly : 0) |
    (isManagement ? kindFlags.management : 0) |
    (isRegular(record) ? kindFlags.regular : 0)
  );
}

function isRegular(record: RawRecord): boolean {
  const { errorCode } = record;
  return (
    isText(record['eventSource']) &&
    isText(record['eventName']) &&
    isText(record['awsRegion']) &&
    isText(record['recipientAccountId']) &&
    (errorCode === undefined || isText(errorCode))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
