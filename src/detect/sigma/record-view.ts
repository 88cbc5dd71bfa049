import type { RawRecord } from '#src/model/cloud-event.ts';
import { type RecordSource, WholeRecord } from '#src/model/record-source.ts';
import { type Field, ManyValues, readField, readRecordField } from './field.ts';
import { Reading } from './reading.ts';

/** Fields beside the record, such as those under `cairn.`; asked at most once a record. */
export type Derive = (record: RawRecord) => Readonly<Record<string, unknown>>;

/** A field and what the current record has in it. */
export interface Slot {
  readonly field: Field | undefined;
  readonly reading: Reading;
  /** Number of the record that `reading` is about. */
  turn: number;
}

/** One record as rules see it. The view is reused for record after record, so that the hot path allocates nothing. */
export class RecordView {
  turn = 0;
  readonly #derive: Derive | undefined;
  readonly #slots = new Map<string, Slot>();
  #record: RecordSource = new WholeRecord();
  #derived: unknown;
  #derivedTurn = 0;
  readonly #needles = new Set<string>();
  #isUnbounded = false;
  /** Number of the last record that was found to hold no keyword. */
  #keywordTurn = -1;

  constructor(derive?: Derive) {
    this.#derive = derive;
  }

  /** Keywords are asked of all values: with texts that each needs, most records need no closer look. */
  expectKeyword(needles: readonly string[] | undefined): void {
    if (needles === undefined) this.#isUnbounded = true;
    for (const needle of needles ?? []) this.#needles.add(needle);
  }

  /** False when no keyword can be in the record. The record does not note that this was asked of it. */
  mayHoldKeyword(): boolean {
    if (this.#isUnbounded || this.#needles.size === 0) return true;
    for (const needle of this.#needles) if (this.#record.mayHold(needle)) return true;
    return false;
  }

  /** Whether an answer about this record rests on no keyword being in it. */
  get hasMissedKeywords(): boolean {
    return this.#keywordTurn === this.turn;
  }

  open(record: RecordSource): this {
    this.turn += 1;
    this.#record = record;
    return this;
  }

  openWhole(record: RawRecord): this {
    return this.open(new WholeRecord().of(record));
  }

  /** The slot of a field, or of the whole record's values where there is none. */
  slotOf(field: Field | undefined): Slot {
    const key = field?.name ?? '';
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot = { field, reading: new Reading(), turn: -1 };
    this.#slots.set(key, slot);
    return slot;
  }

  read(slot: Slot): Reading {
    if (slot.turn !== this.turn) {
      slot.turn = this.turn;
      slot.reading.load(this.#find(slot.field));
    }
    return slot.reading;
  }

  #find(field: Field | undefined): unknown {
    if (field === undefined) return this.#allValues();
    return field.derived
      ? readField(this.#derivedFields(), field)
      : readRecordField(this.#record, field);
  }

  /** None at all when the record holds nothing that a keyword looks for: the answers are the same. */
  #allValues(): ManyValues {
    if (this.mayHoldKeyword()) return new ManyValues(leavesOf(this.#record.whole()));
    this.#keywordTurn = this.turn;
    return new ManyValues([]);
  }

  #derivedFields(): unknown {
    if (this.#derivedTurn !== this.turn) {
      this.#derivedTurn = this.turn;
      this.#derived = this.#derive?.(this.#record.lazy);
    }
    return this.#derived;
  }
}

/** All values anywhere in a record, for keywords. */
function leavesOf(record: RawRecord): unknown[] {
  const leaves: unknown[] = [];
  const pending: unknown[] = [record];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) leaves.push(value);
    else for (const child of Object.values(value)) pending.push(child);
  }
  return leaves;
}
