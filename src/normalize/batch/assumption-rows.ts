import type { RecordSource } from '#src/model/record-source.ts';
import { assumptionOf, mayAssume } from './assumption.ts';
import { Columns } from './columns.ts';
import { assumptionColumns, type Table, type TextList } from './event-batch.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { Texts } from './texts.ts';

/** Rows for the few events that issue credentials. */
export class AssumptionRows {
  readonly #hash: KeyedHash;
  readonly #rows = new Columns(assumptionColumns.length, 64);
  readonly #texts = new Texts();

  constructor(hash: KeyedHash) {
    this.#hash = hash;
  }

  /** `id`, `time` and `position` are the event's own. */
  add(record: RecordSource, id: Uint32Array, time: number, position: number): void {
    if (!mayAssume(record)) return;
    const facts = assumptionOf(record.whole());
    if (facts === undefined) return;
    const row = this.#rows.addRow();
    this.#rows.setNumber(0, row, time);
    this.#rows.set(1, row, id[1] ?? 0, id[0] ?? 0);
    this.#rows.set(2, row, id[3] ?? 0, id[2] ?? 0);
    const keys = [facts.issuedKey, facts.sharedEventId, facts.sessionArn, facts.callerActor];
    for (const [index, key] of keys.entries()) {
      this.#hash.text(key);
      this.#rows.set(3 + index, row, this.#hash.low, this.#hash.high);
    }
    this.#rows.setNumber(7, row, position);
    this.#texts.add(JSON.stringify(facts));
  }

  take(): { assumptions: Table; assumptionTexts: TextList } {
    return { assumptions: this.#rows.take(), assumptionTexts: this.#texts.take() };
  }
}
