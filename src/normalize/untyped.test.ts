import { describe, expect, it } from 'vitest';
import { bag, list, pick, pickText, text, texts } from './untyped.ts';

describe('reading untyped values', () => {
  it.each([
    { value: 'a', read: 'a' },
    { value: 1, read: '' },
    { value: null, read: '' },
    { value: undefined, read: '' },
  ])('reads $value as the text "$read"', ({ value, read }) => {
    expect(text(value)).toBe(read);
  });

  it.each([[null], [undefined], ['text'], [7]])(
    'reads %j as a bag without anything in it',
    (value) => {
      expect(bag(value)['toString']).toBeUndefined();
    },
  );

  it.each([
    { value: [1, 2], read: [1, 2] },
    { value: { items: [1] }, read: [1] },
    { value: { items: 1 }, read: [1] },
    { value: { items: null }, read: [null] },
    { value: { item: [1] }, read: [1] },
    { value: { item: 1 }, read: [1] },
    { value: { other: 1 }, read: [{ other: 1 }] },
    { value: 'one', read: ['one'] },
    { value: null, read: [] },
    { value: undefined, read: [] },
  ])('reads $value as the list $read', ({ value, read }) => {
    expect(list(value)).toEqual(read);
  });

  it('keeps only the texts of a mixed list', () => {
    expect(texts(['a', 1, null, 'b'])).toEqual(['a', 'b']);
  });

  it('finds a key with a small or a capital first letter, and skips null', () => {
    expect(pick({ PolicyArn: 'x' }, 'policyArn')).toBe('x');
    expect(pick({ a: null, b: 0 }, 'a', 'b')).toBe(0);
    expect(pick({}, 'a')).toBeUndefined();
  });

  it('picks the first text or number', () => {
    expect(pickText({ a: '', b: {}, c: 22 }, 'a', 'b', 'c')).toBe('22');
    expect(pickText({ a: true }, 'a')).toBe('');
  });
});
