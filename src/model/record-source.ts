import type { RawRecord } from './cloud-event.ts';

/** Names of fields at the top of a record. Make each list once: it is also the key under which it is prepared. */
export type FieldNames = readonly string[];

/** Two halves of a number. */
export type Halves = Uint32Array;

/** One record, of which most readers need a few fields only: the whole is made when somebody asks for it. */
export interface RecordSource {
  /** The value of a field at the top of the record; undefined when it has none. */
  field(name: string): unknown;
  whole(): RawRecord;
  /**
   * The record for those who read the fields that CloudTrail names: each is parsed when it is read. It has no others,
   * and cannot be enumerated; as JSON it is the whole. It stays valid until the next record is opened.
   */
  readonly lazy: RawRecord;
  /** `eventTime` in milliseconds since 1970 where it is written as CloudTrail writes it; -1 for all others. */
  readonly canonicalTime: number;
  /** The four words of an `eventID` that is a UUID in lower case, most significant first; false for all others. */
  readUuid(into: Uint32Array): boolean;
  /**
   * Leaves a number that is the same for two records when these fields are written alike in both, and differs when they
   * are not, by all that an attacker can do. False when this source has no such numbers.
   */
  digest(fields: FieldNames, into: Halves): boolean;
  /**
   * False when no text in the record can hold this one, in whatever case. The text is of 3 to 64 characters between space
   * and `~`, in small letters, without quotes and slashes, and no part of a number. This is not noted as a read: who
   * keeps an answer that rests on it must ask again.
   */
  mayHold(text: string): boolean;
  /** From now on it is noted which fields are read. */
  noteReads(): void;
  /** True when nothing but these fields was read since then. */
  wasReadIn(fields: FieldNames): boolean;
}

/** A record that was parsed. */
export class WholeRecord implements RecordSource {
  readonly canonicalTime = -1;
  #record: RawRecord = {};

  of(record: RawRecord): this {
    this.#record = record;
    return this;
  }

  field(name: string): unknown {
    return Object.hasOwn(this.#record, name) ? this.#record[name] : undefined;
  }

  whole(): RawRecord {
    return this.#record;
  }

  get lazy(): RawRecord {
    return this.#record;
  }

  readUuid(): boolean {
    return false;
  }

  digest(): boolean {
    return false;
  }

  mayHold(): boolean {
    return true;
  }

  noteReads(): void {
    // `wasReadIn` is never true here.
  }

  wasReadIn(): boolean {
    return false;
  }
}
