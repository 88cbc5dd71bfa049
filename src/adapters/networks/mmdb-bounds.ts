/** Far more than what any database says about one address. */
const mostBytes = 1_000_000;
const mostLevels = 64;

const kinds = { pointer: 1, map: 7, array: 11, boolean: 14 } as const;
/** By the size of a pointer: what is added to it. */
const pointerBases = [0, 2048, 526_336, 0] as const;

/**
 * Throws a RangeError when the value at `start` is larger, or nested deeper, than any honest one: pointers of a few bytes
 * can make a value that never ends, or that no memory holds. `base` is where pointers count from.
 * https://maxmind.github.io/MaxMind-DB/#data-field-format
 */
export function checkBounds(bytes: Buffer, base: number, start: number): void {
  let left = mostBytes;

  function pass(at: number, level: number): number {
    if (level > mostLevels) throw new RangeError('a value is nested too deeply');
    spend(1);
    const control = bytes.readUInt8(at);
    if (control >> 5 === kinds.pointer) return passPointer(control, at + 1, level);
    const isExtended = control >> 5 === 0;
    const kind = isExtended ? bytes.readUInt8(at + 1) + 7 : control >> 5;
    const { size, end } = sizeAt(control & 31, at + (isExtended ? 2 : 1));
    return passContent(kind, size, end, level);
  }

  function passContent(kind: number, size: number, at: number, level: number): number {
    if (kind === kinds.boolean) return at;
    if (kind === kinds.map) return passEach(size * 2, at, level);
    if (kind === kinds.array) return passEach(size, at, level);
    spend(size);
    return at + size;
  }

  function passPointer(control: number, at: number, level: number): number {
    const size = (control >> 3) & 3;
    const high = size === 3 ? 0 : (control & 7) * 256 ** (size + 1);
    const target = base + (pointerBases[size] ?? 0) + high + bytes.readUIntBE(at, size + 1);
    pass(target, level + 1);
    return at + size + 1;
  }

  function passEach(count: number, from: number, level: number): number {
    let at = from;
    for (let index = 0; index < count; index++) at = pass(at, level + 1);
    return at;
  }

  function sizeAt(low: number, at: number): { size: number; end: number } {
    if (low < 29) return { size: low, end: at };
    if (low === 29) return { size: 29 + bytes.readUInt8(at), end: at + 1 };
    if (low === 30) return { size: 285 + bytes.readUInt16BE(at), end: at + 2 };
    return { size: 65_821 + bytes.readUIntBE(at, 3), end: at + 3 };
  }

  function spend(cost: number): void {
    left -= cost;
    if (left < 0) throw new RangeError('a value is too large');
  }

  pass(start, 0);
}
