import type { InputProblem } from '#src/model/problem.ts';
import { byteOrderMark, decodeText, firstInvalidByte } from './decode.ts';
import type { Found } from './found.ts';
import { JsonWalker, type Walk } from './json-walker.ts';
import type { ReadLimits } from './limits.ts';
import { recognize } from './recognize.ts';
import { isSpace, RecordSeeker } from './record-seeker.ts';
import { ScanWindow } from './scan-window.ts';

const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBrace = 0x7d;
const closeBracket = 0x5d;
const quote = 0x22;
const comma = 0x2c;
/** RFC 7464: begins each text of a JSON text sequence. */
const recordSeparator = 0x1e;

/** Lists in wrappers in lists: no delivery of CloudTrail is deeper. */
const maxContainers = 6;

type Container = 'list' | 'wrapper';

/**
 * Finds CloudTrail records in a stream of text of any size, in memory for one record. Broken records are reported and
 * skipped: reading goes on where the next one begins.
 */
export class RecordScanner {
  readonly #found: Found;
  readonly #limits: ReadLimits;
  readonly #walker: JsonWalker;
  readonly #window = new ScanWindow();
  readonly #seeker: RecordSeeker;
  readonly #containers: Container[] = [];
  #isSeeking = false;
  /** Set after the first fault: brackets need not pair any more. */
  #isDamaged = false;
  #hasReportedNul = false;
  #isEndKnown = false;
  /** A value that was incomplete is walked again only when the window holds twice as much. */
  #wanted = 0;

  constructor(found: Found, limits: ReadLimits) {
    this.#found = found;
    this.#limits = limits;
    this.#walker = new JsonWalker(limits.nestingDepth);
    this.#seeker = new RecordSeeker(this.#window, this.#walker, limits);
  }

  /** True when nothing was pushed. */
  get isEmpty(): boolean {
    return this.#window.offset(this.#window.end) === 0;
  }

  push(chunk: Uint8Array): void {
    this.#window.append(chunk);
    if (this.#window.end - this.#window.at >= this.#wanted) this.#scan(false);
  }

  /** Says that there is no more text. Where that is a fault which is told already, what it leaves incomplete is not told. */
  end(isFaultKnown = false): void {
    this.#isEndKnown = isFaultKnown;
    this.#scan(true);
    if (this.#containers.length > 0 && !this.#isDamaged && !isFaultKnown) {
      this.#found.problem('the document ends too early', this.#position(this.#window.at));
    }
  }

  #scan(isLast: boolean): void {
    this.#wanted = 0;
    let goesOn = true;
    while (goesOn) {
      goesOn = this.#isSeeking ? this.#seek(isLast) : this.#next(isLast);
    }
  }

  #seek(isLast: boolean): boolean {
    this.#isSeeking = this.#seeker.seek(isLast) !== 'found';
    this.#wanted = this.#isSeeking ? (this.#window.end - this.#window.at) * 2 : 0;
    return !this.#isSeeking;
  }

  /** Takes one value or sign; false when more bytes are needed. */
  #next(isLast: boolean): boolean {
    this.#skipSpace();
    const { at, end, bytes } = this.#window;
    if (at >= end) return false;
    switch (bytes[at]) {
      case openBrace:
        return this.#object(at, isLast);
      case openBracket:
        return this.#list(at, isLast);
      case closeBrace:
        return this.#close('wrapper', at);
      case closeBracket:
        return this.#close('list', at);
      default:
        return this.#other(at, isLast);
    }
  }

  #object(at: number, isLast: boolean): boolean {
    const isRest = this.#containers.at(-1) === 'wrapper';
    const walk = this.#walk(at, !isRest && this.#containers.length < maxContainers);
    switch (walk) {
      case 'complete':
        this.#window.at = this.#walker.at;
        if (!isRest) this.#take(at, this.#walker.at);
        return true;
      case 'list':
        this.#containers.push('wrapper', 'list');
        this.#window.at = this.#walker.at;
        return true;
      case 'incomplete':
        return this.#incomplete(at, isLast);
      case 'too-deep':
        return this.#broken(at, `nested deeper than ${this.#limits.nestingDepth} levels`);
      default:
        return this.#broken(at, 'broken JSON', this.#walker.at);
    }
  }

  #list(at: number, isLast: boolean): boolean {
    if (this.#containers.at(-1) === 'wrapper') return this.#scalar(at, isLast);
    if (this.#containers.length >= maxContainers) return this.#broken(at, 'too many nested lists');
    this.#containers.push('list');
    this.#window.at++;
    return true;
  }

  #close(container: Container, at: number): boolean {
    this.#window.at++;
    if (this.#containers.at(-1) === container) this.#containers.pop();
    else if (!this.#isDamaged) return this.#broken(at, 'a closing bracket that nothing opened');
    return true;
  }

  /** Strings, numbers, literals: fields of a wrapper beside its records, or things that are no record. */
  #other(at: number, isLast: boolean): boolean {
    const byte = this.#window.bytes[at];
    const isInWrapper = this.#containers.at(-1) === 'wrapper';
    if (isInWrapper && byte === 0x3a) {
      this.#window.at++;
      return true;
    }
    if (isInWrapper || byte === quote) return this.#scalar(at, isLast);
    return this.#broken(at, 'text that is not JSON');
  }

  #scalar(at: number, isLast: boolean): boolean {
    const walk = this.#walk(at, false);
    if (walk === 'incomplete') return this.#incomplete(at, isLast);
    if (walk !== 'complete') return this.#broken(at, 'broken JSON', this.#walker.at);
    this.#window.at = this.#walker.at;
    if (this.#containers.at(-1) !== 'wrapper') {
      this.#found.foreign('not CloudTrail: not a JSON object', this.#position(at));
    }
    return true;
  }

  #incomplete(at: number, isLast: boolean): boolean {
    const size = this.#window.end - at;
    if (isLast && this.#isEndKnown) return this.#seekFrom(at);
    if (isLast) return this.#broken(at, 'the record ends too early', this.#window.end);
    if (size > this.#limits.recordBytes) return this.#tooLarge(at);
    this.#wanted = Math.min(size * 2, this.#limits.recordBytes + 1);
    return false;
  }

  #tooLarge(at: number): boolean {
    const limit = this.#limits.recordBytes;
    return this.#broken(at, `larger than ${limit} bytes (limits.recordBytes)`);
  }

  #take(start: number, end: number): void {
    if (end - start > this.#limits.recordBytes) {
      this.#tooLarge(start);
      // Its end is known: nothing needs to be looked for.
      this.#isSeeking = false;
      this.#window.at = end;
      return;
    }
    const slice = this.#window.slice(start, end);
    const invalid = firstInvalidByte(slice);
    if (invalid >= 0) {
      this.#found.problem(
        'invalid UTF-8, replaced; the record is used',
        this.#position(start + invalid),
      );
    }
    const value = parse(decodeText(slice));
    if (value !== undefined) recognize(value, this.#found, this.#position(start));
    else this.#found.problem('broken JSON', this.#position(start));
  }

  #broken(start: number, reason: string, at = start): boolean {
    this.#found.problem(reason, this.#position(at));
    return this.#seekFrom(start);
  }

  /** Brackets need not pair from here on. */
  #seekFrom(start: number): true {
    this.#isDamaged = true;
    this.#isSeeking = true;
    this.#seeker.start(start);
    return true;
  }

  #walk(at: number, intoLists: boolean): Walk {
    return this.#walker.walk(this.#window.bytes, at, this.#window.end, intoLists);
  }

  /** Space, commas between values, byte-order marks of joined files, and zeros, which a crash may leave behind. */
  #skipSpace(): void {
    const window = this.#window;
    for (; window.at < window.end; window.at++) {
      const byte = window.bytes[window.at] ?? 0;
      const mark = byte === 0xef ? byteOrderMark(window.slice(window.at, window.end)) : 0;
      if (mark > 0) window.at += mark - 1;
      else if (byte === 0) this.#noteNul(window.at);
      else if (byte !== comma && byte !== recordSeparator && !isSpace(byte)) return;
    }
  }

  #noteNul(at: number): void {
    if (!this.#hasReportedNul) this.#found.problem('NUL bytes between records', this.#position(at));
    this.#hasReportedNul = true;
  }

  #position(index: number): NonNullable<InputProblem['at']> {
    return { unit: 'byte', value: this.#window.offset(index) + 1 };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
