import { Columns } from './columns.ts';
import { nameColumns, type Table, type TextList } from './event-batch.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { SentTable } from './sent-table.ts';
import { Texts } from './texts.ts';

/** What is kept of a longer name; its number is still that of the whole. */
const longestName = 2_048;

/** Gives texts their numbers, and gathers the texts that have not been sent to the history lately. */
export class NameRegister {
  low = 0;
  high = 0;
  readonly #hash: KeyedHash;
  readonly #sent = new SentTable(17);
  readonly #names = new Columns(nameColumns.length, 256);
  readonly #texts = new Texts();

  constructor(hash: KeyedHash) {
    this.#hash = hash;
  }

  /** Leaves the number of this text in `low` and `high`. */
  add(text: string): void {
    this.#hash.text(text);
    this.low = this.#hash.low;
    this.high = this.#hash.high;
    if (text !== '' && this.#sent.isNew(this.low, this.high)) this.send(text);
  }

  /** The text goes along under the number that `low` and `high` hold. */
  send(text: string): void {
    this.#names.set(0, this.#names.addRow(), this.low, this.high);
    this.#texts.add(text.length > longestName ? text.slice(0, longestName) : text);
  }

  /** As `add`, under a number of the caller's. */
  addAs(text: string, low: number, high: number): void {
    this.low = low;
    this.high = high;
    this.send(text);
  }

  take(): { names: Table; nameTexts: TextList } {
    return { names: this.#names.take(), nameTexts: this.#texts.take() };
  }
}
