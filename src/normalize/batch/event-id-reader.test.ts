import { describe, expect, it } from 'vitest';
import { EventIdReader } from './event-id-reader.ts';

function read(key: readonly [number, number], id: string): readonly number[] {
  const reader = new EventIdReader(key);
  reader.read(id);
  return [...reader.words];
}

describe('EventIdReader', () => {
  it.each([
    { id: '321eb8bd-a0f4-4362-95ca-5cefe18fc9e2', what: 'a UUID', isSame: true },
    { id: 'hash-058d4267851268cbdb6218f0ede8d5fc', what: 'a hash of a record', isSame: true },
    { id: 'hash-of something else that is as long', what: 'any other id', isSame: false },
  ])('reads $what alike in every data folder: $isSame', ({ id, isSame }) => {
    const [one, other] = [read([1, 2], id), read([3, 4], id)];

    expect(JSON.stringify(one) === JSON.stringify(other)).toBe(isSame);
  });

  it('keeps the order of other ids in every data folder, and no two of them apart by that alone', () => {
    const [one, other] = [read([1, 2], 'odd'), read([3, 4], 'odd')];

    expect(one.slice(0, 2)).toEqual(other.slice(0, 2));
    expect(one.slice(2)).not.toEqual(other.slice(2));
    expect(one.slice(0, 2)).not.toEqual(read([1, 2], 'even').slice(0, 2));
  });

  it('keeps all bits of a hash, in their order', () => {
    expect(read([1, 2], 'hash-058d4267851268cbdb6218f0ede8d5fc')).toEqual([
      0x058d4267, 0x851268cb, 0xdb6218f0, 0xede8d5fc,
    ]);
  });
});
