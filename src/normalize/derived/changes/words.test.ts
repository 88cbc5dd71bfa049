import { describe, expect, it } from 'vitest';
import { clean, joined, pastOf } from './words.ts';

describe('words of others', () => {
  it.each([
    ['alice', 'alice'],
    ['a\nb\tc', 'a b c'],
    ['a\u202eb\u200bc', 'a b c'],
    ['\u001b[31mred', '[31mred'],
    ['  x  ', 'x'],
    ['naïve 名前', 'naïve 名前'],
  ])('%j become %j', (value, expected) => {
    expect(clean(value)).toBe(expected);
  });

  it('are shortened between letters, not inside one', () => {
    const short = clean('😀'.repeat(200));

    expect(Array.from(short)).toHaveLength(120);
    expect(short.endsWith('😀…')).toBe(true);
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd'], 'a, b, c and d'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
  ])('%j are listed as %j', (values, expected) => {
    expect(joined(values)).toBe(expected);
  });

  it.each([
    ['attach', 'attached'],
    ['create', 'created'],
    ['deploy', 'deployed'],
    ['make', 'made'],
    ['stop', 'stopped'],
    ['verify', 'verified'],
    ['let', 'let'],
  ])('past of %s is %s', (verb, expected) => {
    expect(pastOf(verb)).toBe(expected);
  });
});
