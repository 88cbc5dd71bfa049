import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUuid, writeUuid } from './event-id-number.ts';

const half = 0x1_0000_0000n;

function roundTrip(id: string): string | undefined {
  const words = new Uint32Array(4);
  if (!readUuid(id, words)) return undefined;
  const [a, b, c, d] = Array.from(words, BigInt);
  return writeUuid((a ?? 0n) * half + (b ?? 0n), (c ?? 0n) * half + (d ?? 0n));
}

describe('readUuid', () => {
  it('loses nothing of a UUID', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(roundTrip(id)).toBe(id);
      }),
    );
  });

  it.each([
    ['00000000-0000-0000-0000-000000000000'],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['80000000-0000-0000-8000-000000000000'],
  ])('reads %s', (id) => {
    expect(roundTrip(id)).toBe(id);
  });

  it.each([
    ['capital letters', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'],
    ['a letter that is no digit', 'g0000000-0000-0000-0000-000000000000'],
    ['a letter outside ASCII', '０0000000-0000-0000-0000-000000000000'],
    ['a missing dash', '00000000a0000-0000-0000-000000000000'],
    ['a longer id', '00000000-0000-0000-0000-0000000000000'],
    ['nothing', ''],
  ])('leaves %s to be kept as a text', (_what, id) => {
    expect(roundTrip(id)).toBeUndefined();
  });
});
