import { describe, expect, it } from 'vitest';
import { blockOf, blocksBetween, CidrTable, prefix64Of } from './cidr-table.ts';

function aTable(...blocks: readonly string[]): CidrTable<string> {
  const table = new CidrTable<string>();
  for (const text of blocks) {
    const block = blockOf(text);
    if (block !== undefined) table.add(block, text);
  }
  return table;
}

describe('address blocks', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24'],
    ['192.0.2.200', '192.0.2.192/26'],
    ['::ffff:192.0.2.7', '192.0.2.0/24'],
    ['2001:db8:0:1::9', '2001:db8::/32'],
    ['198.51.100.1', undefined],
    ['2001:db9::1', undefined],
    ['ec2.amazonaws.com', undefined],
    ['192.0.2.007', undefined],
    ['2001:db8::1%-', undefined],
    ['2001:db8::1%A.b', undefined],
    ['2001:db8::1%eth0', '2001:db8::/32'],
    ['', undefined],
  ])('find the smallest one that holds %s: %s', (address, block) => {
    const table = aTable('192.0.2.0/24', '192.0.2.192/26', '2001:db8::/32');

    expect(table.find(address)).toBe(block);
  });

  it.each(['192.0.2.0/33', '192.0.2.0/', '192.0.2.0/-1', '2001:db8::/129', 'x/8', '/8', ''])(
    'are not read from %s',
    (text) => {
      expect(blockOf(text)).toBeUndefined();
    },
  );

  it('hold the whole internet', () => {
    expect(aTable('0.0.0.0/0', '::/0').find('203.0.113.9')).toBe('0.0.0.0/0');
  });

  it.each([
    ['192.0.2.0', '192.0.2.255', 1],
    ['192.0.2.1', '192.0.2.6', 4],
    ['192.0.2.9', '192.0.2.1', 0],
    ['192.0.2.9', '2001:db8::1', 0],
    ['0.0.0.0', '255.255.255.255', 1],
  ])('cover the range %s to %s with %i of them', (first, last, count) => {
    expect(blocksBetween(first, last)).toHaveLength(count);
  });

  it('keep the first value of a block unless told how to merge', () => {
    const table = aTable('192.0.2.0/24');
    const block = blockOf('192.0.2.0/24');
    if (block === undefined) throw new Error('a block');

    table.add(block, 'second');
    expect(table.find('192.0.2.1')).toBe('192.0.2.0/24');
    table.add(block, 'third', (old, added) => `${old} ${added}`);
    expect(table.find('192.0.2.1')).toBe('192.0.2.0/24 third');
    expect(table.size).toBe(1);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['192.0.2.1', undefined],
    ['::ffff:192.0.2.1', undefined],
    ['nonsense', undefined],
  ])('the network of %s is %s', (address, network) => {
    expect(prefix64Of(address)).toBe(network);
  });
});
