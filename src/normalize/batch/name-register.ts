import { Columns } from './columns.ts';
import { nameColumns, type Table, type TextList } from './event-batch.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { SentTable } from './sent-table.ts';
import { Texts } from './texts.ts';

/** What is kept of a longer name; its number is still that of the whole. */
export const longestName = 2_048;

/** Names that come again and again are looked up instead of hashed; this many at most, and none that is long. */
const mostRemembered = 16_384;
const longestRemembered = 256;

/** Gives texts their numbers, and gathers the texts that have not been sent to the history lately. */
export class NameRegister {
  low = 0;
  high = 0;
  readonly #hash: KeyedHash;
  readonly #sent = new SentTable(17);
  readonly #places = new Map<string, number>();
  readonly #lows = new Uint32Array(mostRemembered);
  readonly #highs = new Uint32Array(mostRemembered);
  readonly #names = new Columns(nameColumns.length, 256);
  readonly #texts = new Texts();

  constructor(hash: KeyedHash) {
    this.#hash = hash;
  }

  /** Leaves the number of this text in `low` and `high`. */
  add(text: string): void {
    const place = this.#places.get(text);
    if (place === undefined) this.#addUnknown(text);
    else {
      this.low = this.#lows[place] ?? 0;
      this.high = this.#highs[place] ?? 0;
    }
  }

  /** A name is remembered from its second time on, so that those which come once do not push out the others. */
  #addUnknown(text: string): void {
    this.#hash.text(text);
    this.low = this.#hash.low;
    this.high = this.#hash.high;
    if (text === '') return;
    if (this.#sent.isNew(this.low, this.high)) this.send(text);
    else if (text.length <= longestRemembered) this.#remember(text);
  }

  #remember(text: string): void {
    if (this.#places.size === mostRemembered) this.#places.clear();
    const place = this.#places.size;
    this.#lows[place] = this.low;
    this.#highs[place] = this.high;
    this.#places.set(text, place);
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
