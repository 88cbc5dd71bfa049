import { isEventKey, isListKey } from './list-keys.ts';

/** How a walk over one JSON value ended; `JsonWalker.at` says where. */
export type Walk =
  /** The value is complete; `at` is the byte after it. */
  | 'complete'
  /** A list of records begins; `at` is the byte after its bracket. */
  | 'list'
  /** The bytes ended inside the value. */
  | 'incomplete'
  /** The byte at `at` cannot stand there. */
  | 'broken'
  /** Nested deeper than allowed. */
  | 'too-deep';

/** What may come next. */
const Expect = { value: 0, valueOrEnd: 1, key: 2, keyOrEnd: 3, colon: 4, separator: 5 } as const;
type Expect = (typeof Expect)[keyof typeof Expect];

const quote = 0x22;
const backslash = 0x5c;

/**
 * Finds the end of a JSON value in bytes, checking brackets, strings and separators on the way so that a fault is found
 * where it is and not at the end of the input. Numbers and literals are left to `JSON.parse`.
 */
export class JsonWalker {
  at = 0;
  readonly #isObject: Uint8Array;
  #bytes: Uint8Array = new Uint8Array();
  #end = 0;
  #depth = 0;
  #expect: Expect = Expect.value;
  #keyStart = 0;
  #keyEnd = 0;
  #hasList = false;
  #hasEventField = false;

  constructor(maxDepth: number) {
    this.#isObject = new Uint8Array(maxDepth + 1);
  }

  /** Walks the value that begins at `start`; with `intoLists`, stops inside a list of records. */
  walk(bytes: Uint8Array, start: number, end: number, intoLists: boolean): Walk {
    this.#depth = 0;
    this.#expect = Expect.value;
    return this.#walkFrom(bytes, start, end, intoLists);
  }

  /** The same from a key of an object on, to behind the object's closing bracket. */
  walkRest(bytes: Uint8Array, start: number, end: number, intoLists: boolean): Walk {
    this.#depth = 1;
    this.#isObject[1] = 1;
    this.#expect = Expect.key;
    return this.#walkFrom(bytes, start, end, intoLists);
  }

  /** Where the key of the list begins that the last walk stopped in: its opening quote. */
  get listKeyAt(): number {
    return this.#keyStart - 1;
  }

  /** Whether what was walked over is an object with a list of records, and no event itself. */
  get isWrapper(): boolean {
    return this.#hasList && !this.#hasEventField;
  }

  #walkFrom(bytes: Uint8Array, start: number, end: number, intoLists: boolean): Walk {
    this.#bytes = bytes;
    this.#end = end;
    this.#hasList = false;
    this.#hasEventField = false;
    this.at = start;
    while (this.at < end) {
      const result = this.#step(bytes[this.at] ?? 0);
      if (result !== undefined) return result;
      if (this.#isInList()) {
        if (intoLists) return 'list';
        this.#hasList = true;
      }
    }
    return 'incomplete';
  }

  #step(byte: number): Walk | undefined {
    switch (byte) {
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        this.at++;
        return;
      case quote:
        return this.#string();
      case 0x7b:
        return this.#open(1);
      case 0x5b:
        return this.#open(0);
      case 0x7d:
        return this.#close(1);
      case 0x5d:
        return this.#close(0);
      case 0x2c:
        return this.#comma();
      case 0x3a:
        return this.#colon();
      default:
        return this.#scalar(byte);
    }
  }

  #open(isObject: 0 | 1): Walk | undefined {
    if (this.#expect !== Expect.value && this.#expect !== Expect.valueOrEnd) return 'broken';
    if (this.#depth + 1 >= this.#isObject.length) return 'too-deep';
    this.#isObject[++this.#depth] = isObject;
    this.#expect = isObject ? Expect.keyOrEnd : Expect.valueOrEnd;
    this.at++;
    return;
  }

  #close(isObject: 0 | 1): Walk | undefined {
    const mayEnd =
      this.#expect === Expect.separator ||
      this.#expect === (isObject ? Expect.keyOrEnd : Expect.valueOrEnd);
    if (!mayEnd || this.#isObject[this.#depth] !== isObject) return 'broken';
    this.#depth--;
    this.at++;
    return this.#valueEnded();
  }

  #valueEnded(): Walk | undefined {
    this.#expect = Expect.separator;
    return this.#depth === 0 ? 'complete' : undefined;
  }

  #comma(): Walk | undefined {
    if (this.#expect !== Expect.separator) return 'broken';
    this.#expect = this.#isObject[this.#depth] === 1 ? Expect.key : Expect.value;
    this.at++;
    return;
  }

  #colon(): Walk | undefined {
    if (this.#expect !== Expect.colon) return 'broken';
    this.#expect = Expect.value;
    this.at++;
    return;
  }

  #string(): Walk | undefined {
    const isKey = this.#expect === Expect.key || this.#expect === Expect.keyOrEnd;
    if (!isKey && this.#expect !== Expect.value && this.#expect !== Expect.valueOrEnd) {
      return 'broken';
    }
    const start = this.at + 1;
    const stop = this.#stringEnd(start);
    if (stop >= this.#end) {
      this.at = this.#end;
      return 'incomplete';
    }
    this.at = stop;
    if (this.#bytes[stop] !== quote) return 'broken';
    this.at++;
    if (!isKey) return this.#valueEnded();
    this.#keyStart = start;
    this.#keyEnd = stop;
    if (this.#depth === 1) this.#hasEventField ||= isEventKey(this.#bytes.subarray(start, stop));
    this.#expect = Expect.colon;
    return;
  }

  /** Index of the closing quote, of a control character (which no JSON string may hold), or the end of the bytes. */
  #stringEnd(start: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let index = start;
    while (index < end) {
      const byte = bytes[index] ?? 0;
      if (byte === quote || byte < 0x20) return index;
      index += byte === backslash ? 2 : 1;
    }
    return end;
  }

  #scalar(first: number): Walk | undefined {
    if (this.#expect !== Expect.value && this.#expect !== Expect.valueOrEnd) return 'broken';
    if (!isScalarByte(first)) return 'broken';
    while (this.at < this.#end && isScalarByte(this.#bytes[this.at] ?? 0)) this.at++;
    // At the end of the bytes the scalar may go on in the next ones.
    if (this.at >= this.#end && this.#depth > 0) return 'incomplete';
    return this.#valueEnded();
  }

  /** Just after the bracket of a list that is a direct field of the outermost object. */
  #isInList(): boolean {
    if (this.#depth !== 2 || this.#expect !== Expect.valueOrEnd || this.#isObject[1] !== 1) {
      return false;
    }
    return isListKey(this.#bytes.subarray(this.#keyStart, this.#keyEnd));
  }
}

/** Letters, digits and the signs of numbers. */
function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  );
}
