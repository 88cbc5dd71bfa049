import { parseJson } from '#src/parse-json.ts';
import { decodeText, firstInvalidByte } from './decode.ts';
import { Enclosures } from './enclosures.ts';
import type { Found } from './found.ts';
import { JsonWalker, type Walk } from './json-walker.ts';
import type { ReadLimits } from './limits.ts';
import { maxEnvelopes, mayLackLists, recognize, recognizeAround } from './recognize.ts';
import { RecordSeeker } from './record-seeker.ts';
import { ScanWindow } from './scan-window.ts';
import { wholeDocumentBytes } from './source-object.ts';

const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBrace = 0x7d;
const closeBracket = 0x5d;
const quote = 0x22;

/**
 * Finds CloudTrail records in a stream of text of any size, in memory for one small document. Broken records are reported and
 * skipped: reading goes on where the next one begins.
 */
export class RecordScanner {
  readonly #found: Found;
  readonly #limits: ReadLimits;
  readonly #mostAtOnce: number;
  readonly #walker: JsonWalker;
  readonly #window = new ScanWindow();
  readonly #seeker: RecordSeeker;
  readonly #around = new Enclosures();
  /** Objects up to this size are taken as a whole, like documents of that size: what one is may stand at its end. */
  readonly #wholeBytes: number;
  #isSeeking = false;
  /** Set after the first fault: brackets need not pair any more. */
  #isDamaged = false;
  #isEndKnown = false;
  #isLast = false;
  /** Set when as many records were found as may be held at once: take them, then `resume`. */
  isFull = false;
  /** A value that was incomplete is walked again only when the window holds twice as much. */
  #wanted = 0;

  constructor(found: Found, limits: ReadLimits, mostAtOnce = Number.POSITIVE_INFINITY) {
    this.#found = found;
    this.#limits = limits;
    this.#mostAtOnce = mostAtOnce;
    this.#wholeBytes = Math.min(wholeDocumentBytes, limits.recordBytes);
    this.#walker = new JsonWalker(limits.nestingDepth);
    this.#seeker = new RecordSeeker(this.#window, this.#walker, limits);
  }

  /** True when nothing was pushed. */
  get isEmpty(): boolean {
    return this.#window.offset(this.#window.end) === 0;
  }

  push(chunk: Uint8Array): void {
    this.#window.append(chunk);
    if (this.#window.end - this.#window.at >= this.#wanted) this.resume();
  }

  /** Says that there is no more text. Where that is a fault which is told already, what it leaves incomplete is not told. */
  end(isFaultKnown = false): void {
    this.#isLast = true;
    this.#isEndKnown = isFaultKnown;
    this.resume();
  }

  resume(): void {
    this.#wanted = 0;
    let goesOn = true;
    while (goesOn && this.#found.size < this.#mostAtOnce) {
      goesOn = this.#isSeeking ? this.#seek() : this.#next();
    }
    this.isFull = goesOn;
    if (this.#isLast && !goesOn) this.#leaveAll();
  }

  #leaveAll(): void {
    if (this.#around.depth > 0 && !this.#isDamaged && !this.#isEndKnown) {
      this.#problem('the document ends too early', this.#window.at);
    }
    while (this.#around.depth > 0) this.#leave();
  }

  #seek(): boolean {
    this.#isSeeking = this.#seeker.seek(this.#isLast) !== 'found';
    this.#wanted = this.#isSeeking ? (this.#window.end - this.#window.at) * 2 : 0;
    return !this.#isSeeking;
  }

  /** Takes one value or sign; false when more bytes are needed. */
  #next(): boolean {
    const nulAt = this.#window.skipSeparators();
    if (nulAt !== undefined) this.#problem('NUL bytes between records', nulAt);
    const { at, end, bytes } = this.#window;
    if (at >= end) return false;
    const byte = bytes[at];
    if (byte === closeBrace) return this.#close('wrapper', at);
    if (byte === closeBracket) return this.#close('list', at);
    if (this.#around.innermost === 'wrapper') return this.#rest(at);
    if (byte === openBrace) return this.#object(at);
    return byte === openBracket ? this.#list(at) : this.#scalar(at);
  }

  /** What follows a list in a wrapper: more fields, or whatever was written where its end is missing. */
  #rest(at: number): boolean {
    if (this.#window.bytes[at] === quote) return this.#goInto(at, true);
    this.#leave();
    return this.#isDamaged || this.#broken(at, 'broken JSON');
  }

  #object(at: number): boolean {
    // What is damaged is gone into at once: after each fault it would be looked through as a whole again.
    if (this.#isDamaged) return this.#goInto(at);
    const walk = this.#walk(at, false);
    const size = (walk === 'complete' ? this.#walker.at : this.#window.end) - at;
    if (size > this.#wholeBytes) return this.#goInto(at);
    if (walk === 'incomplete' && !this.#isLast) return this.#incomplete(at);
    const isWhole = walk === 'complete' && !this.#walker.isWrapper;
    return (isWhole && this.#take(at)) || this.#goInto(at);
  }

  /**
   * Goes on in the first list of an object that cannot be taken as a whole, or says why it is unreadable. `isRest`: what
   * follows a list of it.
   */
  #goInto(at: number, isRest = false): boolean {
    const mayEnter = this.#isDamaged || this.#around.lists < maxEnvelopes;
    switch (this.#walk(at, mayEnter, isRest)) {
      case 'list':
        if (!isRest) this.#around.enterWrapper();
        this.#keepFields(isRest ? at : at + 1, this.#walker.listKeyAt);
        this.#around.enterList();
        this.#window.at = this.#walker.at;
        return true;
      case 'complete':
        return isRest ? this.#takeRest(at) : this.#take(at, true);
      case 'incomplete':
        return this.#incomplete(at);
      case 'too-deep':
        return this.#broken(at, `nested deeper than ${this.#limits.nestingDepth} levels`);
      default:
        return this.#broken(at, 'broken JSON', this.#walker.at);
    }
  }

  #list(at: number): boolean {
    if (this.#around.lists >= maxEnvelopes) return this.#scalar(at);
    this.#around.enterList();
    this.#window.at++;
    return true;
  }

  #close(container: 'list' | 'wrapper', at: number): boolean {
    this.#window.at++;
    if (this.#around.innermost === container) this.#leave();
    else if (!this.#isDamaged) return this.#broken(at, 'a closing bracket that nothing opened');
    return true;
  }

  /** What is no record: a text, a number, or a list that is too deep to look into. */
  #scalar(at: number): boolean {
    const walk = this.#walk(at, false);
    if (walk === 'incomplete') return this.#incomplete(at);
    if (walk !== 'complete') return this.#broken(at, 'text that is not JSON', this.#walker.at);
    // A number may go on in the next bytes.
    if (this.#walker.at === this.#window.end && !this.#isLast) return false;
    return this.#take(at) || this.#broken(at, 'text that is not JSON');
  }

  #incomplete(at: number): boolean {
    const size = this.#window.end - at;
    if (this.#isLast && this.#isEndKnown) return this.#seekFrom(at);
    if (this.#isLast) return this.#broken(at, 'the record ends too early', this.#window.end);
    if (size > this.#limits.recordBytes) return this.#broken(at, this.#tooLarge);
    const limit = size > this.#wholeBytes ? this.#limits.recordBytes : this.#wholeBytes;
    this.#wanted = Math.min(size * 2, limit + 1);
    return false;
  }

  get #tooLarge(): string {
    return `larger than ${this.#limits.recordBytes} bytes (limits.recordBytes)`;
  }

  /** Takes what was walked over; false when it is to be gone through list by list instead, unless `isForced`. */
  #take(start: number, isForced = false): boolean {
    const end = this.#walker.at;
    const isTooLarge = end - start > this.#limits.recordBytes;
    const slice = this.#window.slice(start, isTooLarge ? start : end);
    const text = decodeText(slice);
    const value = parseJson(text);
    if (!isForced && (value === undefined || mayLackLists(value, text))) return false;
    this.#noteInvalid(slice, start);
    this.#window.at = end;
    if (isTooLarge) this.#problem(this.#tooLarge, start);
    else if (value === undefined) this.#problem('broken JSON', start);
    else recognize(value, this.#found, this.#window.position(start), this.#around.lists);
    return true;
  }

  #takeRest(start: number): true {
    this.#keepFields(start, this.#walker.at - 1);
    this.#window.at = this.#walker.at;
    this.#leave();
    return true;
  }

  /** Fields of an object beside the lists that are gone into: what they mean is known when all are together. */
  #keepFields(start: number, end: number): void {
    const slice = this.#window.slice(start, end);
    this.#noteInvalid(slice, start);
    this.#around.addFields(decodeText(slice).trimEnd().replace(/,$/, ''));
  }

  #leave(): void {
    const fields = this.#around.leave();
    const at = this.#window.position(this.#window.at);
    if (fields === 'broken') this.#found.problem('broken JSON', at);
    else if (fields) recognizeAround(fields, this.#found, at, this.#around.lists);
  }

  #noteInvalid(bytes: Buffer, start: number): void {
    const at = firstInvalidByte(bytes);
    if (at >= 0) this.#problem('invalid UTF-8, replaced; the record is used', start + at);
  }

  #broken(start: number, reason: string, at = start): boolean {
    this.#problem(reason, at);
    return this.#seekFrom(start);
  }

  /** Brackets need not pair from here on. */
  #seekFrom(start: number): true {
    this.#isDamaged = true;
    this.#isSeeking = true;
    this.#seeker.start(start);
    return true;
  }

  #problem(reason: string, at: number): void {
    this.#found.problem(reason, this.#window.position(at));
  }

  #walk(at: number, intoLists: boolean, isRest = false): Walk {
    const { bytes, end } = this.#window;
    return isRest
      ? this.#walker.walkRest(bytes, at, end, intoLists)
      : this.#walker.walk(bytes, at, end, intoLists);
  }
}
