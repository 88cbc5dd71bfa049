import { parseJson } from '#src/parse-json.ts';
import { decodeText } from './decode.ts';
import type { JsonWalker } from './json-walker.ts';
import type { ReadLimits } from './limits.ts';
import { looksLikeRecord } from './recognize.ts';
import { isRecordKey, longestRecordKey } from './record-keys.ts';
import { isSpace, type ScanWindow } from './scan-window.ts';

/**
 * How much may be walked again while looking for the next record in broken text: enough for any honest file, and
 * linear in its size for one that was made to be slow.
 */
const freeRetryBytes = 1024 * 1024;
const retryFactor = 4;

const openBrace = 0x7b;
const quote = 0x22;
const colon = 0x3a;
const lineFeed = 0x0a;

/** `found`: the window stands at a record. `more`: more bytes are needed to tell. */
export type Sought = 'found' | 'more';
type Verdict = 'begins' | 'more' | 'no';

/** Finds where reading can go on in broken text. Inside a JSON string a quote is escaped, so no string looks like a record. */
export class RecordSeeker {
  readonly #window: ScanWindow;
  readonly #walker: JsonWalker;
  readonly #limits: ReadLimits;
  #from = 0;
  #retriedBytes = 0;

  constructor(window: ScanWindow, walker: JsonWalker, limits: ReadLimits) {
    this.#window = window;
    this.#walker = walker;
    this.#limits = limits;
  }

  /** Call where a record turned out to be broken; then `seek`, again with each part of the stream. */
  start(index: number): void {
    this.#from = this.#window.offset(index);
    this.#retriedBytes = 0;
    this.#window.at = index + 1;
  }

  seek(isLast: boolean): Sought {
    const window = this.#window;
    for (;;) {
      const at = window.indexOf(openBrace, window.at);
      window.at = at < 0 ? window.end : at;
      if (at < 0) return 'more';
      const verdict = this.#judge(at, isLast);
      if (verdict === 'begins') return 'found';
      if (verdict === 'more') return 'more';
      window.at = this.#afterRetry(at);
    }
  }

  #judge(at: number, isLast: boolean): Verdict {
    this.#walker.at = at;
    const { bytes, end } = this.#window;
    const first = skipSpace(bytes, at + 1, end);
    if (first + longestRecordKey >= end && !isLast) return 'more';
    if (bytes[first] !== quote || this.#isFieldValue(at)) return 'no';
    const isOwnLine = at === 0 || bytes[at - 1] === lineFeed;
    if (!isOwnLine && !this.#hasRecordKey(first + 1)) return 'no';
    return this.#tryOut(at, isOwnLine, isLast);
  }

  #isFieldValue(at: number): boolean {
    const { bytes } = this.#window;
    let before = at - 1;
    while (before >= 0 && isSpace(bytes[before] ?? 0)) before--;
    return bytes[before] === colon;
  }

  #hasRecordKey(start: number): boolean {
    const stop = this.#window.indexOf(quote, start);
    if (stop < 0 || stop - start > longestRecordKey) return false;
    return isRecordKey(this.#window.slice(start, stop).toString('latin1'));
  }

  #tryOut(at: number, isOwnLine: boolean, isLast: boolean): Verdict {
    const { end } = this.#window;
    switch (this.#walker.walk(this.#window.bytes, at, end, true)) {
      case 'list':
        return 'begins';
      case 'complete':
        return isOwnLine || this.#holdsRecord(at, this.#walker.at) ? 'begins' : 'no';
      case 'incomplete':
        return isLast || end - at > this.#limits.recordBytes ? 'no' : 'more';
      default:
        return 'no';
    }
  }

  #holdsRecord(start: number, end: number): boolean {
    return looksLikeRecord(parseJson(decodeText(this.#window.slice(start, end))));
  }

  /** Usually the next byte; where too much was walked in vain already, the place where the last walk stopped. */
  #afterRetry(at: number): number {
    this.#retriedBytes += this.#walker.at - at;
    const allowance = freeRetryBytes + retryFactor * (this.#window.offset(at) - this.#from);
    return this.#retriedBytes > allowance ? Math.max(at + 1, this.#walker.at) : at + 1;
  }
}

function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(bytes[at] ?? 0)) at++;
  return at;
}
